import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Schema } from './schema.ts'
import type { Role } from './schema-office.ts'
import type { CoUnitTable } from './schema-task.ts'
import { taskScope, unitTree } from './scope.ts'
import { dueKey, freshKey, type StatusDay } from './task-status.ts'

/** The days that decide what waits for a person, worked out by `domain/my-work.ts`. */
export interface WorkDay extends StatusDay {
  /** The last day of the strip: what is due later and fresh asks nothing yet. */
  horizon: string
  /** Reports that came before it wait too long, so that leaders see them too (PRODUCT §4). */
  longWaitBefore: string
}

export type TaskWork =
  | 'unit'
  | 'officer'
  | 'officer_drafts'
  | 'unit_waiting'
  | 'extensions'
  | 'non_implementations'
  | 'proposals'
  | 'drafts'
  | 'refusals'
  | 'reports'
export type PartWork = 'parts' | 'parts_to_accept' | 'parts_awaited'

type Part = Schema & { part: CoUnitTable }
const task = () => expressionBuilder<Schema, 'task'>()

/** What each kind of work is, as a condition on `task`, within the person's own appointments. */
export const taskWork: Record<TaskWork, (actor: Actor, day: WorkDay) => Expression<SqlBool>> = {
  /** Led by the person's units: to be received, answered, sent, reported, or at least spoken of. */
  unit: (actor, day) => {
    const eb = task()
    const moves = eb.and([eb('task.state', '=', 'in_progress'), eb.or([...asksAWord(day), hasDraft()])])
    return eb.and([ledBy(actor), eb.or([eb('task.state', 'in', ['issued', 'returned']), moves])])
  },
  officer: (actor, day) => {
    const eb = task()
    const moves = eb.and([eb('task.state', '=', 'in_progress'), eb.or(asksAWord(day))])
    return eb.and([givenTo(actor), eb.or([eb('task.state', '=', 'returned'), moves]), eb.not(hasDraft())])
  },
  officer_drafts: actor => {
    const eb = task()
    return eb.and([givenTo(actor), eb('task.state', 'in', ['in_progress', 'returned']), hasDraft()])
  },
  /** Reported and not yet verified, an extension asked for, a task that was refused. */
  unit_waiting: actor => {
    const eb = task()
    const refused = eb.and([eb('task.state', '=', 'draft'), pending('refusal')])
    return eb.and([ledBy(actor), eb.or([eb('task.state', '=', 'reported'), pending('extension'), refused])])
  },
  /** Leaders decide while none was granted, the committee from the second on; never who asked. */
  extensions: actor => {
    const eb = task()
    const first = eb.and([eb('task.extension_count', '=', 0), overseenBy(actor, ['leader'])])
    const later = eb.and([eb('task.extension_count', '>', 0), scopeOf(actor, 'committee')])
    const asked = pending('extension', held => held('asked_by', 'not in', allIdsOf(actor)))
    return eb.and([asked, eb('task.state', 'in', ['in_progress', 'returned']), eb.or([first, later])])
  },
  non_implementations: actor => task().and([pending('non_implementation'), scopeOf(actor, 'committee')]),
  proposals: actor => task().and([pending('non_implementation'), overseenBy(actor, ['leader'])]),
  drafts: actor => {
    const eb = task()
    return eb.and([
      eb('task.state', '=', 'draft'),
      overseenBy(actor, ['leader', 'secretary']),
      eb.not(pending('refusal')),
    ])
  },
  refusals: actor => {
    const eb = task()
    return eb.and([eb('task.state', '=', 'draft'), overseenBy(actor, ['secretary']), pending('refusal')])
  },
  reports: (actor, day) => reportsToVerify(actor, day),
}

/** The same of the parts of co-units, as conditions on `task` joined with `part`. */
export const partWork: Record<PartWork, (actor: Actor, day: WorkDay) => Expression<SqlBool>> = {
  parts: (actor, day) => {
    const eb = expressionBuilder<Part, 'task' | 'part'>()
    const due = sql<string>`coalesce(${sql.ref('part.due_on')}, ${dueKey})`
    const received = eb.and([eb('part.state', '=', 'received'), eb(due, '<=', day.horizon)])
    return eb.and([
      eb('part.unit_id', 'in', unitsOf(actor)),
      eb('task.state', 'in', ['issued', 'in_progress', 'returned']),
      eb.or([eb('part.state', 'in', ['asked', 'returned']), received]),
    ])
  },
  parts_to_accept: actor => ledParts(actor, ['submitted']),
  parts_awaited: actor => ledParts(actor, ['asked', 'received', 'returned']),
}

function ledParts(actor: Actor, states: CoUnitTable['state'][]): Expression<SqlBool> {
  const eb = expressionBuilder<Part, 'task' | 'part'>()
  const atWork = eb('task.state', 'in', ['in_progress', 'returned'])
  return eb.and([ledBy(actor), atWork, eb('part.state', 'in', states)])
}

/**
 * Never of a unit the person works in, nor reported by them (PRODUCT §1). Verifiers see what names them or nobody;
 * leaders what names them and what waits too long.
 */
function reportsToVerify(actor: Actor, day: WorkDay): Expression<SqlBool> {
  const eb = task()
  const named = eb('task.verifier_id', 'in', [...idsOf(actor, 'verifier'), ...idsOf(actor, 'leader')])
  const open = eb.and([eb('task.verifier_id', 'is', null), overseenBy(actor, ['verifier'])])
  const long = eb.and([
    eb('task.reported_on', '<', day.longWaitBefore),
    overseenBy(actor, ['leader', 'verifier']),
  ])
  const own = [
    eb('task.reported_by', '=', actor.person.id),
    eb('task.lead_unit_id', 'in', workplacesOf(actor)),
  ]
  return eb.and([
    eb('task.state', '=', 'reported'),
    eb.or([named, open, long]),
    eb.not(eb.or([...own, helpedBy(actor)])),
  ])
}

/** Units of the person's appointments other than those that only oversee, with all below them. */
function workplacesOf(actor: Actor) {
  const atWork = actor.holdings.filter(held => held.role !== 'leader' && held.role !== 'committee')
  return unitsAmong(atWork.map(held => held.unit_path))
}

function helpedBy(actor: Actor): Expression<SqlBool> {
  const eb = task()
  const parts = eb
    .selectFrom('co_unit')
    .select('co_unit.task_id')
    .where('co_unit.unit_id', 'in', workplacesOf(actor))
  return eb('task.id', 'in', parts)
}

function ledBy(actor: Actor): Expression<SqlBool> {
  return task()('task.lead_unit_id', 'in', unitsOf(actor))
}

function givenTo(actor: Actor): Expression<SqlBool> {
  return task()('task.officer_id', 'in', idsOf(actor, 'officer'))
}

function overseenBy(actor: Actor, roles: Role[]): Expression<SqlBool> {
  const eb = task()
  const organisations = actor.holdings.flatMap(held =>
    roles.includes(held.role) ? held.organisation_ids : [],
  )
  return organisations.length > 0
    ? eb('task.organisation_id', 'in', [...new Set(organisations)])
    : eb.lit(false)
}

/** What the person sees by their appointments of one role alone. */
function scopeOf(actor: Actor, role: Role): Expression<SqlBool> {
  return taskScope({ ...actor, holdings: actor.holdings.filter(held => held.role === role) })
}

/** Due within the strip or past, or nothing said for ten working days. */
function asksAWord(day: WorkDay): Expression<SqlBool>[] {
  const eb = task()
  return [eb(dueKey, '<=', day.horizon), eb(freshKey, '<', day.staleBefore)]
}

function hasDraft(): Expression<SqlBool> {
  const eb = task()
  const drafts = eb.selectFrom('task_update').select('task_update.id').where('task_update.kind', '=', 'draft')
  return eb.exists(drafts.whereRef('task_update.task_id', '=', 'task.id'))
}

type PendingTable = 'extension' | 'refusal' | 'non_implementation'

function pending(
  table: PendingTable,
  besides?: (eb: ReturnType<typeof expressionBuilder<Schema, 'extension'>>) => Expression<SqlBool>,
): Expression<SqlBool> {
  const eb = task()
  const rows = eb
    .selectFrom(table as 'extension')
    .select('task_id')
    .where('state', '=', 'pending')
    .$if(besides !== undefined, query =>
      query.where(inner => (besides as NonNullable<typeof besides>)(inner)),
    )
  return eb('task.id', 'in', rows)
}

function unitsOf(actor: Actor) {
  return unitsAmong(actor.holdings.flatMap(held => (held.role === 'unit_head' ? [held.unit_path] : [])))
}

function unitsAmong(paths: string[]) {
  const eb = expressionBuilder<Schema, 'unit'>()
  const trees = paths.map(path => eb('unit.id', 'in', unitTree(path)))
  return eb
    .selectFrom('unit')
    .select('unit.id')
    .where(trees.length > 0 ? eb.or(trees) : eb.lit(false))
}

/** Ids of the appointments of a role; one that is nobody's where there are none, so that `in` stays valid. */
function idsOf(actor: Actor, role: Role): string[] {
  const ids = actor.holdings.flatMap(held => (held.role === role ? [held.id] : []))
  return ids.length > 0 ? ids : ['']
}

function allIdsOf(actor: Actor): string[] {
  return ['', ...actor.holdings.map(held => held.id)]
}
