import { randomUUID } from 'node:crypto'
import { newId } from '../../src/lib/id.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import type { CastKey, TestOffice, UnitKey } from './office.ts'
import type { LeadUnit, Model } from './task-model.ts'

/** What the model is told and what the program is sent: the same thing, in names and in ids. */
export interface ModelInput {
  told: Record<string, unknown>
  sent: Record<string, unknown>
}

/** `pick` chooses among what makes sense; `bad` leaves out or spoils what the guard asks for. */
export interface Choice {
  pick: number
  bad: boolean
}

/** The rows of the program that the model's part and pieces stand for. */
export interface RowIds {
  partId: string
  pieceIds: string[]
}

export function inputOf(
  office: TestOffice,
  model: Model,
  act: string,
  choice: Choice,
  ids: RowIds,
): ModelInput {
  const make = inputs[act]
  if (!make) throw new Error(`the model has no input for ${act}`)
  const told = make(model, choice)
  return { told, sent: sentOf(office, act, told, ids, model) }
}

type Make = (model: Model, choice: Choice) => Record<string, unknown>

const leads: LeadUnit[] = ['tccb', 'vp', 'gdth']
const coin = ({ pick }: Choice) => pick % 2 === 0
const word = ({ bad }: Choice, text: string) => (bad ? ' ' : text)
const lead = ({ pick }: Choice) => leads[pick % leads.length] as LeadUnit
const officer = (choice: Choice) => (coin(choice) ? ('hanh' satisfies CastKey) : null)
const later = (model: Model, { pick, bad }: Choice) =>
  bad ? model.day : addDays(model.due > model.day ? model.due : model.day, 1 + (pick % 20))

const pause: Make = (model, choice) => ({
  ground: 'law',
  note: '',
  documentNo: '12/QĐ',
  reviewOn: addDays(model.day, choice.bad ? 31 : 1 + (choice.pick % 30)),
})
/** Some day about those that a guard draws its line between: today and the task's deadline. */
const within = (model: Model, { pick, bad }: Choice) => {
  if (bad) return pick % 4 === 0 ? addDays(model.day, -1) : addDays(model.due, 1)
  const soon = addDays(model.day, pick % 8)
  return pick % 3 === 0 || soon > model.due ? model.due : soon
}
const partDue = (model: Model, choice: Choice) =>
  [null, model.partDue, within(model, choice), within(model, choice)][choice.pick % 4] ?? null
/** Mostly the piece given last, which is the likeliest to be open. */
const piece = (model: Model, { pick }: Choice) =>
  pick % 4 === 0 ? pick % Math.max(1, model.pieces.length) : model.pieces.length - 1
const pieceWords = (choice: Choice) => ({
  title: choice.pick % 5 === 1 ? word(choice, 'Soạn dự thảo') : `Phần ${choice.pick % 3}`,
  criterion: '',
  officer: (['hanh', 'hanh', 'hanh', 'hanh', 'phuc', null] satisfies (CastKey | null)[])[
    choice.bad ? choice.pick % 6 : 0
  ],
})
const reasonOnly: Make = (_model, choice) => ({ reason: word(choice, 'Theo thực tế') })
const nothing: Make = () => ({})

const inputs: Record<string, Make> = {
  prepare: (model, choice) => ({
    title: word(choice, 'Rà soát quy chế phối hợp'),
    criterion: 'Quyết định ban hành',
    lead: lead(choice),
    dueOn: addDays(model.day, choice.pick % 25),
    partDue: coin(choice) ? null : addDays(model.day, choice.pick % (choice.bad ? 40 : 10)),
  }),
  issue: nothing,
  receive: (_model, choice) => ({ officer: officer(choice) }),
  refuse: (_model, choice) => ({ reason: word(choice, 'Không thuộc chức năng'), unit: lead(choice) }),
  update: (_model, choice) => ({
    text: 'Đang làm',
    percent: choice.bad ? 101 : choice.pick % 101,
    blocker: '',
  }),
  draft_report: (_model, choice) => ({ text: word(choice, 'Bản soạn'), claimedOn: null }),
  report: (model, choice) => ({
    text: 'Đã ban hành',
    claimedOn: choice.bad ? addDays(model.day, 1) : model.day,
  }),
  take_back: reasonOnly,
  verify: () => ({ note: '' }),
  return: (model, choice) => ({
    reason: 'Thiếu căn cứ',
    missing: word(choice, 'Bản có chữ ký'),
    supplementDueOn: addDays(model.day, choice.pick % 6),
  }),
  request_suspension: pause,
  withdraw_suspension_request: () => ({ reason: '' }),
  decide_suspension_request: (model, choice) => ({
    verdict: choice.pick % 3 === 0 ? 'refused' : 'granted',
    documentNo: '',
    reviewOn: coin(choice) ? null : addDays(model.day, 1 + (choice.pick % 30)),
    note: word(choice, 'Ý kiến'),
  }),
  suspend: pause,
  resume: () => ({ note: '' }),
  propose_non_implementation: (_model, choice) => ({ explanation: word(choice, 'Không còn phù hợp') }),
  decide_non_implementation: (_model, choice) => ({
    verdict: coin(choice) ? 'accepted' : 'refused',
    decisionNo: word(choice, '7/QĐ-BCĐ'),
    note: word(choice, 'Ý kiến'),
  }),
  withdraw: (_model, choice) => ({
    reason: 'Trùng nhiệm vụ',
    // A task that is not there.
    successorId: choice.bad ? '01930000-0000-7000-8000-000000000000' : null,
  }),
  reopen: (model, choice) => ({
    reason: 'Kết quả không còn đúng',
    newDueOn: addDays(model.day, choice.bad ? 0 : 1 + (choice.pick % 20)),
  }),
  reassign: (_model, choice) => ({ reason: word(choice, 'Đúng chức năng hơn'), unit: lead(choice) }),
  assign_officer: (_model, choice) => ({ officer: officer(choice) }),
  correct: (_model, choice) => ({
    title: `Rà soát ${randomUUID()}`,
    criterion: 'Quyết định ban hành',
    reason: word(choice, 'Sai chữ'),
  }),
  request_extension: (model, choice) => ({
    reason: 'Chờ ý kiến',
    doneSoFar: 'Dự thảo',
    plan: 'Trình ký',
    newDueOn: later(model, choice),
  }),
  withdraw_extension: () => ({ reason: '' }),
  decide_extension: (model, choice) => ({
    verdict: ['granted', 'granted', 'refused', 'redo'][choice.pick % 4],
    grantedDueOn: coin(choice) ? null : later(model, choice),
    note: word(choice, 'Ý kiến'),
  }),
  receive_co_unit: nothing,
  update_co_unit: (_model, choice) => ({ text: word(choice, 'Đang góp ý'), percent: 50 }),
  submit_co_unit: (_model, choice) => ({ text: word(choice, 'Đã góp ý') }),
  accept_co_unit: nothing,
  return_co_unit: reasonOnly,
  waive_co_unit: reasonOnly,
  plan_co_unit: (model, choice) => ({
    deliverable: choice.bad && coin(choice) ? ' ' : `Góp ý${choice.pick % 3 === 0 ? '' : ' bằng văn bản'}`,
    dueOn: partDue(model, choice),
  }),
  nudge_co_unit: nothing,
  give_subtask: (model, choice) => ({ ...pieceWords(choice), dueOn: within(model, choice) }),
  change_subtask: (model, choice) => {
    const index = piece(model, choice)
    const before = model.pieces[index]
    const kept = coin(choice) ? before?.due : undefined
    const words = pieceWords(choice)
    return {
      piece: index,
      ...words,
      ...(choice.pick % 5 === 0 && before ? { title: before.title } : {}),
      dueOn: kept ?? within(model, choice),
    }
  },
  update_subtask: (model, choice) => ({
    piece: piece(model, choice),
    text: choice.bad && coin(choice) ? ' ' : 'Đang soạn',
    percent: choice.bad ? 101 : choice.pick % 101,
  }),
  complete_subtask: (model, choice) => ({
    piece: piece(model, choice),
    text: coin(choice) ? '' : 'Đã soạn xong',
  }),
  cancel_subtask: (model, choice) => ({ piece: piece(model, choice), reason: word(choice, 'Không cần nữa') }),
  ask_update: (model, choice) => ({
    question: choice.bad && coin(choice) ? ' ' : 'Bao giờ trình ký?',
    answerBy: choice.pick % 3 === 0 ? null : addDays(model.day, choice.bad ? -1 : choice.pick % 5),
  }),
}

function sentOf(
  office: TestOffice,
  act: string,
  told: Record<string, unknown>,
  { partId, pieceIds }: RowIds,
  model: Model,
): Record<string, unknown> {
  const { lead: toLead, unit, officer: named, partDue: partDueOn, piece: index, ...rest } = told
  const unitId = office.unit[(unit ?? toLead) as UnitKey]
  return {
    ...rest,
    ...(act === 'reassign' ? { leadUnitId: unitId } : {}),
    ...(act === 'refuse' ? { proposedUnitId: unitId } : {}),
    ...(named === undefined ? {} : { officerId: named ? office.appointment[named as CastKey] : null }),
    ...(act.endsWith('_co_unit') ? { coUnitId: partId } : {}),
    ...(index === undefined ? {} : { subtaskId: pieceIds[index as number] ?? newId() }),
    ...(act === 'prepare'
      ? {
          leadUnitId: unitId,
          documentNo: '',
          documentOn: null,
          documentFileId: null,
          verifierId: null,
          partsWithinTask: true,
          coUnits:
            model.part === 'none' ? [] : [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: partDueOn }],
        }
      : {}),
  }
}
