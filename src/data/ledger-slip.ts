import type { Actor } from './actor.ts'
import type { LedgerRow } from './ledger.ts'
import { ledgerCondition, ledgerQuery } from './ledger-condition.ts'
import type { Db } from './schema.ts'

export type SlipRow = Pick<
  LedgerRow,
  'id' | 'rung' | 'post' | 'acting_for' | 'unit_name' | 'task_code' | 'task_title'
> & {
  person_name: string
  unit_id: string
  task_criterion: string | null
  task_due_on: string | null
  quote: string | null
  inspection_title: string | null
  inspection_body: string | null
  held_on: string | null
}

/** What the person was to be told on the day, for the slip that is printed where there is no address. */
export async function listSlipReminders(
  db: Db,
  actor: Actor,
  personId: string,
  day: string,
): Promise<SlipRow[]> {
  return ledgerQuery(db)
    .leftJoin('recommendation', 'recommendation.id', 'task.recommendation_id')
    .leftJoin('inspection', 'inspection.id', 'task.inspection_id')
    .select(['reminder.id', 'reminder.rung', 'person.name as person_name', 'appointment.title as post'])
    .select(['appointment.unit_id', 'unit.name as unit_name', 'task.code as task_code'])
    .select('absent.name as acting_for')
    .select([
      'task.title as task_title',
      'task.criterion as task_criterion',
      'task.due_on as task_due_on',
      'recommendation.quote',
    ])
    .select([
      'inspection.title as inspection_title',
      'inspection.body as inspection_body',
      'inspection.held_on',
    ])
    .where(ledgerCondition(actor, { personId }))
    .where('reminder.for_on', '=', day)
    .where('reminder.state', '<>', 'cancelled')
    .orderBy('task.due_on')
    .orderBy('reminder.id')
    .execute()
}
