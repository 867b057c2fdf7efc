import { inTransaction } from '../data/database.ts'
import { type FigureMeasure, figureMeasures } from '../data/figure-condition.ts'
import { growFigureVersion } from '../data/figure-version.ts'
import { type FigureCount, listPeriodCounts } from '../data/figures.ts'
import type { Db } from '../data/schema.ts'
import {
  findFirstRecordedDay,
  findSnapshotDay,
  freezeCalendarDays,
  insertSnapshotDay,
  insertSnapshots,
  listCells,
  listKeptDays,
  listLastRows,
  type SnapshotRow,
} from '../data/snapshot.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { findFigureDay } from './figure-day.ts'

const rowsAtOnce = 200
/** A night makes up for so many missed days at most; the next one goes on. */
const daysAtOnce = 40

/**
 * Keeps the figures of a day that is over, of everything, of each unit and of each inspection, for trends and for
 * whoever asks for that day; taken again it changes nothing. From then on the calendar of those days stands. They are
 * counted from the periods of that day and not from the summaries, which may hold acts of the new day already. Returns
 * the number of rows.
 */
export async function takeSnapshot(db: Db, day: PlainDate): Promise<number> {
  if (await findSnapshotDay(db, day)) return 0
  const rows = await countDay(db, day)
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await inTransaction(db, trx => insertSnapshots(trx, rows.slice(from, from + rowsAtOnce)))
  }
  await inTransaction(db, async trx => {
    await insertSnapshotDay(trx, day)
    await freezeCalendarDays(trx, day)
    await growFigureVersion(trx)
  })
  return rows.length
}

/** Takes the days that no snapshot was taken of, since anything was recorded, the latest first. Returns them. */
export async function makeUpSnapshots(db: Db, yesterday: PlainDate): Promise<PlainDate[]> {
  const first = await findFirstRecordedDay(db)
  if (!first || first > yesterday) return []
  const kept = new Set(await listKeptDays(db, first, yesterday))
  const missed: PlainDate[] = []
  for (let day = yesterday; day >= first && missed.length < daysAtOnce; day = addDays(day, -1)) {
    if (!kept.has(day)) missed.push(day)
  }
  for (const day of missed.reverse()) await takeSnapshot(db, day)
  return missed
}

async function countDay(db: Db, day: PlainDate): Promise<SnapshotRow[]> {
  const figureDay = await findFigureDay(db, day)
  const cells = new Map((await listCells(db)).map(cell => [cell.id, cell]))
  const rows = new Map<string, SnapshotRow>()
  for (const organisationId of new Set([...cells.values()].map(cell => cell.organisation_id))) {
    const query = { day: figureDay, scope: {}, by: ['inspection_id', 'unit_id'] as const }
    for (const count of await listPeriodCounts(db, { organisationId }, query)) {
      const cell = cells.get(count.inspection_id ?? '')
      if (!cell) continue
      const { organisation_id, committee_id } = cell
      const place = { day, organisation_id, committee_id }
      const unit = { level: 'unit', key: count.unit_id ?? '' } as const
      addCount(rows, { ...place, level: 'all', inspection_id: '', key: '' }, count)
      addCount(rows, { ...place, ...unit, inspection_id: '' }, count)
      addCount(rows, { ...place, level: 'inspection', inspection_id: '', key: cell.id }, count)
      addCount(rows, { ...place, ...unit, inspection_id: cell.id }, count)
    }
  }
  return sparse(db, day, [...rows.values()])
}

type Place = Pick<SnapshotRow, 'day' | 'organisation_id' | 'committee_id' | 'level' | 'inspection_id' | 'key'>

/** All and units every day; the many inspections and their units only where they changed since the last row. */
async function sparse(db: Db, day: PlainDate, rows: SnapshotRow[]): Promise<SnapshotRow[]> {
  const last = new Map<string, SnapshotRow>()
  for (const level of ['inspection', 'unit'] as const) {
    for (const row of await listLastRows(db, day, { level })) last.set(placeKey(row), row)
  }
  const isDaily = (row: Place) => row.level === 'all' || (row.level === 'unit' && row.inspection_id === '')
  const changed = rows.filter(row => isDaily(row) || differs(row, last.get(placeKey(row))))
  for (const row of rows) last.delete(placeKey(row))
  // What has no task any more is kept once more, as zeros, so that its last row does not go on speaking for it.
  const emptied = [...last.values()].filter(row => figureMeasures.some(name => (row[name] ?? 0) !== 0))
  return [...changed, ...emptied.map(row => ({ ...row, ...zeros, day }))]
}

function placeKey(place: Place): string {
  return [place.level, place.inspection_id, place.key, place.organisation_id, place.committee_id].join('\n')
}

const zeros = Object.fromEntries(figureMeasures.map(name => [name, 0])) as Record<FigureMeasure, number>

function addCount(rows: Map<string, SnapshotRow>, place: Place, count: FigureCount): void {
  const id = placeKey(place)
  const row = rows.get(id) ?? { ...place, ...zeros }
  rows.set(id, row)
  for (const name of figureMeasures) row[name] = (row[name] ?? 0) + count[name]
}

function differs(row: SnapshotRow, last: SnapshotRow | undefined): boolean {
  return !last || figureMeasures.some(name => row[name] !== last[name])
}
