import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Schema } from './schema.ts'
import type { CoUnitTable } from './schema-task.ts'
import type { PendingTable } from './task.ts'
import { dueKey, freshKey, type StatusDay } from './task-status.ts'
import {
  givenTo,
  helpedBy,
  idsOf,
  ledBy,
  overseenBy,
  postsOf,
  scopeOf,
  unitsOf,
  workplacesOf,
} from './work-scope.ts'

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
  | 'suspension_requests'
  | 'unit_suspension_requests'
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
    const asked = pendingOfOthers('extension', 'asked_by', actor)
    return eb.and([asked, eb('task.state', 'in', ['in_progress', 'returned']), eb.or([first, later])])
  },
  suspension_requests: actor =>
    task().and([pendingOfOthers('suspension_request', 'asked_by', actor), overseenBy(actor, ['leader'])]),
  unit_suspension_requests: actor => task().and([ledBy(actor), pending('suspension_request')]),
  non_implementations: actor =>
    task().and([pendingOfOthers('non_implementation', 'proposed_by', actor), scopeOf(actor, 'committee')]),
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
    return eb.and([
      eb('part.unit_id', 'in', unitsOf(actor)),
      eb('part.state', 'in', ['asked', 'received', 'returned']),
      eb('task.state', 'in', ['issued', 'in_progress', 'returned']),
      // Once taken note of, a part asks for something only when its day comes near.
      eb.or([eb('part.state', '<>', 'received'), eb(due, '<=', day.horizon)]),
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
  const within = overseenBy(actor, ['leader', 'verifier'])
  const named = eb('task.verifier_id', 'in', [...idsOf(actor, 'verifier'), ...idsOf(actor, 'leader')])
  const open = eb.and([eb('task.verifier_id', 'is', null), overseenBy(actor, ['verifier'])])
  const long = eb('task.reported_on', '<', day.longWaitBefore)
  const own = [
    eb('task.reported_by', '=', actor.person.id),
    eb('task.lead_unit_id', 'in', workplacesOf(actor)),
    helpedBy(actor),
  ]
  return eb.and([eb('task.state', '=', 'reported'), within, eb.or([named, open, long]), eb.not(eb.or(own))])
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

function pending(table: PendingTable): Expression<SqlBool> {
  const rows = pendingRows(table)
  return task()('task.id', 'in', rows)
}

/** What others asked for: nobody decides what they asked themselves, by whatever post (PRODUCT §3). */
function pendingOfOthers(
  table: PendingTable,
  asker: 'asked_by' | 'proposed_by',
  actor: Actor,
): Expression<SqlBool> {
  const rows = pendingRows(table).where(asker as 'asked_by', 'not in', postsOf(actor))
  return task()('task.id', 'in', rows)
}

function pendingRows(table: PendingTable) {
  const eb = task()
  return eb
    .selectFrom(table as 'extension')
    .select('task_id')
    .where('state', '=', 'pending')
}
