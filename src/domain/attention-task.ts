import type { AttentionRow } from '../data/attention-list.ts'
import type { TaskFacts } from '../data/task.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import type { AttentionRules } from './attention.ts'
import { defaultLadder } from './reminder-ladder.ts'

type Place = Pick<AttentionRow, 'kind' | 'subject_id' | 'from_on' | 'until_on' | 'sort_key'>

/**
 * What puts the task on the committee's list, with the days from and until which it does. Cycles of standing duties are
 * counted apart, so that their lateness is not told here. `rules`: needed where `isWaiting`.
 */
export function attentionOfTask(facts: TaskFacts, rules: AttentionRules | null): AttentionRow[] {
  const { task } = facts
  if (task.closed_on !== null) return []
  const places = [
    ...latePlaces(facts),
    ...(rules ? waitingPlaces(facts, rules) : []),
    ...disputedPlace(facts),
  ]
  return places.map(place => ({
    ...place,
    organisation_id: task.organisation_id,
    inspection_id: task.inspection_id,
    unit_id: task.lead_unit_id,
    task_id: task.id,
  }))
}

/** Whether a request or a report waits on it. */
export function isWaiting(facts: TaskFacts): boolean {
  const { task, pending_extension, pending_non_implementation, pending_suspension_request } = facts
  const asked = pending_extension ?? pending_non_implementation ?? pending_suspension_request
  return task.state === 'reported' || asked !== undefined
}

/**
 * Late from the day after the deadline on; late against the first one alone until then (DECISIONS 3). A reported task is
 * judged by the day of its report: it is late for good, or for its first deadline alone, or not at all.
 */
function latePlaces({ task }: TaskFacts): Place[] {
  const { due_on: due, original_due_on: original, reported_on: reported } = task
  const running = ['issued', 'in_progress', 'returned', 'reported'].includes(task.state)
  if (!running || task.obligation_id !== null) return []
  const judgedOn = task.state === 'reported' ? reported : null
  const passes = (day: PlainDate) => judgedOn === null || judgedOn > day
  const late = due !== null && passes(due)
  const lateOriginal = original !== null && (due === null || original < due) && passes(original)
  const from = (day: PlainDate) => addDays(day, 1)
  return [
    ...(late
      ? [{ kind: 'late' as const, subject_id: task.id, from_on: from(due), until_on: null, sort_key: due }]
      : []),
    ...(lateOriginal && !(late && judgedOn !== null)
      ? [
          {
            kind: 'late_original' as const,
            subject_id: task.id,
            from_on: from(original),
            until_on: late ? from(due) : null,
            sort_key: original,
          },
        ]
      : []),
  ]
}

/**
 * Requests and reports that wait. What the committee decides is on its list from the day on which it was asked; what a
 * leader decides, and what is to be verified, once it waits longer than the office's ladder allows (PRODUCT §3, §4).
 */
function waitingPlaces(facts: TaskFacts, rules: AttentionRules): Place[] {
  const { task, pending_extension: extension, pending_non_implementation: proposal } = facts
  const suspension = facts.pending_suspension_request
  const atWork = task.state === 'in_progress' || task.state === 'returned'
  const day = (kind: Place['kind'], id: string, asked: PlainDate, from_on: PlainDate): Place => ({
    kind,
    subject_id: id,
    from_on,
    until_on: null,
    sort_key: asked,
  })
  const overdue = (asked: PlainDate) =>
    rules.calendar.addWorkingDays(asked, graceOf('extension_3', facts, rules))
  const places: Place[] = []
  if (extension && atWork && task.extension_count >= 1)
    places.push(day('second_extension', extension.id, extension.asked_on, extension.asked_on))
  else if (extension && atWork)
    places.push(day('undecided', extension.id, extension.asked_on, overdue(extension.asked_on)))
  if (suspension && atWork)
    places.push(day('undecided', suspension.id, suspension.asked_on, overdue(suspension.asked_on)))
  if (proposal && (atWork || task.state === 'issued'))
    places.push(day('non_implementation', proposal.id, proposal.proposed_on, proposal.proposed_on))
  if (task.state === 'reported' && task.reported_on) {
    const from = rules.calendar.addWorkingDays(task.reported_on, graceOf('verify_10', facts, rules))
    places.push(day('unverified', task.id, task.reported_on, from))
  }
  return places
}

/** A refusal that nobody has decided, or a task that a second unit sent back and that nobody has taken up since. */
function disputedPlace({ task, pending_refusal: refusal }: TaskFacts): Place[] {
  const undecided = refusal !== undefined && task.state === 'draft'
  const twice = task.refused_count >= 2 && (task.state === 'draft' || task.state === 'issued')
  if (!undecided && !twice) return []
  const since = refusal?.refused_on ?? task.issued_on ?? task.created_at.slice(0, 10)
  return [{ kind: 'disputed', subject_id: task.id, from_on: since, until_on: null, sort_key: since }]
}

/** Working days by the office's ladder, also where the rung itself is switched off; the default where it has none. */
function graceOf(rung: string, { task }: TaskFacts, { policies, today }: AttentionRules): number {
  const setting = policies.on(task.organisation_id, today).content.rungs[rung]
  return setting?.offset_days ?? defaultLadder.find(one => one.rung === rung)?.offset_days ?? 0
}
