import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor, Holding } from './actor.ts'
import type { Schema } from './schema.ts'

const rolesThatSeeAll = ['secretary', 'leader', 'auditor'] as const

/**
 * The one filter of every list of tasks (DECISIONS 7): what the person may see on `actor.today`, as a condition on
 * `task`. PRODUCT §1: unit heads see the unit's own and co-unit tasks; officers what is given to them, or a piece of it;
 * committees what reports to them. Drafts are seen by those who prepare them, and by a unit that had the task and refused it.
 */
export function taskScope(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const conditions = actor.holdings.flatMap(holding => conditionOf(actor, holding))
  const organisations = overseenOrganisations(actor)
  if (organisations.length > 0) conditions.push(eb('task.organisation_id', 'in', organisations))
  return conditions.length > 0 ? eb.or(conditions) : eb.lit(false)
}

/** The organisations of which the person sees everything, the ledger and the outbox included (PRODUCT §1). */
export function overseenOrganisations(actor: Actor): string[] {
  const all = actor.holdings.filter(holding => (rolesThatSeeAll as readonly string[]).includes(holding.role))
  return [...new Set(all.flatMap(holding => holding.organisation_ids))]
}

function conditionOf(actor: Actor, holding: Holding): Expression<SqlBool>[] {
  const eb = expressionBuilder<Schema, 'task'>()
  const issued = eb('task.issued_on', 'is not', null)
  switch (holding.role) {
    case 'unit_head':
      return [eb.and([issued, eb.or([inUnitTree(holding.unit_path), coUnitInTree(holding.unit_path)])])]
    case 'officer':
      return [eb.and([issued, eb.or([eb('task.officer_id', '=', holding.id), hasSubtaskOf(holding)])])]
    case 'verifier':
      return [
        eb.and([eb('task.state', '<>', 'draft'), eb('task.organisation_id', 'in', holding.organisation_ids)]),
      ]
    case 'committee':
      return [eb.and([eb('task.state', '<>', 'draft'), reportsTo(actor, holding)])]
    default:
      return []
  }
}

/** Who was given a piece of the work sees the task it belongs to, and goes on seeing it once it is closed. */
function hasSubtaskOf(holding: Holding): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const tasks = eb
    .selectFrom('subtask')
    .select('subtask.task_id')
    .where('subtask.officer_id', '=', holding.id)
    .where(given => given.or([given('subtask.state', '<>', 'cancelled'), given('ended_with_task', '=', 1)]))
  return eb('task.id', 'in', tasks)
}

function inUnitTree(path: string): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  return eb('task.lead_unit_id', 'in', unitTree(path))
}

function coUnitInTree(path: string): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const tasks = eb
    .selectFrom('co_unit')
    .select('co_unit.task_id')
    .where('co_unit.unit_id', 'in', unitTree(path))
  return eb('task.id', 'in', tasks)
}

function reportsTo(actor: Actor, holding: Holding): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  if (!holding.committee_id) return eb.lit(false)
  const inspections = eb
    .selectFrom('inspection')
    .select('inspection.id')
    .where('inspection.committee_id', '=', holding.committee_id)
  const reporting = eb('task.inspection_id', 'in', inspections)
  if (!actor.own_committee_ids.includes(holding.committee_id)) return reporting
  return eb.or([reporting, eb('task.organisation_id', 'in', holding.organisation_ids)])
}

/** Ids of the unit and all below it: `0` is the character after `/`, so the range is exactly the prefix. */
export function unitTree(path: string) {
  const eb = expressionBuilder<Schema, 'unit'>()
  const end = `${path.slice(0, -1)}0`
  return eb.selectFrom('unit').select('unit.id').where('unit.path', '>=', path).where('unit.path', '<', end)
}

/**
 * What the person may see of inspections and recommendations, as a condition on `inspection`: all of the organisation
 * for those who work on it, the inspections reporting to a committee for its members, their own for inspectors.
 * `ofTasks`: how the inspections of one's tasks are looked for, which changes what it costs and not what it gives.
 */
export function inspectionScope(actor: Actor, ofTasks = inspectionsOfTasks): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'inspection'>()
  const conditions = actor.holdings.flatMap(holding => {
    if (holding.role === 'admin') return []
    if (holding.role === 'inspector') return [eb('inspection.id', '=', holding.inspection_id ?? '')]
    if (holding.role === 'unit_head' || holding.role === 'officer') return [ofTasks(actor)]
    const own = holding.role !== 'committee' || actor.own_committee_ids.includes(holding.committee_id ?? '')
    const reporting = eb('inspection.committee_id', '=', holding.committee_id ?? '')
    return own ? [eb('inspection.organisation_id', 'in', holding.organisation_ids), reporting] : [reporting]
  })
  return conditions.length > 0 ? eb.or(conditions) : eb.lit(false)
}

/** Units know an inspection by the tasks it gave them. */
function inspectionsOfTasks(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'inspection'>()
  const mine = eb.selectFrom('task').select('task.inspection_id').where(taskScope(actor))
  return eb('inspection.id', 'in', mine)
}

/**
 * The same, asked of each inspection: quicker for who sees so many tasks that each inspection soon shows one. Those led
 * by one's own units are looked for first, since an index leads straight to them.
 */
export function inspectionsWithTasks(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'inspection'>()
  const mine = eb
    .selectFrom('task')
    .select('task.id')
    .whereRef('task.inspection_id', '=', 'inspection.id')
    .where(taskScope(actor))
  const heads = actor.holdings.filter(held => held.role === 'unit_head')
  const led = heads.map(held => eb.exists(mine.where(inUnitTree(held.unit_path))))
  return eb.or([...led, eb.exists(mine)])
}
