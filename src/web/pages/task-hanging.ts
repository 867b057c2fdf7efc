import type { Db } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import { findPosts, listPostOptions, type PostName } from '../../data/task-place.ts'
import { lateSide } from '../../domain/late-side.ts'
import type { StatusPart } from '../../render/parts.ts'
import type { Words } from './words.ts'

/** The officers of the pieces: whoever holds the post today, and whoever it was. */
export async function subtaskPosts(
  db: Db,
  facts: TaskFacts,
  today: string,
): Promise<{ holders: Map<string, PostName>; posts: Map<string, PostName> }> {
  const ids = facts.subtasks.map(one => one.officer_id)
  if (ids.length === 0) return { holders: new Map(), posts: new Map() }
  const where = { role: 'officer', unitPath: facts.lead_unit_path } as const
  const holders = (await listPostOptions(db, today, where)).map(post => [post.id, post] as const)
  return { holders: new Map(holders), posts: await findPosts(db, ids) }
}

/** "Đơn vị phối hợp chậm", "chờ đơn vị phối hợp": whose lateness it is, computed for today. */
export function sideStatuses(facts: TaskFacts, { t, today, locale }: Words): StatusPart[] {
  if (facts.co_units.length === 0) return []
  const side = lateSide(facts.task, facts.co_units, today)
  return side.late ? [{ kind: 'late', word: upperFirst(t(`side.${side.late}`), locale) }] : []
}

function upperFirst(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
