import { type PdfLine, type Segment, textOfPieces } from './pdf-lines.ts'

type Column = Pick<Segment, 'x' | 'end'>

/** Room between cells that no word of the whole table reaches into, in points. */
const gutter = 4

/** How many of the lines, from the first on, which shows three cells or more, belong to one table. */
export function tableLength(lines: readonly PdfLine[]): number {
  let columns: Column[] = []
  let length = 0
  for (const line of lines) {
    if (length > 0 && !isOfTable(line, columns, lines[length - 1] as PdfLine)) break
    columns = widened(columns, line)
    length++
  }
  return length
}

/** The columns as far as they are known, and what a full row adds: a title may stand in the middle of a wide column. */
function widened(columns: readonly Column[], { segments }: PdfLine): Column[] {
  if (segments.length > columns.length) return segments.map(({ x, end }) => ({ x, end }))
  if (segments.length < columns.length) return [...columns]
  return columns.map((column, i) => ({
    x: Math.min(column.x, segments[i]?.x ?? column.x),
    end: Math.max(column.end, segments[i]?.end ?? column.end),
  }))
}

/** A line belongs to the table above when each of its pieces stands in one column, and not only in the first. */
function isOfTable(line: PdfLine, columns: readonly Column[], before: PdfLine): boolean {
  if (line.y - before.y > 4 * line.size) return false
  if (line.segments.length >= 3) return true
  const touched = (piece: Column) => columns.filter(column => overlap(piece, column) > 0).length
  const [only] = line.segments
  const inFirst = line.segments.length === 1 && only !== undefined && columnOf(only, columns) === 0
  return !inFirst && line.pieces.every(piece => touched(piece) <= 1)
}

/** A row begins where its first cell holds something; lines without belong to the cells above them. */
export function tableRows(table: readonly PdfLine[]): string[][] {
  const columns = columnsOf(table)
  const rows: string[][] = []
  for (const line of table) {
    const byColumn = Map.groupBy(line.pieces, piece => columnOf(piece, columns))
    const cells = columns.map((_, at) => textOfPieces(byColumn.get(at) ?? [], line.size))
    const above = rows.at(-1)
    if (above && cells[0] === '') rows[rows.length - 1] = above.map((cell, i) => joined(cell, cells[i]))
    else rows.push(cells)
  }
  return rows
}

/** What stands between the gutters; where a wide title hides them, the cells of the fullest rows. */
function columnsOf(table: readonly PdfLine[]): Column[] {
  const columns: Column[] = []
  for (const { x, end } of table.flatMap(line => line.pieces).sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1)
    if (last && x - last.end < gutter) last.end = Math.max(last.end, end)
    else columns.push({ x, end })
  }
  return columns.length >= 3 ? columns : table.reduce<Column[]>(widened, [])
}

function columnOf(piece: Column, columns: readonly Column[]): number {
  const shared = columns.map(column => overlap(piece, column))
  return shared.indexOf(Math.max(...shared))
}

function overlap(a: Column, b: Column): number {
  return Math.min(a.end, b.end) - Math.max(a.x, b.x)
}

function joined(...words: (string | undefined)[]): string {
  return words.filter(Boolean).join(' ')
}
