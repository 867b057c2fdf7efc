import type { MeetingItem } from '../data/meeting-item.ts'
import type { Db } from '../data/schema.ts'
import type { TaskState } from '../data/schema-task.ts'
import { findTaskFacts } from '../data/task.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { PlainDate } from '../lib/plain-date.ts'

/** How an item's task stood on a day: kept with the item, so that its minutes never change. */
export interface ItemFacts {
  day: PlainDate
  code: string
  state: TaskState
  due_on: string | null
  original_due_on: string | null
  reported_on: string | null
  completed_on: string | null
  percent: number
  lead_unit_name: string
}

/** Canonical JSON for `meeting_item.facts`; of an item without a task the day alone. */
export async function findItemFacts(
  db: Db,
  item: Pick<MeetingItem, 'task_id'>,
  day: PlainDate,
): Promise<string> {
  const facts = item.task_id ? await findTaskFacts(db, item.task_id) : undefined
  if (!facts) return canonicalJson({ day })
  const { code, state, due_on, original_due_on, reported_on, completed_on, percent } = facts.task
  return canonicalJson({
    day,
    code,
    state,
    due_on,
    original_due_on,
    reported_on,
    completed_on,
    percent,
    lead_unit_name: facts.lead_unit_name,
  })
}

/** The facts kept with the item; undefined where there are none, or it has no task. */
export function keptFacts(item: Pick<MeetingItem, 'facts'>): ItemFacts | undefined {
  const kept = item.facts === '' ? {} : (JSON.parse(item.facts) as Partial<ItemFacts>)
  return kept.state ? (kept as ItemFacts) : undefined
}
