import { listAttentionSubjects } from '../data/attention-list.ts'
import {
  deleteMeetingItem,
  insertMeetingItems,
  listMeetingItems,
  type MeetingItem,
  updateItemOrder,
} from '../data/meeting-item.ts'
import { findRecommendationFor } from '../data/recommendation.ts'
import type { Db } from '../data/schema.ts'
import type { AttentionKind } from '../data/schema-meeting.ts'
import { findTaskFor } from '../data/task.ts'
import { newId } from '../lib/id.ts'
import { findCalendar } from './calendar.ts'
import { Conflict, Invalid, NotFound } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { itemFor, itemImage, keeperIn, meetingFor, recordMeeting } from './meeting-record.ts'
import { statusDay } from './status-day.ts'

/** Of each kind, for a meeting: more than that nobody goes through in an afternoon. */
export const offeredOfKind = 100

type Subject = Awaited<ReturnType<typeof listAttentionSubjects>>[number]

/** What a line of the list is called on an agenda. */
export function subjectTitle(subject: Subject): string {
  if (subject.task_id) return `${subject.code} ${subject.title}`
  if (subject.recommendation_id) return subject.summary
  return subject.obligation_title ?? ''
}

/**
 * Puts lines of "cần chú ý" on the agenda, each with why it stood there. `picks`: "kind subject id". What stands on the
 * agenda for the same reason already, or is not on the keeper's list any more, is passed over.
 */
export async function addFromAttention(db: Db, act: Act, id: string, picks: string[]): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting } = await meetingFor(trx, act, id)
    const holding = keeperIn(actor, meeting, ['planned', 'open'], 'add_item')
    if (picks.length === 0) throw new Invalid({ picks: 'error.required.picks' })
    const day = statusDay(act.occasion.today, await findCalendar(trx))
    const known = new Set((await listMeetingItems(trx, id)).map(keyOfItem))
    const rows: Omit<MeetingItem, 'ordinal'>[] = []
    for (const kind of new Set(picks.map(pick => pick.split(' ')[0] as AttentionKind))) {
      const listed = await listAttentionSubjects(trx, actor, kind, { day, limit: offeredOfKind })
      for (const subject of listed.filter(one => picks.includes(`${kind} ${one.subject_id}`))) {
        const row = {
          ...blankItem(act, id, kind, subjectTitle(subject)),
          task_id: subject.task_id,
          recommendation_id: subject.recommendation_id,
          obligation_id: subject.obligation_id,
        }
        if (!known.has(keyOfItem(row))) rows.push(row)
      }
    }
    await append(trx, act, { actor, meeting, holding }, rows)
    return id
  })
}

export interface ItemInput {
  title: string
  taskId: string | null
  recommendationId: string | null
}

/** The chair's or the secretary's own item: words, or a task or recommendation that they may see. */
export async function addItem(db: Db, act: Act, id: string, input: ItemInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting } = await meetingFor(trx, act, id)
    const holding = keeperIn(actor, meeting, ['planned', 'open'], 'add_item')
    const task = input.taskId ? await findTaskFor(trx, actor, input.taskId) : undefined
    const recommendation = input.recommendationId
      ? await findRecommendationFor(trx, actor, input.recommendationId)
      : undefined
    if ((input.taskId && !task) || (input.recommendationId && !recommendation)) throw new NotFound()
    const [kind, named] = namedBy(task, recommendation)
    const title = input.title || named
    const check = fieldCheck()
    check.text('title', input.title, 'line', named === '')
    check.done()
    const row = {
      ...blankItem(act, id, kind, title.slice(0, 600)),
      task_id: task?.task.id ?? null,
      recommendation_id: recommendation?.id ?? null,
    }
    await append(trx, act, { actor, meeting, holding }, [row])
    return id
  })
}

/** What an item is of, and what it is called where nobody says. */
function namedBy(
  task: Awaited<ReturnType<typeof findTaskFor>>,
  recommendation: Awaited<ReturnType<typeof findRecommendationFor>>,
): ['task' | 'recommendation' | 'text', string] {
  if (task) return ['task', `${task.task.code} ${task.task.title}`]
  if (recommendation) return ['recommendation', recommendation.summary || recommendation.quote]
  return ['text', '']
}

/** One place up or down; at the end of the agenda it stays. */
export async function moveItem(db: Db, act: Act, itemId: string, by: 'up' | 'down'): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting, item } = await itemFor(trx, act, itemId)
    const holding = keeperIn(actor, meeting, ['planned', 'open'], 'move_item')
    const ids = (await listMeetingItems(trx, meeting.id)).map(one => one.id)
    const at = ids.indexOf(item.id)
    const to = Math.max(0, Math.min(ids.length - 1, at + (by === 'up' ? -1 : 1)))
    ids.splice(at, 1)
    ids.splice(to, 0, item.id)
    await updateItemOrder(trx, ids)
    await recordMeeting(trx, act, meeting, {
      act: 'move_item',
      holding,
      record: { item_id: item.id, to: to + 1 },
    })
    return meeting.id
  })
}

export async function removeItem(
  db: Db,
  act: Act,
  { itemId, version }: { itemId: string; version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting, item } = await itemFor(trx, act, itemId)
    const holding = keeperIn(actor, meeting, ['planned', 'open'], 'remove_item')
    if (!(await deleteMeetingItem(trx, { id: item.id, version }))) throw new Conflict(item)
    await recordMeeting(trx, act, meeting, { act: 'remove_item', holding, record: itemImage(item) })
    return meeting.id
  })
}

async function append(
  db: Db,
  act: Act,
  {
    meeting,
    holding,
  }: Pick<Awaited<ReturnType<typeof meetingFor>>, 'actor' | 'meeting'> & {
    holding: ReturnType<typeof keeperIn>
  },
  rows: Omit<MeetingItem, 'ordinal'>[],
): Promise<void> {
  const last = (await listMeetingItems(db, meeting.id)).at(-1)?.ordinal ?? 0
  const items = rows.map((row, index) => ({ ...row, ordinal: last + index + 1 }))
  await insertMeetingItems(db, items)
  await recordMeeting(db, act, meeting, {
    act: 'add_items',
    holding,
    record: { items: items.map(itemImage) },
  })
}

function keyOfItem(item: Pick<MeetingItem, 'kind' | 'task_id' | 'recommendation_id' | 'obligation_id'>) {
  return [item.kind, item.task_id, item.recommendation_id, item.obligation_id].join(' ')
}

function blankItem(act: Act, meetingId: string, kind: MeetingItem['kind'], title: string) {
  return {
    id: newId(),
    meeting_id: meetingId,
    kind,
    title,
    task_id: null,
    recommendation_id: null,
    obligation_id: null,
    state: 'open' as const,
    prepared: '',
    facts: '',
    conclusion: '',
    follow_up: '',
    follow_up_by: '',
    follow_up_due_on: null,
    follow_up_done_on: null,
    event_id: null,
    decided_by: null,
    created_at: act.occasion.at,
    version: 1,
  } satisfies Omit<MeetingItem, 'ordinal'>
}
