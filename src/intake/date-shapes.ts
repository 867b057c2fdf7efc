import { addDays, endOfMonth, endOfQuarter, isPlainDate, type PlainDate } from '../lib/plain-date.ts'

/** A day, month, quarter or year as it is written; what it lacks is guessed from the day of issue. */
export interface WrittenDate {
  /** Length of the words that were read. */
  length: number
  /** Last day of the time named; null when no year can be guessed. */
  last: PlainDate | null
  /** The day before its first: what "trước quý III" means. */
  before: PlainDate | null
  unit: 'day' | 'month' | 'quarter' | 'year'
  /** The year was written, not guessed. */
  dated: boolean
}

const SEP = String.raw`\s?[/.-]\s?`
const YEAR = String.raw`(?<y>(?:19|20|21)\d\d)`
const SHAPES: { unit: WrittenDate['unit']; shape: RegExp }[] = [
  { unit: 'day', shape: new RegExp(String.raw`^(?<d>\d{1,2})${SEP}(?<m>\d{1,2})${SEP}${YEAR}(?!\d)`, 'u') },
  {
    unit: 'day',
    shape: new RegExp(
      String.raw`^(?<d>\d{1,2})\s+tháng\s+(?<m>\d{1,2})(?:\s+năm\s+${YEAR}|${SEP}${YEAR.replace('<y>', '<y2>')})?(?!\d)`,
      'iu',
    ),
  },
  { unit: 'day', shape: /^(?<d>\d{1,2})[/.-](?<m>\d{1,2})(?![\d%]|[/.-]\d|\s?(?:tỷ|triệu|ha|m2|km|%))/u },
  {
    unit: 'month',
    shape: new RegExp(
      String.raw`^tháng\s+(?<m>\d{1,2}|giêng|chạp)(?:\s+năm\s+${YEAR}|${SEP}${YEAR.replace('<y>', '<y2>')})?(?!\d|[/.-]\d)`,
      'iu',
    ),
  },
  { unit: 'month', shape: new RegExp(String.raw`^(?<m>\d{1,2})/${YEAR}(?!\d)`, 'u') },
  {
    unit: 'quarter',
    shape: new RegExp(
      String.raw`^(?:quý|quí)\s+(?<q>IV|I{1,3}|[1-4])(?:\s+năm\s+${YEAR}|\s?[/.-]?\s?${YEAR.replace('<y>', '<y2>')})?(?![\p{L}\d])`,
      'iu',
    ),
  },
  { unit: 'year', shape: new RegExp(String.raw`^(?:năm\s+)?${YEAR}(?![\d/-])`, 'iu') },
]
const QUARTERS: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4 }

/**
 * Reads the date a text begins with. `around` ('YYYY-MM-DD' or 'YYYY-MM') supplies a missing year: the first such time that is not
 * over by then. Null when the text does not begin with a date that exists.
 */
export function readDate(text: string, around: string | null): WrittenDate | null {
  for (const { unit, shape } of SHAPES) {
    const found = shape.exec(text)
    if (!found?.groups) continue
    const { d, m, q, y, y2 } = found.groups
    const year = y ?? y2
    const month = unit === 'quarter' ? (QUARTERS[q!.toLowerCase()] ?? 1) * 3 - 2 : Number(m ?? 1)
    const day = Number(d ?? 1)
    if (!exists(Number(year ?? 2024), month, day)) continue
    const first = year ? dayOf(Number(year), month, day) : nextDay(unit, day, month, around)
    return { length: found[0].length, ...rangeOf(unit, first), unit, dated: year !== undefined }
  }
  return null
}

/** The first such time from `around` on, this year or the next. */
function nextDay(
  unit: WrittenDate['unit'],
  day: number,
  month: number,
  around: string | null,
): PlainDate | null {
  if (!around) return null
  const guess = Number(around.slice(0, 4))
  for (const y of [guess, guess + 1]) {
    const first = dayOf(y, month, day)
    if (first && (rangeOf(unit, first).last ?? '') >= around) return first
  }
  return null
}

function exists(year: number, month: number, day: number): boolean {
  return dayOf(year, month, day) !== null
}

function dayOf(year: number, month: number, day: number): PlainDate | null {
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isPlainDate(date) ? date : null
}

function rangeOf(
  unit: WrittenDate['unit'],
  first: PlainDate | null,
): { last: PlainDate | null; before: PlainDate | null } {
  if (first === null) return { last: null, before: null }
  const before = addDays(first, -1)
  if (unit === 'day') return { last: first, before: first }
  if (unit === 'month') return { last: endOfMonth(first), before }
  if (unit === 'quarter') return { last: endOfQuarter(first), before }
  return { last: `${first.slice(0, 4)}-12-31`, before }
}
