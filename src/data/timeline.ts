import { listTaskComments } from './comment.ts'
import { listEventTexts } from './event-text.ts'
import { type EvidenceRow, listEvidence } from './evidence.ts'
import { listExtensions } from './extension.ts'
import { listNonImplementations } from './non-implementation.ts'
import { listRefusals } from './refusal.ts'
import { listReopenings } from './reopening.ts'
import type { Db, Row } from './schema.ts'
import { listSubtasks } from './subtask.ts'
import { listSuspensions } from './suspension.ts'
import { listSuspensionRequests } from './suspension-request.ts'
import { findPosts, type PostName } from './task-place.ts'
import { listTaskTexts } from './task-text.ts'
import { listTaskUpdates } from './task-update.ts'
import { findUnitNames, type UnitNames } from './unit-name.ts'
import { listUpdateRequests } from './update-request.ts'
import { listVerdicts } from './verdict.ts'

export type TimelineEvent = Pick<
  Row<'event'>,
  | 'id'
  | 'seq'
  | 'act'
  | 'occurred_at'
  | 'occurred_on'
  | 'subject_id'
  | 'payload'
  | 'appointment_id'
  | 'on_behalf_of_id'
> & { person_name: string | null }

export interface TimelineReminder {
  id: string
  rung: string
  state: Row<'reminder'>['state']
  for_on: string
  sent_at: string | null
  acknowledged_at: string | null
  created_at: string
  person_name: string
}

/** Everything that happened to a task, and the words of it where they stand, by the ids that the events hold. */
export interface Timeline {
  events: TimelineEvent[]
  /** By appointment id: who acted and on whose behalf. */
  posts: Map<string, PostName>
  /** What units were called on a day. */
  unitNames: UnitNames
  updates: Map<string, Row<'task_update'>>
  /** By the id of the update or report they were attached to. */
  evidence: Map<string, EvidenceRow[]>
  extensions: Map<string, Row<'extension'>>
  verdicts: Map<string, Row<'verdict'>>
  refusals: Map<string, Row<'refusal'>>
  suspensions: Map<string, Row<'suspension'>>
  suspensionRequests: Map<string, Row<'suspension_request'>>
  reopenings: Map<string, Row<'reopening'>>
  nonImplementations: Map<string, Row<'non_implementation'>>
  subtasks: Map<string, Row<'subtask'>>
  requests: Map<string, Row<'update_request'>>
  comments: Map<string, Row<'comment'>>
  /** The words before each correction, oldest first, as the events of correction come. */
  corrections: Row<'task_text'>[]
  reasons: Map<string, string>
  /** The ledger of this task, the latest first. */
  reminders: TimelineReminder[]
}

export async function findTimeline(db: Db, taskId: string): Promise<Timeline> {
  const events = await listTimelineEvents(db, taskId)
  const requests = await listUpdateRequests(db, taskId)
  const ids = events.flatMap(event => [
    event.appointment_id,
    event.on_behalf_of_id,
    ...namedIn(event.payload),
  ])
  ids.push(...requests.map(request => request.asked_by))
  return {
    events,
    posts: await findPosts(
      db,
      ids.filter(id => id !== null),
    ),
    unitNames: await findUnitNames(
      db,
      events.flatMap(event => unitsIn(event.payload)),
    ),
    updates: byId(await listTaskUpdates(db, taskId)),
    evidence: Map.groupBy(await listEvidence(db, taskId), row => row.task_update_id ?? ''),
    extensions: byId(await listExtensions(db, taskId)),
    verdicts: byId(await listVerdicts(db, taskId)),
    refusals: byId(await listRefusals(db, taskId)),
    suspensions: byId(await listSuspensions(db, taskId)),
    suspensionRequests: byId(await listSuspensionRequests(db, taskId)),
    reopenings: byId(await listReopenings(db, taskId)),
    nonImplementations: byId(await listNonImplementations(db, taskId)),
    subtasks: byId(await listSubtasks(db, taskId)),
    requests: byId(requests),
    comments: byId(await listTaskComments(db, taskId)),
    corrections: await listTaskTexts(db, taskId),
    reasons: new Map((await listEventTexts(db, taskId)).map(row => [row.event_id, row.text])),
    reminders: await listTaskReminders(db, taskId),
  }
}

async function listTimelineEvents(db: Db, taskId: string): Promise<TimelineEvent[]> {
  return db
    .selectFrom('event')
    .leftJoin('person', 'person.id', 'event.person_id')
    .select([
      'event.id',
      'event.seq',
      'event.act',
      'event.occurred_at',
      'event.occurred_on',
      'event.subject_id',
    ])
    .select(['event.payload', 'event.appointment_id', 'event.on_behalf_of_id', 'person.name as person_name'])
    .where('event.task_id', '=', taskId)
    .orderBy('event.seq')
    .execute()
}

async function listTaskReminders(db: Db, taskId: string): Promise<TimelineReminder[]> {
  return db
    .selectFrom('reminder')
    .innerJoin('person', 'person.id', 'reminder.person_id')
    .select(['reminder.id', 'reminder.rung', 'reminder.state', 'reminder.for_on', 'reminder.sent_at'])
    .select(['reminder.acknowledged_at', 'reminder.created_at', 'person.name as person_name'])
    .where('reminder.task_id', '=', taskId)
    .orderBy('reminder.for_on', 'desc')
    .orderBy('person.sort_key')
    .orderBy('reminder.id')
    .execute()
}

/** Ids that an event's record names besides who acted. */
function recordOf(payload: string): Record<string, unknown> {
  return (JSON.parse(payload) as { record?: Record<string, unknown> }).record ?? {}
}

function namedIn(payload: string): string[] {
  const { officer_id, new_officer_id, old_officer_id, mentioned } = recordOf(payload)
  return textsAmong([officer_id, new_officer_id, old_officer_id, mentioned].flat())
}

function unitsIn(payload: string): string[] {
  const { unit_id, old_unit_id, new_unit_id, proposed_unit_id } = recordOf(payload)
  return textsAmong([unit_id, old_unit_id, new_unit_id, proposed_unit_id])
}

function textsAmong(values: unknown[]): string[] {
  return values.filter(value => typeof value === 'string')
}

function byId<T extends { id: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map(row => [row.id, row]))
}
