import { randomUUID } from 'node:crypto'
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

export function inputOf(
  office: TestOffice,
  model: Model,
  act: string,
  choice: Choice,
  partId: string,
): ModelInput {
  const make = inputs[act]
  if (!make) throw new Error(`the model has no input for ${act}`)
  const told = make(model, choice)
  return { told, sent: sentOf(office, act, told, partId, model) }
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
const reasonOnly: Make = (_model, choice) => ({ reason: word(choice, 'Theo thực tế') })
const nothing: Make = () => ({})

const inputs: Record<string, Make> = {
  prepare: (model, choice) => ({
    title: word(choice, 'Rà soát quy chế phối hợp'),
    criterion: 'Quyết định ban hành',
    lead: lead(choice),
    dueOn: addDays(model.day, choice.pick % 25),
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
}

function sentOf(
  office: TestOffice,
  act: string,
  told: Record<string, unknown>,
  partId: string,
  model: Model,
): Record<string, unknown> {
  const { lead: toLead, unit, officer: named, ...rest } = told
  const unitId = office.unit[(unit ?? toLead) as UnitKey]
  return {
    ...rest,
    ...(act === 'reassign' ? { leadUnitId: unitId } : {}),
    ...(act === 'refuse' ? { proposedUnitId: unitId } : {}),
    ...(named === undefined ? {} : { officerId: named ? office.appointment[named as CastKey] : null }),
    ...(act.endsWith('_co_unit') ? { coUnitId: partId } : {}),
    ...(act === 'prepare'
      ? {
          leadUnitId: unitId,
          documentNo: '',
          documentOn: null,
          documentFileId: null,
          verifierId: null,
          coUnits:
            model.part === 'none' ? [] : [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }],
        }
      : {}),
  }
}
