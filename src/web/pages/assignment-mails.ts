import type { Db } from '../../data/schema.ts'
import { listUnitHeads, type UnitHead } from '../../data/unit-head.ts'
import type { Words } from './words.ts'

/** A task as far as its mail goes. */
export interface MailedTask {
  leadUnitId: string
  coUnitIds: string[]
}

/** Heads of the units that take part, today. */
export async function headsOfTasks(
  db: Db,
  tasks: readonly MailedTask[],
  { today }: Words,
): Promise<UnitHead[]> {
  const ids = tasks.flatMap(task => [task.leadUnitId, ...task.coUnitIds])
  return listUnitHeads(db, today, [...new Set(ids.filter(Boolean))])
}

/** "Phạm Hoàng Phúc, Trưởng phòng, Phòng Tổ chức cán bộ: 3 nhiệm vụ (chủ trì 2, phối hợp 1)": one mail each. */
export function togetherMailLines(
  tasks: readonly MailedTask[],
  heads: readonly UnitHead[],
  { t }: Words,
): string[] {
  const byAddress = Map.groupBy(
    heads.filter(head => head.email),
    head => head.email,
  )
  return [...byAddress.values()].map(posts => {
    const units = posts.map(post => post.unit_id)
    const lead = tasks.filter(task => units.includes(task.leadUnitId)).length
    const co = tasks.filter(task => task.coUnitIds.some(id => units.includes(id))).length
    const who = posts.map(post => `${post.title}, ${post.unit_name}`).join('; ')
    return t('page.assignment.mail', { name: posts[0]?.person_name ?? '', who, count: lead + co, lead, co })
  })
}

/** Whom nobody can write to, for the pages before and after. */
export function unreachableLines(
  units: readonly { id: string; name: string }[],
  heads: readonly UnitHead[],
  { t }: Words,
): string[] {
  const vacant = units.filter(unit => !heads.some(head => head.unit_id === unit.id))
  const silent = new Set(heads.filter(head => !head.email).map(head => head.person_name))
  return [
    ...vacant.map(unit => t('page.draft.warn.no_head', { unit: unit.name })),
    ...[...silent].map(name => t('page.draft.warn.no_email', { name })),
  ]
}
