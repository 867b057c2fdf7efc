import { insertObligationSchedule } from '../data/obligation.ts'
import { listOpenCycleTaskIds } from '../data/obligation-cycle.ts'
import type { Db } from '../data/schema.ts'
import type { CycleKind } from '../data/schema-obligation.ts'
import { committeeOver, holdingOver } from './authority.ts'
import { Conflict, NotAllowed, WrongState } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { checkSchedule, type ScheduleInput } from './obligation-check.ts'
import { findObligationOf, scheduleRow, writeObligation } from './obligation-record.ts'
import { perform } from './perform.ts'

/**
 * A leader changes when reports are due: from the next cycle on, the running one keeps its dates. Throws `Invalid` with
 * the fields, also where nothing changes.
 */
export async function rescheduleObligation(
  db: Db,
  act: Act,
  id: string,
  input: ScheduleInput & { reason: string; version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, obligation } = await findObligationOf(trx, act, id)
    const holding = holdingOver(actor, 'leader', obligation.organisation_id)
    if (!holding) throw new NotAllowed('refusal.role.reschedule_obligation')
    if (obligation.state !== 'open') throw new WrongState(obligation.state, 'reschedule_obligation')
    if (obligation.version !== input.version) throw new Conflict(obligation)
    const check = fieldCheck()
    checkSchedule(check, input)
    check.text('reason', input.reason, 'paragraph')
    const same =
      input.cycle === obligation.cycle &&
      input.cutOffDay === obligation.cut_off_day &&
      input.sendDays === obligation.send_days
    check.refuseIf(same, 'cycle', 'error.nothing_changed')
    check.done()
    const change = {
      cycle: input.cycle as CycleKind,
      cut_off_day: input.cutOffDay,
      send_days: input.sendDays,
    }
    const recorded = { act: 'reschedule_obligation', holding }
    const after = await writeObligation(trx, act, obligation, change, recorded)
    const from = after.next_from_on ?? act.occasion.today
    const { reason } = input
    await insertObligationSchedule(trx, scheduleRow(act, after, { from, reason, by: holding.id }))
    return id
  })
}

export interface CommitteeDecision {
  decisionNo: string
  decisionOn: string | null
  reason: string
}

/**
 * Only the committee closes an obligation, by a decision. No cycle begins any more, and the tasks of running ones are
 * withdrawn with the decision as their reason: nobody owes a report on what is closed.
 */
export async function closeObligation(
  db: Db,
  act: Act,
  id: string,
  input: CommitteeDecision & { version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, obligation } = await findObligationOf(trx, act, id)
    const holding = committeeOver(actor, obligation.organisation_id, obligation.committee_id)
    if (!holding) throw new NotAllowed('refusal.role.close_obligation')
    if (obligation.state !== 'open') throw new WrongState(obligation.state, 'close_obligation')
    if (obligation.version !== input.version) throw new Conflict(obligation)
    const check = fieldCheck()
    checkDecision(check, input, act.occasion.today)
    check.text('reason', input.reason, 'paragraph')
    check.done()
    const change = {
      state: 'closed',
      closed_on: act.occasion.today,
      closed_by: holding.id,
      decision_no: input.decisionNo,
      decision_on: input.decisionOn,
      decision_reason: input.reason,
      next_from_on: null,
    } as const
    await writeObligation(trx, act, obligation, change, { act: 'close_obligation', holding })
    const reason = `${input.decisionNo}: ${input.reason}`.slice(0, 2_000)
    for (const taskId of await listOpenCycleTaskIds(trx, id)) {
      const withdrawal = { act: 'withdraw', taskId, personId: null, actId: null } as const
      const { occasion } = act
      await perform(trx, { ...withdrawal, occasion, input: { reason, successorId: null }, channel: 'system' })
    }
    return id
  })
}

/** Number and day of a decision, which cannot be of a day to come. */
export function checkDecision(
  check: ReturnType<typeof fieldCheck>,
  { decisionNo, decisionOn }: Pick<CommitteeDecision, 'decisionNo' | 'decisionOn'>,
  today: string,
): void {
  check.text('decisionNo', decisionNo, 'code')
  check.date('decisionOn', decisionOn)
  check.refuseIf((decisionOn ?? '') > today, 'decisionOn', 'error.date_after_today')
}
