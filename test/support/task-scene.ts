import { insertEvidence } from '../../src/data/evidence.ts'
import type { TaskActName } from '../../src/domain/task-transitions.ts'
import { newId } from '../../src/lib/id.ts'
import type { CastKey, TestOffice } from './office.ts'

export interface Scene {
  taskId: string
  /** The co-unit's part: Công đoàn ngành, headed by Lâm Thị Bích Thủy. */
  partId: string
  /** Work given on within the unit, to Đỗ Thị Mỹ Hạnh. */
  subtaskId: string
}

export const sceneDay = '2018-12-03'

/** A task on which the act is open, brought there by the acts that lead to it; its officer is Đỗ Thị Mỹ Hạnh. */
export async function sceneFor(office: TestOffice, act: TaskActName): Promise<Scene> {
  const scene = await begin(office)
  for (const step of stepsTo[act] ?? []) await steps[step](office, scene)
  return scene
}

type Step = keyof typeof steps

const stepsTo: Partial<Record<TaskActName, Step[]>> = {
  receive: [],
  refuse: [],
  update: ['receive'],
  draft_report: ['receive'],
  report: ['receive'],
  take_back: ['receive', 'waive', 'report'],
  verify: ['receive', 'waive', 'report'],
  return: ['receive', 'waive', 'report'],
  request_suspension: ['receive'],
  withdraw_suspension_request: ['receive', 'askPause'],
  decide_suspension_request: ['receive', 'askPause'],
  suspend: ['receive'],
  resume: ['receive', 'suspend'],
  propose_non_implementation: ['receive'],
  decide_non_implementation: ['receive', 'propose'],
  withdraw: ['receive'],
  reassign: ['receive'],
  assign_officer: ['receive'],
  correct: ['receive'],
  reopen: ['receive', 'waive', 'report', 'verify'],
  request_extension: ['receive'],
  withdraw_extension: ['receive', 'ask'],
  decide_extension: ['receive', 'ask'],
  receive_co_unit: ['receive'],
  update_co_unit: ['receive', 'receivePart'],
  submit_co_unit: ['receive', 'receivePart'],
  accept_co_unit: ['receive', 'receivePart', 'submitPart'],
  return_co_unit: ['receive', 'receivePart', 'submitPart'],
  waive_co_unit: ['receive'],
  plan_co_unit: ['receive'],
  nudge_co_unit: ['receive'],
  give_subtask: ['receive', 'give'],
  change_subtask: ['receive', 'give'],
  update_subtask: ['receive', 'give'],
  complete_subtask: ['receive', 'give'],
  cancel_subtask: ['receive', 'give'],
  ask_update: ['receive'],
}

const steps = {
  receive: (office: TestOffice, { taskId }: Scene) =>
    office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: office.appointment.hanh }),
  waive: (office: TestOffice, { taskId, partId }: Scene) =>
    office.act('phuc', '2018-11-22', 'waive_co_unit', taskId, { coUnitId: partId, reason: 'Đã thống nhất' }),
  report: async (office: TestOffice, { taskId }: Scene) => {
    await layStatement(office, taskId, 'phuc')
    return office.act('phuc', '2018-11-30', 'report', taskId, {
      text: 'Đã ban hành',
      claimedOn: '2018-11-30',
    })
  },
  verify: (office: TestOffice, { taskId }: Scene) =>
    office.act('khoi', '2018-12-03', 'verify', taskId, { note: '' }),
  askPause: (office: TestOffice, { taskId }: Scene) =>
    office.act('phuc', '2018-11-30', 'request_suspension', taskId, {
      ground: 'waiting_superior',
      note: 'Chờ hướng dẫn của Bộ',
      documentNo: '31/TCCB',
      reviewOn: '2018-12-14',
    }),
  give: async (office: TestOffice, scene: Scene) => {
    const input = {
      title: 'Soạn dự thảo Quy chế',
      criterion: 'Bản dự thảo có ý kiến các phòng',
      officerId: office.appointment.hanh,
      dueOn: '2018-12-10',
    }
    const done = await office.act('phuc', '2018-11-22', 'give_subtask', scene.taskId, input)
    scene.subtaskId = done.subjectId
    return done
  },
  suspend: (office: TestOffice, { taskId }: Scene) =>
    office.act('ngan', '2018-11-30', 'suspend', taskId, {
      ground: 'law',
      note: '',
      documentNo: '9/TB',
      reviewOn: '2018-12-14',
    }),
  propose: (office: TestOffice, { taskId }: Scene) =>
    office.act('ngan', '2018-11-30', 'propose_non_implementation', taskId, { explanation: 'Đã có luật mới' }),
  ask: (office: TestOffice, { taskId }: Scene) =>
    office.act('phuc', '2018-11-30', 'request_extension', taskId, {
      reason: 'Đại hội',
      doneSoFar: 'Dự thảo',
      plan: 'Trình ký',
      newDueOn: '2018-12-28',
    }),
  receivePart: (office: TestOffice, { taskId, partId }: Scene) =>
    office.act('thuy', '2018-11-22', 'receive_co_unit', taskId, { coUnitId: partId }),
  submitPart: (office: TestOffice, { taskId, partId }: Scene) =>
    office.act('thuy', '2018-11-23', 'submit_co_unit', taskId, { coUnitId: partId, text: 'Góp ý đã gửi' }),
}

async function begin(office: TestOffice): Promise<Scene> {
  const taskId = await office.issued('2018-11-20', '2018-12-14', {
    coUnits: [{ unitId: office.unit.cd, deliverable: 'Góp ý dự thảo', dueOn: '2018-12-07' }],
  })
  const part = await office.database.reader
    .selectFrom('co_unit')
    .select('id')
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow()
  return { taskId, partId: part.id, subtaskId: newId() }
}

/** A statement laid ready by this person. */
export async function layStatement(office: TestOffice, taskId: string, who: CastKey): Promise<void> {
  await insertEvidence(office.database.writer, {
    id: newId(),
    task_id: taskId,
    task_update_id: null,
    kind: 'statement',
    state: 'pending',
    file_id: null,
    document_no: '',
    document_on: null,
    statement: 'Đã ban hành và niêm yết',
    person_id: office.person[who],
    created_at: '2018-11-30T02:00:00.000Z',
  })
}
