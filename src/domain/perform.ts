import { type Actor, findActor, type Holding, listHoldings } from '../data/actor.ts'
import { insertEventText } from '../data/event-text.ts'
import { findFile } from '../data/file.ts'
import type { Db, Row, RowChange } from '../data/schema.ts'
import { findTaskFacts, findTaskFor, type TaskFacts, updateTask } from '../data/task.ts'
import { writeTaskSearch } from '../data/task-search.ts'
import { sha256 } from '../lib/sha256.ts'
import { type Authority, actingAs } from './authority.ts'
import { findCalendar } from './calendar.ts'
import { Conflict, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { revokeOvertaken } from './mail-act-revoke.ts'
import { closeMootRequests } from './moot-request.ts'
import type { OnBehalf, TaskContext, Transition } from './task-act.ts'
import { withConsequences } from './task-consequence.ts'
import { recordTaskPeriod } from './task-period.ts'
import { type AnyTaskActName, allTransitions, type TaskActInput } from './task-transitions.ts'

export interface TaskAct<N extends AnyTaskActName> extends Act {
  act: N
  taskId: string
  input: TaskActInput<N>
  /** The version of the task the form showed; a different one stored is a conflict. */
  version?: number
  onBehalf?: OnBehalf
  channel?: 'web' | 'mail' | 'import' | 'system' | 'api'
  /** The one post of the person's that acts, as for a link in a mail; else whichever of theirs may. */
  appointmentId?: string
  /** One of several done in one go: their last event tells of all of them at once, this one's tells nobody. */
  together?: true
}

/**
 * Does one act on a task, in one transaction and with one event (ARCHITECTURE §3). Throws `NotFound` for what the
 * person may not see, `NotAllowed`, `WrongState`, `Invalid` with the fields, or `Conflict` when someone was first.
 */
export async function perform<N extends AnyTaskActName>(db: Db, act: TaskAct<N>): Promise<Done> {
  return actOnce(db, act, trx => performIn(trx, act))
}

async function performIn<N extends AnyTaskActName>(db: Db, act: TaskAct<N>): Promise<string> {
  const transition = allTransitions[act.act] as unknown as Transition<TaskActInput<N>>
  const actor = (act.personId && (await actorFor(db, act.personId, act))) || null
  if (act.personId && !actor) throw new NotFound()
  const facts = actor ? await findTaskFor(db, actor, act.taskId) : await findTaskFacts(db, act.taskId)
  if (!facts) throw new NotFound()
  const authority = authorityFor(transition, actor, facts, act)
  if (!transition.from.includes(facts.task.state)) throw new WrongState(facts.task.state, act.act)
  if (transition.offered && !transition.offered(facts)) throw new WrongState(facts.task.state, act.act)
  if (act.version !== undefined && act.version !== facts.task.version) throw new Conflict(facts.task)
  const leader = authority?.onBehalf ? await leaderSigning(db, act, facts) : null
  const context: TaskContext = {
    db,
    occasion: act.occasion,
    facts,
    calendar: await findCalendar(db),
    actor,
    holding: authority?.holding ?? null,
    decider: leader ?? authority?.holding ?? null,
  }
  const applied = await transition.apply(context, act.input)
  const effect = await withConsequences(context, { name: act.act, to: transition.to }, applied)
  return write(context, act, transition, effect, leader)
}

async function actorFor(db: Db, personId: string, { occasion, appointmentId }: TaskAct<AnyTaskActName>) {
  const actor = await findActor(db, personId, occasion.today)
  return actor && appointmentId !== undefined ? actingAs(actor, appointmentId) : actor
}

function authorityFor<N extends AnyTaskActName>(
  transition: Transition<TaskActInput<N>>,
  actor: Actor | null,
  facts: TaskFacts,
  act: TaskAct<N>,
): Authority | null {
  if (!actor) {
    if (transition.system) return null
    throw new NotAllowed('refusal.not_for_the_system')
  }
  const authority = transition.who(actor, facts, act.input)
  if (!authority) throw new NotAllowed(`refusal.role.${act.act}`)
  return authority
}

/** DECISIONS 22: on behalf of a named leader, with the signed document's number, date and file. */
export async function leaderSigning(
  db: Db,
  act: Act & { onBehalf?: OnBehalf },
  { task }: { task: { organisation_id: string } },
): Promise<Holding> {
  const { onBehalf } = act
  const ids = onBehalf?.leaderId ? [onBehalf.leaderId] : []
  const [leader] = await listHoldings(db, act.occasion.today, { ids })
  const fits = leader?.role === 'leader' && leader.organisation_ids.includes(task.organisation_id)
  const check = fieldCheck()
  check.refuseIf(!fits, 'leaderId', 'error.required.leaderId')
  check.text('behalfDocumentNo', onBehalf?.documentNo ?? '', 'code')
  check.date('behalfDocumentOn', onBehalf?.documentOn ?? null)
  const file = onBehalf?.fileId ? await findFile(db, onBehalf.fileId) : undefined
  check.refuseIf(!file || file.created_by !== act.personId, 'behalfFile', 'error.required.behalfFile')
  check.done()
  return leader as Holding
}

/** Whether what a task is found by has changed: its words, or the document that assigns it. */
function isFoundBy(change: RowChange<'task'>): boolean {
  return change.folded !== undefined || change.document_no !== undefined
}

async function write<N extends AnyTaskActName>(
  context: TaskContext,
  act: TaskAct<N>,
  transition: Transition<TaskActInput<N>>,
  effect: Awaited<ReturnType<Transition<TaskActInput<N>>['apply']>>,
  leader: Holding | null,
): Promise<string> {
  const { db, facts, occasion } = context
  const to = transition.to === 'same' || transition.to === 'decided' ? facts.task.state : transition.to
  const change: RowChange<'task'> = { state: to, ...effect.change }
  // The compare-and-set that wins the race of two people acting at once.
  if (!(await updateTask(db, facts.task, change))) throw new Conflict(facts.task)
  const after = { ...facts.task, ...change, version: facts.task.version + 1 } as Row<'task'>
  await recordTaskPeriod(db, occasion, after, context.calendar)
  if (isFoundBy(change)) await writeTaskSearch(db, after)
  const moot = await closeMootRequests(db, facts, { act: act.act, to: after.state, occasion })
  const behalf = leader && signedDocument(act.onBehalf)
  const eventId = await recordEvent(db, act, {
    organisationId: after.organisation_id,
    act: act.act,
    subjectType: effect.subject?.type ?? 'task',
    subjectId: effect.subject?.id ?? after.id,
    taskId: after.id,
    appointmentId: context.holding?.id ?? null,
    onBehalfOfId: leader?.id ?? null,
    payload: {
      after: imageOf(after),
      from: facts.task.state,
      record: { ...defined(effect.record), ...(moot.length > 0 ? { moot } : {}) },
      channel: act.channel ?? 'web',
      ...(behalf ? { behalf } : {}),
      ...(act.together ? { together: true } : {}),
    },
  })
  await revokeOvertaken(db, allTransitions, { before: facts.task, after, eventId, at: occasion.at })
  if (effect.text) await insertEventText(db, { event_id: eventId, task_id: after.id, text: effect.text })
  return effect.subject?.id ?? after.id
}

function signedDocument(onBehalf: OnBehalf | undefined) {
  return { document_no: onBehalf?.documentNo, document_on: onBehalf?.documentOn, file_id: onBehalf?.fileId }
}

/**
 * The task's full after-image: ids, codes, dates and numbers as they are, free text as its SHA-256 (DECISIONS 5). The
 * planner's own note of when to look again is no fact of the task.
 */
export function imageOf(task: Row<'task'>): Record<string, unknown> {
  const {
    title,
    criterion,
    blocker,
    folded: _folded,
    sort_key: _sortKey,
    next_look_on: _look,
    obligation_id,
    ...facts
  } = task
  // Named only where there is one: events from before there were obligations say nothing of it.
  const cycle = obligation_id ? { obligation_id } : {}
  return { ...facts, ...cycle, title: sha256(title), criterion: sha256(criterion), blocker: sha256(blocker) }
}

function defined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value ?? null]))
}
