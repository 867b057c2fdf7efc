import type { Actor } from './actor.ts'
import type { HandoverItem } from './handover.ts'
import { listObligationsSeen } from './obligation.ts'
import type { Db } from './schema.ts'

/** The standing duties of a unit that are open, each with its schedule of today in the place of a state. */
export async function listDuties(db: Db, unitId: string): Promise<HandoverItem[]> {
  const rows = await db
    .selectFrom('obligation')
    .select(['id', 'cycle', 'cut_off_day', 'send_days'])
    .where('lead_unit_id', '=', unitId)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    kind: 'obligation',
    subject_id: row.id,
    task_id: null,
    state: [row.cycle, row.cut_off_day, row.send_days].join(' '),
    due_on: null,
    pending: '',
    evidence: 0,
  }))
}

export interface NamedDuty {
  title: string
  /** Whether the person may open it. */
  seen: boolean
}

export async function findDuties(
  db: Db,
  actor: Actor,
  items: readonly HandoverItem[],
): Promise<Map<string, NamedDuty>> {
  const ids = items.filter(item => item.kind === 'obligation').map(item => item.subject_id)
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('obligation').select(['id', 'title']).where('id', 'in', ids).execute()
  const seen = await listObligationsSeen(db, actor, ids)
  return new Map(rows.map(({ id, title }) => [id, { title, seen: seen.has(id) }]))
}
