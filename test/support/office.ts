import { randomBytes, randomUUID } from 'node:crypto'
import { insertCalendarDays } from '../../src/data/calendar-day.ts'
import type { Database } from '../../src/data/database.ts'
import type { NewRow } from '../../src/data/schema.ts'
import type { Role } from '../../src/data/schema-office.ts'
import { writeUnitPeriods } from '../../src/data/unit-period.ts'
import type { Done } from '../../src/domain/event.ts'
import { createInspection } from '../../src/domain/inspection.ts'
import { type ChainKey, type Occasion, occasionAt } from '../../src/domain/occasion.ts'
import { perform, type TaskAct } from '../../src/domain/perform.ts'
import { createTask } from '../../src/domain/task.ts'
import type { DraftInput } from '../../src/domain/task-draft.ts'
import type { TaskActInput, TaskActName } from '../../src/domain/task-transitions.ts'
import { deriveKey } from '../../src/lib/derive-key.ts'
import { fold } from '../../src/lib/fold.ts'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { newId } from '../../src/lib/id.ts'
import { nameSortKey, sortKey } from '../../src/lib/sort-key.ts'
import { openTestDatabase } from './database.ts'

/** As SECRET_KEY for a program on a test's database. */
export const testSecret = randomBytes(32).toString('hex')
export const testKeys: ChainKey[] = [{ id: '1', key: deriveKey(testSecret, 'event-chain') }]

/** The units of the test office, by short name; all but `so` stand under it. */
const unitNames = {
  so: 'Sở Giáo dục và Đào tạo Vĩnh Long',
  vp: 'Văn phòng Sở',
  tccb: 'Phòng Tổ chức cán bộ',
  ttra: 'Thanh tra Sở',
  cd: 'Công đoàn ngành',
  gdth: 'Phòng Giáo dục Trung học',
} as const
export type UnitKey = keyof typeof unitNames

/** The named cast: who asks the questions of every test. `tinh` members sit on the province's committee. */
const cast = {
  tuyet: ['Nguyễn Thị Ánh Tuyết', 'vp', 'secretary', 'Thư ký, Văn phòng'],
  bao: ['Huỳnh Quốc Bảo', 'so', 'leader', 'Giám đốc Sở'],
  ngan: ['Lê Thị Kim Ngân', 'so', 'leader', 'Phó Giám đốc'],
  phuc: ['Phạm Hoàng Phúc', 'tccb', 'unit_head', 'Trưởng phòng'],
  hanh: ['Đỗ Thị Mỹ Hạnh', 'tccb', 'officer', 'Chuyên viên'],
  nhung: ['Võ Thị Hồng Nhung', 'vp', 'unit_head', 'Chánh Văn phòng'],
  thuy: ['Lâm Thị Bích Thủy', 'cd', 'unit_head', 'Chủ tịch Công đoàn ngành'],
  hang: ['Trần Thị Diễm Hằng', 'gdth', 'unit_head', 'Trưởng phòng'],
  khoi: ['Đặng Văn Khởi', 'ttra', 'verifier', 'Chánh Thanh tra'],
  son: ['Nguyễn Thanh Sơn', 'so', 'committee', 'Ủy viên Ban Chỉ đạo Tỉnh'],
  hieu: ['Trần Công Hiếu', 'so', 'inspector', 'Phó đoàn phụ trách'],
  minh: ['Phan Văn Minh', 'so', 'auditor', 'Kiểm toán'],
  quan: ['Bùi Anh Quân', 'so', 'admin', 'Quản trị hệ thống'],
} as const satisfies Record<string, readonly [string, UnitKey, Role, string]>
export type CastKey = keyof typeof cast

export interface TestOffice {
  database: Awaited<ReturnType<typeof openTestDatabase>>
  unit: Record<UnitKey, string>
  person: Record<CastKey, string>
  appointment: Record<CastKey, string>
  committeeId: string
  /** The province's inspection with two recommendations. */
  inspectionId: string
  recommendationIds: string[]
  occasion(day: string, time?: string): Occasion
  /** A task issued by Lê Thị Kim Ngân to Phòng Tổ chức cán bộ on `day`. */
  issued(day: string, dueOn: string, draft?: Partial<DraftInput>): Promise<string>
  draft(day: string, dueOn: string, draft?: Partial<DraftInput>): Promise<string>
  act<N extends TaskActName>(
    who: CastKey,
    day: string,
    act: N,
    taskId: string,
    input: TaskActInput<N>,
    more?: Partial<TaskAct<N>>,
  ): Promise<Done>
}

export const conclusion =
  'Đoàn kiểm tra đánh giá cao công tác lãnh đạo. Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp. Nâng cao vai trò người đứng đầu./.'

interface Teardown {
  teardown(work: () => unknown): void
}

/** An office with its tree, its cast, the shipped calendar and one inspection held on 13/11/2018. */
export async function openTestOffice(t: Teardown): Promise<TestOffice> {
  const database = await openTestDatabase(t)
  const unit = await insertUnits(database)
  const { person, appointment, committeeId } = await insertCast(database, unit)
  await insertCalendarDays(
    database.writer,
    shippedCalendarDays().map(day => ({ ...day, frozen: 0, version: 1 })),
  )
  const occasion = (day: string, time = '09:00') => occasionAt(day, time, testKeys)
  const office = { database, unit, person, appointment, committeeId, occasion }
  const inspectionId = await recordInspection(office)
  const rows = await database.reader.selectFrom('recommendation').select('id').orderBy('ordinal').execute()
  const recommendationIds = rows.map(row => row.id)
  const act: TestOffice['act'] = (who, day, name, taskId, input, more) =>
    perform(database.writer, {
      act: name,
      taskId,
      input,
      personId: person[who],
      actId: randomUUID(),
      occasion: occasion(day),
      ...more,
    })
  const draft: TestOffice['draft'] = async (day, dueOn, more) => {
    const base = { personId: person.tuyet, actId: randomUUID(), occasion: occasion(day) }
    const input = { ...draftOf(unit.tccb, dueOn), ...more }
    return (await createTask(database.writer, base, recommendationIds[0] as string, input)).subjectId
  }
  const issued: TestOffice['issued'] = async (day, dueOn, more) => {
    const id = await draft(day, dueOn, more)
    await act('ngan', day, 'issue', id, {})
    return id
  }
  return { ...office, inspectionId, recommendationIds, act, draft, issued }
}

function draftOf(leadUnitId: string, dueOn: string): DraftInput {
  return {
    title: 'Ban hành Quy chế phối hợp giữa chính quyền với Công đoàn',
    criterion: 'Quyết định ban hành kèm Quy chế, có số, ngày, chữ ký',
    leadUnitId,
    dueOn,
    documentNo: '118/KH-SGDĐT',
    documentOn: '2018-11-20',
    documentFileId: null,
    verifierId: null,
    coUnits: [],
  }
}

async function insertUnits(database: Database): Promise<Record<UnitKey, string>> {
  const created_at = '2018-11-01T00:00:00.000Z'
  const ids = Object.fromEntries(Object.keys(unitNames).map(key => [key, newId()])) as Record<UnitKey, string>
  const rows = (Object.entries(unitNames) as [UnitKey, string][]).map(([key, name]) => ({
    id: ids[key],
    parent_id: key === 'so' ? null : ids.so,
    path: key === 'so' ? `/${ids.so}/` : `/${ids.so}/${ids[key]}/`,
    name,
    short_name: key.toUpperCase(),
    folded: fold(name),
    sort_key: sortKey(name),
    is_organisation: key === 'so' ? 1 : 0,
    leader_appointment_id: null,
    valid_from: null,
    valid_to: null,
    created_at,
    version: 1,
  }))
  await database.writer.insertInto('unit').values(rows).execute()
  await database.writer
    .insertInto('office')
    .values({
      id: 'office',
      kind: 'real',
      name: unitNames.so,
      parent_name: 'UBND tỉnh Vĩnh Long',
      short_name: 'SGDĐT',
      place: 'Vĩnh Long',
      help_contact: 'Văn phòng Sở, máy lẻ 102',
      subject_term: 'thực hiện dân chủ ở cơ sở (QCDC)',
      salutation: 'dong_chi',
      mail_from_on: null,
      created_at,
      version: 1,
    })
    .execute()
  await database.writer
    .insertInto('office_clock')
    .values({ id: 'clock', kind: 'real', today: null, worked_on: null, version: 1 })
    .execute()
  return ids
}

async function insertCast(database: Database, unit: Record<UnitKey, string>) {
  const created_at = '2018-11-01T00:00:00.000Z'
  const committeeId = newId()
  const keys = Object.keys(cast) as CastKey[]
  const person = Object.fromEntries(keys.map(key => [key, newId()])) as Record<CastKey, string>
  const appointment = Object.fromEntries(keys.map(key => [key, newId()])) as Record<CastKey, string>
  const people = keys.map(key => ({
    id: person[key],
    name: cast[key][0],
    folded: fold(cast[key][0]),
    sort_key: nameSortKey(cast[key][0]),
    email: `${key}@sgddt.example`,
    phone: '',
    locale: 'vi' as const,
    keys_on: 1,
    password_hash: null,
    password_changed_at: null,
    disabled_at: null,
    created_at,
    version: 1,
  }))
  const posts: NewRow<'appointment'>[] = keys.map(key => ({
    id: appointment[key],
    person_id: person[key],
    unit_id: unit[cast[key][1]],
    role: cast[key][2],
    title: cast[key][3],
    from_on: '2018-01-01',
    to_on: null,
    acting_for_id: null,
    committee_id: key === 'son' ? committeeId : null,
    inspection_id: null,
    is_head: key === 'bao' ? 1 : 0,
    created_at,
    version: 1,
  }))
  await database.writer.insertInto('person').values(people).execute()
  await database.writer
    .insertInto('committee')
    .values({
      id: committeeId,
      organisation_id: unit.so,
      name: 'Ban Chỉ đạo thực hiện QCDC ở cơ sở Tỉnh ủy',
      level: 'province',
      parent_id: null,
      created_at,
      version: 1,
    })
    .execute()
  await database.writer.insertInto('appointment').values(posts).execute()
  await database.writer
    .updateTable('unit')
    .set({ leader_appointment_id: appointment.ngan })
    .where('id', '=', unit.tccb)
    .execute()
  const units = await database.writer.selectFrom('unit').selectAll().execute()
  await writeUnitPeriods(database.writer, '2018-11-01', units)
  return { person, appointment, committeeId }
}

async function recordInspection(
  office: Pick<TestOffice, 'database' | 'person' | 'appointment' | 'unit' | 'committeeId' | 'occasion'>,
) {
  const quote = (text: string) => {
    const start = conclusion.indexOf(text)
    return {
      quote: text,
      start,
      end: start + text.length,
      summary: text.slice(0, 60),
      theme: '',
      kind: 'once' as const,
    }
  }
  const act = { personId: office.person.tuyet, actId: randomUUID(), occasion: office.occasion('2018-11-14') }
  const { subjectId } = await createInspection(office.database.writer, act, {
    organisationId: office.unit.so,
    committeeId: office.committeeId,
    inspectedUnitId: office.unit.so,
    number: 'KT-2018-01',
    title: 'Kiểm tra việc thực hiện quy chế dân chủ ở cơ sở năm 2018',
    body: 'Đoàn kiểm tra Ban Chỉ đạo thực hiện QCDC ở cơ sở Tỉnh ủy',
    teamLead: 'Trần Công Hiếu',
    heldOn: '2018-11-13',
    documentNo: '',
    documentOn: null,
    conclusion,
    recommendations: [
      quote('Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp.'),
      quote('Nâng cao vai trò người đứng đầu./.'),
    ],
  })
  await office.database.writer
    .updateTable('appointment')
    .set({ inspection_id: subjectId })
    .where('id', '=', office.appointment.hieu)
    .execute()
  return subjectId
}
