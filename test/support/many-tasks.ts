import type { NewRow, Row } from '../../src/data/schema.ts'
import type { TaskState } from '../../src/data/schema-task.ts'
import { writeSearchTexts } from '../../src/data/search-entry.ts'
import { searchTexts } from '../../src/data/search-text.ts'
import { insertTaskPeriods } from '../../src/data/task-period.ts'
import { searchText } from '../../src/domain/task-draft.ts'
import { periodOf } from '../../src/domain/task-period.ts'
import { newId } from '../../src/lib/id.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import type { TestOffice, UnitKey } from './office.ts'

const states: TaskState[] = [
  'verified',
  'verified',
  'verified',
  'verified',
  'verified',
  'verified',
  'in_progress',
  'in_progress',
  'issued',
  'reported',
  'returned',
  'suspended',
  'draft',
  'withdrawn',
  'not_implemented',
]
const closed = new Set<TaskState>(['verified', 'withdrawn', 'not_implemented'])
const titles = [
  'Rà soát, bổ sung trách nhiệm người đứng đầu trong Quy chế làm việc',
  'Tập huấn kỹ năng tiếp công dân cho cán bộ văn phòng các trường trực thuộc',
  'Kiện toàn Ban Chỉ đạo thực hiện quy chế dân chủ ở cơ sở',
  'Công khai kết quả giải quyết đơn thư, khiếu nại, tố cáo',
]

/** Rows of tasks written straight into the tables, for lists and plans: states, units and dates in turn, by number. */
export async function insertManyTasks(
  office: TestOffice,
  count: number,
  today = '2018-12-10',
): Promise<string[]> {
  const units = (['tccb', 'vp', 'cd', 'gdth', 'ttra'] satisfies UnitKey[]).map(key => office.unit[key])
  const rows = Array.from({ length: count }, (_, n) =>
    rowOf(office, n, units[n % units.length] as string, today),
  )
  const { writer } = office.database
  for (let at = 0; at < rows.length; at += 200) {
    await writer.transaction().execute(async trx => {
      const part = rows.slice(at, at + 200)
      await trx.insertInto('task').values(part).execute()
      await insertTaskPeriods(trx, '2018-11-15', part.map(periodIn))
      await writeSearchTexts(trx, await searchTexts.task(trx, { ids: part.map(row => row.id) }))
    })
  }
  return rows.map(row => row.id)
}

/** Two working days to receive hold in them all. */
function periodIn(task: NewRow<'task'>) {
  return periodOf(task as Row<'task'>, { receipt: task.received_on ? 'in_time' : null, cycle: null })
}

function rowOf(office: TestOffice, n: number, unit: string, today: string): NewRow<'task'> {
  const state = states[n % states.length] as TaskState
  const due = addDays(today, ((n * 37) % 400) - 330 + (closed.has(state) ? -60 : 90))
  const issued = state === 'draft' ? null : addDays(due, -60)
  const reported = state === 'verified' || state === 'reported' ? addDays(due, (n % 9) - 6) : null
  const code = `1.${n + 100}`
  const text = { title: `${titles[n % titles.length]} ${n}`, criterion: 'Có văn bản, số, ngày, chữ ký' }
  return {
    id: newId(),
    recommendation_id: office.recommendationIds[n % 2] as string,
    inspection_id: office.inspectionId,
    organisation_id: office.unit.so,
    ordinal: n + 100,
    code,
    ...text,
    ...searchText(code, text),
    lead_unit_id: unit,
    officer_id: n % 3 === 0 ? office.appointment.hanh : null,
    assigner_id: issued && office.appointment.ngan,
    verifier_id: null,
    document_no: '',
    document_on: null,
    document_file_id: null,
    issued_on: issued,
    received_on: issued && state !== 'issued' ? addDays(issued, 1) : null,
    original_due_on: issued && (n % 7 === 0 ? addDays(due, -14) : due),
    due_on: due,
    supplement_due_on: null,
    state,
    percent: n % 101,
    blocker: '',
    updated_on: n % 4 === 0 && issued ? addDays(issued, 40) : null,
    reported_on: reported,
    reported_by: reported && office.person.phuc,
    completed_on: state === 'verified' ? reported : null,
    closed_on: closed.has(state) ? due : null,
    round: 0,
    refused_count: 0,
    extension_count: 0,
    successor_id: null,
    frozen_days: null,
    deadline_version: 1,
    next_look_on: null,
    created_by: office.person.tuyet,
    created_at: '2018-11-15T02:00:00.000Z',
    version: 1,
  }
}
