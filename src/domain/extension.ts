import type { Actor } from '../data/actor.ts'
import { countExtensions, insertExtension, updateExtension } from '../data/extension.ts'
import type { TaskFacts } from '../data/task.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { type Authority, committeeOf, isAskedBy, leaderOrOnBehalf } from './authority.ts'
import { NotAllowed } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { deciderOf, type Effect, holdingOf, type TaskContext } from './task-act.ts'

export interface RequestExtensionInput {
  reason: string
  doneSoFar: string
  plan: string
  newDueOn: string | null
}

/** Asked by the head with reason, what is done, a new date and a plan; after the deadline it is only flagged as late. */
export async function requestExtension(context: TaskContext, input: RequestExtensionInput): Promise<Effect> {
  const { facts, occasion, db } = context
  const { task } = facts
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  check.text('doneSoFar', input.doneSoFar, 'paragraph')
  check.text('plan', input.plan, 'paragraph')
  checkNewDate(check, 'newDueOn', input.newDueOn, task.due_on, occasion.today)
  check.done()
  const id = newId()
  const askedLate = occasion.today > (task.due_on ?? '')
  await insertExtension(db, {
    id,
    task_id: task.id,
    ordinal: (await countExtensions(db, task.id)) + 1,
    state: 'pending',
    reason: input.reason,
    done_so_far: input.doneSoFar,
    plan: input.plan,
    old_due_on: task.due_on ?? '',
    asked_due_on: input.newDueOn ?? '',
    granted_due_on: null,
    asked_by: holdingOf(context).id,
    asked_on: occasion.today,
    asked_late: askedLate ? 1 : 0,
    decided_by: null,
    decided_on: null,
    decision_note: '',
    created_at: occasion.at,
    version: 1,
  })
  return {
    change: { updated_on: occasion.today, next_look_on: occasion.today },
    record: {
      extension_id: id,
      old_due_on: task.due_on,
      asked_due_on: input.newDueOn,
      asked_late: askedLate,
      reason_sha256: sha256(input.reason),
    },
    subject: { type: 'extension', id },
  }
}

/** The requester takes a pending request back. */
export async function withdrawExtension(context: TaskContext, input: { reason: string }): Promise<Effect> {
  const extension = pendingOf(context)
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph', false)
  check.done()
  await updateExtension(context.db, extension, {
    state: 'withdrawn',
    decided_on: context.occasion.today,
    decision_note: input.reason,
  })
  return {
    change: {},
    record: { extension_id: extension.id, reason_sha256: sha256(input.reason) },
    subject: { type: 'extension', id: extension.id },
  }
}

/**
 * Who decides: the leader the first, the committee from the second granted on (PRODUCT §3); never the person who asked,
 * by whatever post. A request
 * that was refused, redone or withdrawn gave no extension, so the next one is still the first.
 */
export function extensionDecider(actor: Actor, facts: TaskFacts): Authority | undefined {
  if (isAskedBy(facts.pending_extension, actor)) return undefined
  return facts.task.extension_count === 0 ? leaderOrOnBehalf(actor, facts) : committeeOf(actor, facts)
}

export interface DecideExtensionInput {
  verdict: string
  grantedDueOn: string | null
  note: string
}

/** Granting makes a new deadline version, which re-arms every reminder; the original date stays. */
export async function decideExtension(context: TaskContext, input: DecideExtensionInput): Promise<Effect> {
  const { facts, occasion, db } = context
  const { task } = facts
  const extension = pendingOf(context)
  const verdict = (['granted', 'refused', 'redo'] as const).find(known => known === input.verdict)
  const granted = verdict === 'granted' ? input.grantedDueOn || extension.asked_due_on : null
  const check = fieldCheck()
  check.refuseIf(!verdict, 'verdict', 'error.required.verdict')
  check.text('note', input.note, 'paragraph', verdict === 'refused' || verdict === 'redo')
  if (granted) checkNewDate(check, 'grantedDueOn', granted, task.due_on, occasion.today)
  check.done()
  if (deciderOf(context).person_id === extension.requester_id) throw new NotAllowed('refusal.own_request')
  await updateExtension(db, extension, {
    state: verdict ?? 'refused',
    granted_due_on: granted,
    decided_by: deciderOf(context).id,
    decided_on: occasion.today,
    decision_note: input.note,
  })
  return {
    change: granted ? movedTo(granted, context) : {},
    record: {
      extension_id: extension.id,
      verdict,
      old_due_on: task.due_on,
      new_due_on: granted ?? task.due_on,
      note_sha256: sha256(input.note),
    },
    subject: { type: 'extension', id: extension.id },
  }
}

function movedTo(dueOn: string, { facts, occasion }: TaskContext) {
  return {
    due_on: dueOn,
    extension_count: facts.task.extension_count + 1,
    deadline_version: facts.task.deadline_version + 1,
    next_look_on: occasion.today,
  }
}

function pendingOf(context: TaskContext) {
  const extension = context.facts.pending_extension
  if (!extension) throw new NotAllowed('refusal.no_pending_extension')
  return extension
}

function checkNewDate(
  check: ReturnType<typeof fieldCheck>,
  field: string,
  value: string | null,
  due: string | null,
  today: string,
): void {
  check.date(field, value)
  if (!value) return
  check.refuseIf(value <= (due ?? ''), field, 'error.not_after_due')
  check.refuseIf(value < today, field, 'error.date_before_today')
}
