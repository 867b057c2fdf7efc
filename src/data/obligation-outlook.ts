import { type CycleToJudge, firstReportOn } from './obligation-cycle.ts'
import type { Db, Row } from './schema.ts'
import type { TaskFacts } from './task.ts'
import { openStates } from './unit-task.ts'

/** An open obligation with what the facts of its tasks will say. */
export type ObligationAhead = Row<'obligation'> &
  Pick<TaskFacts, 'lead_unit_path' | 'lead_unit_name' | 'committee_id' | 'recommendation_kind'> & {
    recommendation_outcome: TaskFacts['recommendation_outcome']
    recommendation_ordinal: number
  }

/** Obligations of the organisations of which a cycle begins up to the day. */
export async function listObligationsAhead(
  db: Db,
  organisationIds: string[],
  until: string,
): Promise<ObligationAhead[]> {
  if (organisationIds.length === 0) return []
  return db
    .selectFrom('obligation')
    .innerJoin('unit', 'unit.id', 'obligation.lead_unit_id')
    .innerJoin('inspection', 'inspection.id', 'obligation.inspection_id')
    .innerJoin('recommendation', 'recommendation.id', 'obligation.recommendation_id')
    .selectAll('obligation')
    .select(['unit.path as lead_unit_path', 'unit.name as lead_unit_name', 'inspection.committee_id'])
    .select([
      'recommendation.kind as recommendation_kind',
      'recommendation.ordinal as recommendation_ordinal',
    ])
    .select('recommendation.outcome as recommendation_outcome')
    .where('obligation.organisation_id', 'in', organisationIds)
    .where('obligation.state', '=', 'open')
    .where('obligation.next_from_on', '<=', until)
    .orderBy('obligation.id')
    .execute()
}

/** Cycles of the organisations that will have ended before the day, are not closed and not yet missed. */
export async function listCyclesAhead(
  db: Db,
  organisationIds: string[],
  until: string,
): Promise<CycleToJudge[]> {
  if (organisationIds.length === 0) return []
  return db
    .selectFrom('obligation_cycle')
    .innerJoin('task', 'task.id', 'obligation_cycle.task_id')
    .select(['obligation_cycle.id', 'obligation_cycle.task_id', 'obligation_cycle.period_to'])
    .select('obligation_cycle.organisation_id')
    .select(['task.due_on', 'task.issued_on', firstReportOn.as('first_report_on')])
    .where('obligation_cycle.organisation_id', 'in', organisationIds)
    .where('obligation_cycle.missed_on', 'is', null)
    .where('obligation_cycle.period_to', '<', until)
    .where('task.state', 'in', openStates)
    .orderBy('obligation_cycle.id')
    .execute()
}
