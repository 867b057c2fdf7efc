import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Db, Schema } from './schema.ts'
import type { ReminderState } from './schema-record.ts'
import { overseenOrganisations, unitTree } from './scope.ts'

export type LedgerResult = ReminderState | 'acknowledged'

/** What the ledger is narrowed to. `unitPath`: where the recipient's post stands, or a unit above it. */
export interface LedgerFilter {
  taskId?: string | undefined
  unitPath?: string | undefined
  personId?: string | undefined
  rung?: string | undefined
  result?: LedgerResult | undefined
  /** The last day shown. */
  until?: string | undefined
}

/** Rows of the ledger with who they are for, by which post, and of which task: what every list of them begins with. */
export function ledgerQuery(db: Db) {
  return db
    .selectFrom('reminder')
    .innerJoin('person', 'person.id', 'reminder.person_id')
    .innerJoin('appointment', 'appointment.id', 'reminder.appointment_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .leftJoin('appointment as stood_for', 'stood_for.id', 'appointment.acting_for_id')
    .leftJoin('person as absent', 'absent.id', 'stood_for.person_id')
    .leftJoin('task', 'task.id', 'reminder.task_id')
}

/** The organisations the person oversees and the filter, as one condition on `reminder` joined to `appointment`. */
export function ledgerCondition(actor: Actor, filter: LedgerFilter): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'reminder' | 'appointment'>()
  const organisations = overseenOrganisations(actor)
  if (organisations.length === 0) return eb.lit(false)
  const conditions: Expression<SqlBool>[] = [eb(organisationKey(filter), 'in', organisations)]
  if (filter.until) conditions.push(eb('reminder.for_on', '<=', filter.until))
  if (filter.taskId) conditions.push(eb('reminder.task_id', '=', filter.taskId))
  if (filter.personId) conditions.push(eb('reminder.person_id', '=', filter.personId))
  if (filter.rung) conditions.push(eb('reminder.rung', '=', filter.rung))
  if (filter.unitPath) conditions.push(eb('appointment.unit_id', 'in', unitTree(filter.unitPath)))
  if (filter.result === 'acknowledged') conditions.push(eb('reminder.acknowledged_at', 'is not', null))
  else if (filter.result) conditions.push(eb('reminder.state', '=', filter.result))
  return eb.and(conditions)
}

/**
 * A task, a person or a result is found by an index of its own; without statistics the planner would rather walk the
 * whole ledger of the organisation by day. What is no plain column has no index.
 */
function organisationKey({ taskId, personId, result }: LedgerFilter) {
  const narrow = taskId || personId || (result && result !== 'acknowledged')
  return narrow
    ? sql<string>`${sql.ref('reminder.organisation_id')} || ''`
    : sql.ref<string>('reminder.organisation_id')
}
