import { toNumber } from './database.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export type MeetingItem = Row<'meeting_item'>

/** The agenda in its order. */
export async function listMeetingItems(db: Db, meetingId: string): Promise<MeetingItem[]> {
  return db
    .selectFrom('meeting_item')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('ordinal')
    .orderBy('id')
    .execute()
}

export async function findMeetingItem(db: Db, id: string): Promise<MeetingItem | undefined> {
  return db.selectFrom('meeting_item').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertMeetingItems(db: Db, rows: NewRow<'meeting_item'>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('meeting_item').values(rows).execute()
}

/** False when the item was changed since it was read: of two who decide at once one is told. */
export async function updateMeetingItem(
  db: Db,
  before: { id: string; version: number },
  change: RowChange<'meeting_item'>,
): Promise<boolean> {
  return updateVersioned(db, 'meeting_item', before, change)
}

/** Places of items in the agenda; no new version, since an open form must not be refused for it. */
export async function updateItemOrder(db: Db, ids: readonly string[]): Promise<void> {
  for (const [index, id] of ids.entries())
    await db
      .updateTable('meeting_item')
      .set({ ordinal: index + 1 })
      .where('id', '=', id)
      .execute()
}

/** Takes an item off the agenda on which nothing was decided; false when something was. */
export async function deleteMeetingItem(db: Db, item: { id: string; version: number }): Promise<boolean> {
  const result = await db
    .deleteFrom('meeting_item')
    .where('id', '=', item.id)
    .where('version', '=', item.version)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** How many items of each meeting there are. */
export async function countMeetingItems(db: Db, meetingIds: readonly string[]): Promise<Map<string, number>> {
  if (meetingIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('meeting_item')
    .select(eb => ['meeting_id', eb.fn.countAll().as('count')])
    .where('meeting_id', 'in', meetingIds)
    .groupBy('meeting_id')
    .execute()
  return new Map(rows.map(row => [row.meeting_id, toNumber(row.count)]))
}
