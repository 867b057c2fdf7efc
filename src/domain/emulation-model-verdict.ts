import type { Actor, Holding } from '../data/actor.ts'
import { type EmulationModelOfUnit, updateEmulationModel } from '../data/emulation-model.ts'
import type { Db, RowChange } from '../data/schema.ts'
import { sha256 } from '../lib/sha256.ts'
import { holdingOver } from './authority.ts'
import { isUndecided, modelFor, recordModelEvent, registrarOf } from './emulation-model.ts'
import { Conflict, NotAllowed, WrongState } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { type FieldCheck, fieldCheck } from './field-check.ts'

interface OfModel {
  id: string
  version: number
}

type Step = 'check_model' | 'decide_model' | 'withdraw_model'

/** What each step starts from, and by which post it is done (DOMAIN §2.2). */
export const modelSteps: Record<
  Step,
  {
    from(model: EmulationModelOfUnit): boolean
    who(actor: Actor, model: EmulationModelOfUnit): Holding | undefined
  }
> = {
  check_model: {
    from: ({ state }) => state === 'registered',
    who: (actor, { organisation_id }) =>
      holdingOver(actor, 'verifier', organisation_id) ?? holdingOver(actor, 'leader', organisation_id),
  },
  decide_model: {
    from: ({ state }) => state === 'checked',
    who: (actor, { organisation_id }) => holdingOver(actor, 'leader', organisation_id),
  },
  withdraw_model: { from: isUndecided, who: registrarOf },
}

/** A verifier or leader has looked at the model: the day, who went, what was found. */
export async function checkModelOnSite(
  db: Db,
  act: Act,
  input: OfModel & { checkedOn: string | null; checkedBy: string; finding: string },
): Promise<Done> {
  const { checkedOn, checkedBy, finding } = input
  const change = { state: 'checked' as const, checked_on: checkedOn, checked_by: checkedBy, finding }
  return step(db, act, 'check_model', input, change, {
    check: (check, model) => {
      check.date('checkedOn', checkedOn)
      check.refuseIf((checkedOn ?? '') > act.occasion.today, 'checkedOn', 'error.date_after_today')
      check.refuseIf((checkedOn ?? '9999') < model.registered_on, 'checkedOn', 'error.before_registration')
      check.text('checkedBy', checkedBy, 'line')
      check.text('finding', finding, 'paragraph')
    },
    record: { checked_on: checkedOn, finding_sha256: sha256(finding) },
  })
}

/** A leader recognises the model by a decision, or not, with the reason. */
export async function decideModel(
  db: Db,
  act: Act,
  input: OfModel & { verdict: string; decisionNo: string; decidedOn: string | null; reason: string },
): Promise<Done> {
  const { verdict, decisionNo, decidedOn, reason } = input
  const recognised = verdict === 'recognised'
  const state = recognised ? ('recognised' as const) : ('not_recognised' as const)
  const change = { state, decision_no: decisionNo, decided_on: decidedOn, reason }
  return step(db, act, 'decide_model', input, change, {
    check: (check, model) => {
      check.refuseIf(!recognised && verdict !== 'not_recognised', 'verdict', 'error.required.verdict')
      check.text('decisionNo', decisionNo, 'code', recognised)
      check.date('decidedOn', decidedOn)
      check.refuseIf((decidedOn ?? '') > act.occasion.today, 'decidedOn', 'error.date_after_today')
      check.refuseIf((decidedOn ?? '9999') < (model.checked_on ?? ''), 'decidedOn', 'error.before_check')
      check.text('reason', reason, 'paragraph', verdict === 'not_recognised')
    },
    record: { decision_no: decisionNo, decided_on: decidedOn, reason_sha256: sha256(reason) },
  })
}

/** Whoever registered it takes it back before it is decided on. */
export async function withdrawModel(db: Db, act: Act, input: OfModel & { reason: string }): Promise<Done> {
  const { reason } = input
  return step(
    db,
    act,
    'withdraw_model',
    input,
    { state: 'withdrawn', reason },
    {
      check: check => check.text('reason', reason, 'paragraph'),
      record: { reason_sha256: sha256(reason) },
    },
  )
}

interface StepRules {
  check(check: FieldCheck, model: EmulationModelOfUnit): void
  record: Record<string, unknown>
}

async function step(
  db: Db,
  act: Act,
  name: Step,
  { id, version }: OfModel,
  change: RowChange<'emulation_model'>,
  rules: StepRules,
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { model, actor } = await modelFor(trx, act, id)
    const holding = modelSteps[name].who(actor, model)
    if (!holding) throw new NotAllowed(`refusal.role.${name}`)
    if (!modelSteps[name].from(model)) throw new WrongState(model.state, name)
    const check = fieldCheck()
    rules.check(check, model)
    check.done()
    if (!(await updateEmulationModel(trx, { ...model, version }, change))) throw new Conflict(model)
    await recordModelEvent(
      trx,
      act,
      { ...model, ...change } as EmulationModelOfUnit,
      holding,
      name,
      rules.record,
    )
    return model.id
  })
}
