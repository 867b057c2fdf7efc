import { FileRefused } from '../files/file-refused.ts'

/** Characters that repeating may add to a sheet: a long text merged over thousands of rows would swell. */
const mostAdded = 5_000_000

const merged = /<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,8}):[A-Z]{1,3}(\d{1,8})"/g
const cell = /<((?:\w+:)?c)\b[^>]*?\br="([A-Z]{1,3}\d{1,8})"[^>]*>.*?<\/\1>/gs
const begin = /<(?:\w+:)?c\b/
const row = /(<((?:\w+:)?row)\b[^>]*?\br="(\d{1,8})"[^>]*>)(.*?)(<\/\2>)/gs

/**
 * The XML of a sheet with what stands in a cell merged over several rows in each of them: so tables write one unit or
 * one date for many tasks. A row that holds nothing of its own stays empty, since a tall row is often several merged
 * ones, and what a row holds itself is kept. Expects cells without content to be gone. Throws `FileRefused`.
 */
export function repeatMerged(sheet: string): string {
  const columns = columnsByRow(sheet)
  if (columns.size === 0) return sheet
  const cells = new Map([...sheet.matchAll(cell)].map(([whole, , at = '']) => [at, whole]))
  let added = 0
  return sheet.replace(row, (whole, open: string, _name, number: string, content: string, close: string) => {
    const asked = columns.get(Number(number)) ?? []
    const own = new Map([...content.matchAll(cell)].map(([found, , at = '']) => [at, found]))
    // Cells that do not say where they stand cannot be put in order.
    const isPlaced = own.size > 0 && content.split(begin).length - 1 === own.size
    if (asked.length === 0 || !isPlaced) return whole
    const all = new Map(own)
    for (const { column, top } of asked) {
      const copied = cells.get(`${column}${top}`)
      if (copied === undefined || own.has(`${column}${number}`)) continue
      added += copied.length
      all.set(`${column}${number}`, copied.replace(`r="${column}${top}"`, `r="${column}${number}"`))
    }
    if (added > mostAdded) throw new FileRefused('error.file.bomb')
    return open + inOrder(all) + close
  })
}

/** Readers take the cells of a row from left to right only; AA stands behind Z. */
function inOrder(cells: ReadonlyMap<string, string>): string {
  const sorted = [...cells].toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
  return sorted.map(([, found]) => found).join('')
}

interface Repeated {
  column: string
  /** The row that holds the content. */
  top: number
}

/** For each row below the first of a merged cell the columns that are to be repeated in it. */
function columnsByRow(sheet: string): Map<number, Repeated[]> {
  const columns = new Map<number, Repeated[]>()
  let cells = 0
  for (const [, column = '', first, last] of sheet.matchAll(merged)) {
    const top = Number(first)
    for (let at = top + 1; at <= Number(last); at += 1) {
      cells += 1
      if (cells > mostAdded / 10) throw new FileRefused('error.file.bomb')
      const known = columns.get(at)
      if (known) known.push({ column, top })
      else columns.set(at, [{ column, top }])
    }
  }
  return columns
}
