import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor } from './actor.ts'
import type { AttentionQuery } from './attention.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db, Schema } from './schema.ts'
import { taskScope } from './scope.ts'

export interface UnitWithoutHead {
  id: string
  name: string
  /** The last day on which somebody held the post; null when nobody ever did. */
  held_until: string | null
}

/** Units with open tasks or parts of tasks whose head's post nobody holds, so that no reminder reaches anyone. */
export async function listUnitsWithoutHead(
  db: Db,
  actor: Actor,
  query: AttentionQuery,
): Promise<UnitWithoutHead[]> {
  return db
    .selectFrom('unit')
    .select(['unit.id', 'unit.name'])
    .select(eb =>
      eb
        .selectFrom('appointment')
        .select(({ fn }) => fn.max('appointment.to_on').as('last'))
        .whereRef('appointment.unit_id', '=', 'unit.id')
        .where('appointment.role', '=', 'unit_head')
        .where('appointment.to_on', '<', query.day.today)
        .as('held_until'),
    )
    .where(eb => eb.not(eb.exists(headOfUnit(query.day.today))))
    .where(eb => eb.or([eb.exists(openTaskOfUnit(actor, query)), eb.exists(openPartOfUnit(actor, query))]))
    .orderBy('unit.sort_key')
    .limit(query.limit)
    .execute()
}

function headOfUnit(today: string) {
  const eb = expressionBuilder<Schema, 'unit'>()
  return eb
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select('appointment.id')
    .whereRef('appointment.unit_id', '=', 'unit.id')
    .where('appointment.role', '=', 'unit_head')
    .where('appointment.from_on', '<=', today)
    .where(eb => eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>=', today)]))
    .where('person.disabled_at', 'is', null)
}

function openTaskOfUnit(actor: Actor, query: AttentionQuery) {
  const eb = expressionBuilder<Schema, 'unit'>()
  return eb
    .selectFrom('task')
    .select('task.id')
    .whereRef('task.lead_unit_id', '=', 'unit.id')
    .where(openInScope(actor, query))
}

function openPartOfUnit(actor: Actor, query: AttentionQuery) {
  const eb = expressionBuilder<Schema, 'unit'>()
  return eb
    .selectFrom('co_unit')
    .innerJoin('task', 'task.id', 'co_unit.task_id')
    .select('co_unit.id')
    .whereRef('co_unit.unit_id', '=', 'unit.id')
    .where('co_unit.state', 'in', ['asked', 'received', 'returned'])
    .where(openInScope(actor, query))
}

function openInScope(actor: Actor, { inspectionId }: AttentionQuery): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const open = eb('task.state', 'in', ['issued', 'in_progress', 'returned', 'reported', 'suspended'])
  const conditions = [taskScope(asReaderOfFigures(actor)), open]
  if (inspectionId) conditions.push(eb('task.inspection_id', '=', inspectionId))
  return eb.and(conditions)
}
