import type { TaskEvent } from '../../data/api-list.ts'
import type { EvidenceRow } from '../../data/evidence.ts'
import type { Row } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import type { TaskListRow } from '../../data/task-list.ts'
import type { PostName } from '../../data/task-place.ts'
import type { Terms } from '../../domain/policy-terms.ts'
import { taskTiming } from '../../domain/task-status.ts'
import type { Calendar } from '../../domain/working-days.ts'

export interface Day {
  today: string
  calendar: Calendar
  terms: Terms
  publicUrl: string
}

/** A row of a list; `isCycle`: in none of the classes (DECISIONS 3). */
export function summaryOf(row: TaskListRow, isCycle: boolean, { today, calendar, terms, publicUrl }: Day) {
  const timing = taskTiming(row, today, calendar, terms)
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    state: row.state,
    class: isCycle ? null : timing.class,
    due_soon: timing.dueSoon,
    percent: row.percent,
    lead_unit: { id: row.lead_unit_id, name: row.lead_unit_name },
    officer_name: row.officer_name,
    issued_on: row.issued_on,
    received_on: row.received_on,
    due_on: row.due_on,
    original_due_on: row.original_due_on,
    supplement_due_on: row.supplement_due_on,
    reported_on: row.reported_on,
    completed_on: row.completed_on,
    updated_on: row.updated_on,
    inspection: { number: row.inspection_number, held_on: row.held_on },
    url: `${publicUrl}/tasks/${row.id}`,
  }
}

export interface TaskParts {
  row: TaskListRow
  facts: TaskFacts
  updates: Row<'task_update'>[]
  posts: Map<string, PostName>
  evidence: EvidenceRow[]
  requests: ReturnType<typeof requestsOf>
  acts: string[]
}

export function taskOf({ row, facts, updates, posts, evidence, requests, acts }: TaskParts, day: Day) {
  const { task } = facts
  return {
    ...summaryOf(row, task.obligation_id !== null, day),
    version: task.version,
    criterion: task.criterion,
    inspection_id: task.inspection_id,
    recommendation_id: task.recommendation_id,
    recommendation_kind: facts.recommendation_kind,
    obligation_id: task.obligation_id,
    document_no: task.document_no,
    document_on: task.document_on,
    closed_on: task.closed_on,
    blocker: task.blocker,
    round: task.round,
    refused_count: task.refused_count,
    extension_count: task.extension_count,
    successor_id: task.successor_id,
    co_units: facts.co_units.map(part => ({
      id: part.id,
      unit: { id: part.unit_id, name: part.unit_name },
      deliverable: part.deliverable,
      due_on: part.due_on,
      state: part.state,
      percent: part.percent,
      note: part.note,
      submitted_on: part.submitted_on,
      decided_on: part.decided_on,
    })),
    updates: updates.map(update => updateOf(update, posts)),
    evidence: evidence.map(evidenceOf),
    requests,
    acts,
  }
}

export function updateOf(update: Row<'task_update'>, posts: Map<string, PostName>) {
  const { id, kind, co_unit_id, round, text, percent, blocker, claimed_on, on_day, created_at } = update
  const post = postOf(update.appointment_id, posts)
  return { id, kind, co_unit_id, round, text, percent, blocker, claimed_on, on_day, created_at, post }
}

function evidenceOf(row: EvidenceRow) {
  const { id, kind, file_name, media_type, size, sha256, document_no, document_on } = row
  return {
    id,
    update_id: row.task_update_id,
    kind,
    file_name,
    media_type,
    size,
    sha256,
    document_no,
    document_on,
  }
}

interface Asked {
  extensions: Row<'extension'>[]
  refusals: Row<'refusal'>[]
  suspensions: Row<'suspension_request'>[]
  proposals: Row<'non_implementation'>[]
  questions: Row<'update_request'>[]
}

/** What was asked about the task and what became of it, by the day it was asked. */
export function requestsOf({ extensions, refusals, suspensions, proposals, questions }: Asked) {
  const all = [
    ...extensions.map(({ id, state, asked_on, decided_on, asked_due_on, granted_due_on }) => ({
      id,
      kind: 'extension',
      state,
      asked_on,
      decided_on,
      asked_due_on,
      granted_due_on,
    })),
    ...refusals.map(({ id, state, refused_on }) => ({
      id,
      kind: 'refusal',
      state,
      asked_on: refused_on,
      decided_on: null,
    })),
    ...suspensions.map(({ id, state, asked_on, decided_on }) => ({
      id,
      kind: 'suspension_request',
      state,
      asked_on,
      decided_on,
    })),
    ...proposals.map(({ id, state, proposed_on, decided_on }) => ({
      id,
      kind: 'non_implementation',
      state,
      asked_on: proposed_on,
      decided_on,
    })),
    ...questions.map(({ id, state, asked_on, answered_on }) => ({
      id,
      kind: 'update_request',
      state,
      asked_on,
      decided_on: answered_on,
    })),
  ]
  return all.sort((a, b) => (a.id < b.id ? -1 : 1))
}

export function postOf(id: string | null, posts: Map<string, PostName>) {
  const post = id ? posts.get(id) : undefined
  return {
    id: post ? id : null,
    person_name: post?.person_name ?? null,
    title: post?.title ?? null,
    unit_name: post?.unit_name ?? null,
  }
}

interface Payload {
  channel?: string
  after?: Record<'state' | 'due_on' | 'original_due_on' | 'percent' | 'version', unknown>
}

export function eventOf(event: TaskEvent, posts: Map<string, PostName>) {
  const { channel = null, after } = JSON.parse(event.payload) as Payload
  return {
    id: event.id,
    act: event.act,
    occurred_at: event.occurred_at,
    occurred_on: event.occurred_on,
    channel,
    post: postOf(event.appointment_id, posts),
    on_behalf_of: event.on_behalf_of_id ? postOf(event.on_behalf_of_id, posts) : null,
    text: event.text,
    after: after
      ? {
          state: after.state,
          due_on: after.due_on,
          original_due_on: after.original_due_on,
          percent: after.percent,
          version: after.version,
        }
      : null,
  }
}
