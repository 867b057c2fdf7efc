import { isId } from '../../lib/id.ts'
import { RequestFault } from './problem.ts'

export interface PageAsked {
  limit?: number
  cursor?: string
}

export const usualLimit = 50

/** One row more than the page shows tells whether there are others. */
export function pageOfRows<Row, Item>(
  rows: Row[],
  limit: number,
  { item, cursor }: { item: (row: Row) => Item; cursor: (row: Row) => string },
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(item),
    next_cursor: rows.length > limit && last !== undefined ? writeCursor(cursor(last)) : null,
  }
}

/** Cursors are nobody's to read: what stands in them may change. */
export function writeCursor(place: string): string {
  return Buffer.from(place).toString('base64url')
}

/** The id of the row after which the page begins; '' for the first page. @throws RequestFault */
export function idAfter({ cursor }: PageAsked): string {
  const place = readCursor(cursor)
  if (cursor !== undefined && !isId(place)) throw wrongCursor()
  return place
}

/** The number after which the page begins; undefined for the first page. @throws RequestFault */
export function numberAfter({ cursor }: PageAsked): number | undefined {
  const place = readCursor(cursor)
  if (cursor === undefined) return undefined
  if (!/^\d{1,12}$/.test(place)) throw wrongCursor()
  return Number(place)
}

export function readCursor(cursor: string | undefined): string {
  return cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString('utf8')
}

export function wrongCursor(): RequestFault {
  return new RequestFault('query', [{ pointer: 'cursor', code: 'cursor' }])
}
