import type { SheetTaskRow } from '../data/unit-sheet.ts'
import { sheetStates } from '../data/unit-sheet.ts'
import { isId } from '../lib/id.ts'
import type { ErrorKey } from './errors.ts'
import { textLimits } from './field-check.ts'

/** What a sheet said of one task when it was made. */
export type SheetTask = Pick<SheetTaskRow, 'id' | 'code' | 'title' | 'version' | 'percent' | 'blocker'>

/** What the unit wrote beside one task; `row` is the row of the workbook, from 1. Cells are text as they were read. */
export interface ReturnedRow {
  row: number
  taskId: string
  percent: string
  text: string
  blocker: string
}

/** Why a row that something was written in cannot be taken over. */
export type RowHindrance = 'unknown' | 'twice' | 'elsewhere' | 'state'

export interface SheetReading {
  row: number
  task: SheetTask | null
  /** How the task stands now; undefined where it is none of the sheet's. */
  now: SheetTaskRow | undefined
  /** What would be recorded. */
  input: { text: string; percent: number; blocker: string }
  /** True where the unit wrote nothing: nothing happens then. */
  untouched: boolean
  hindrance: RowHindrance | null
  /** By column: catalog keys. */
  errors: Partial<Record<'percent' | 'text' | 'blocker', ErrorKey>>
  /** Somebody changed the task after the sheet was made; it is taken over only where a person ticks it. */
  conflict: boolean
  /** The task is still to be received: taking the row over receives it first. */
  receives: boolean
}

export function canTake(reading: SheetReading): boolean {
  return !reading.untouched && reading.hindrance === null && Object.keys(reading.errors).length === 0
}

/**
 * Holds what came back against what the sheet said and what is stored now, row by row. `units` tells the unit that
 * leads each task today.
 */
export function readSheetRows(
  returned: ReturnedRow[],
  sheet: { tasks: SheetTask[]; unitId: string },
  now: Map<string, SheetTaskRow>,
): SheetReading[] {
  const known = new Map(sheet.tasks.map(task => [task.id, task]))
  const seen = new Set<string>()
  return returned.map(row => {
    const task = known.get(row.taskId) ?? null
    const twice = task !== null && seen.has(task.id)
    if (task) seen.add(task.id)
    return readRow(row, task, { twice, unitId: sheet.unitId, now: task ? now.get(task.id) : undefined })
  })
}

function readRow(
  row: ReturnedRow,
  task: SheetTask | null,
  { twice, unitId, now }: { twice: boolean; unitId: string; now: SheetTaskRow | undefined },
): SheetReading {
  const percent = row.percent === '' ? (task?.percent ?? 0) : percentOf(row.percent)
  const input = { text: row.text, percent, blocker: row.blocker }
  const untouched =
    row.text === '' &&
    (task === null
      ? row.percent === '' && row.blocker === ''
      : percent === task.percent && row.blocker === task.blocker)
  const at = sheetStates.some(state => state === now?.state)
  const hindrance = hindranceOf({ task, now, twice, at, unitId })
  return {
    row: row.row,
    task,
    now,
    input,
    untouched,
    hindrance: untouched ? null : hindrance,
    errors: untouched || hindrance ? {} : errorsOf(input),
    conflict: !untouched && task !== null && now !== undefined && now.version !== task.version,
    receives: now?.state === 'issued',
  }
}

function hindranceOf({
  task,
  now,
  twice,
  at,
  unitId,
}: {
  task: SheetTask | null
  now: { lead_unit_id: string } | undefined
  twice: boolean
  at: boolean
  unitId: string
}): RowHindrance | null {
  if (!task || !now) return 'unknown'
  if (twice) return 'twice'
  if (now.lead_unit_id !== unitId) return 'elsewhere'
  return at ? null : 'state'
}

/** "60", "60%", "60,0", and "0.6", which Excel makes of a 60% that is typed into a cell; NaN for all else. */
function percentOf(text: string): number {
  const [, digits] = /^(\d{1,3})(?:[.,]0+)?\s*%?$/.exec(text) ?? []
  if (digits !== undefined) return Number(digits)
  return /^0?\.\d{1,2}$/.test(text) ? Math.round(Number(text) * 100) : Number.NaN
}

function errorsOf({ text, percent, blocker }: SheetReading['input']): SheetReading['errors'] {
  const tooLong = (value: string, max: number): ErrorKey | undefined =>
    value.length > max ? { key: 'error.too_long', values: { max, length: value.length } } : undefined
  const wrong = {
    percent: Number.isNaN(percent) || percent > 100 ? 'error.percent' : undefined,
    text: text === '' ? 'error.unit_sheet.text' : tooLong(text, textLimits.account),
    blocker: tooLong(blocker, textLimits.paragraph),
  }
  return Object.fromEntries(Object.entries(wrong).filter(([, key]) => key !== undefined))
}

/** Words over the columns that are read back; the sheet is protected, but a unit may have copied it into another. */
export const sheetHeadings = {
  percent: 'Tiến độ mới (%)',
  text: 'Kết quả, tình hình thực hiện',
  blocker: 'Khó khăn, vướng mắc',
  taskId: 'Mã hệ thống',
} as const
export const sheetIdLabel = 'Mã phiếu'

export interface ReadSheetFile {
  sheetId: string
  rows: ReturnedRow[]
}

/** Finds the sheet's id and its table among the cells, wherever they stand; null where the file is no sheet of ours. */
export function findSheetTable(sheets: readonly { rows: string[][] }[]): ReadSheetFile | null {
  for (const { rows } of sheets) {
    const sheetId = rows.slice(0, 10).flat().map(idAfterLabel).find(Boolean)
    const heading = rows.findIndex(row => Object.values(sheetHeadings).every(words => row.includes(words)))
    if (sheetId && heading >= 0) return { sheetId, rows: readTable(rows, heading) }
  }
  return null
}

function idAfterLabel(cell: string): string | undefined {
  const [, id = ''] = /^Mã phiếu:?\s*([0-9a-f-]{36})/i.exec(cell.trim()) ?? []
  return isId(id) ? id : undefined
}

function readTable(rows: string[][], heading: number): ReturnedRow[] {
  const columns = rows[heading] as string[]
  const cellOf = (row: string[], name: keyof typeof sheetHeadings) =>
    (row[columns.indexOf(sheetHeadings[name])] ?? '').trim()
  return rows.slice(heading + 1).flatMap((row, index) => {
    const read = {
      row: heading + index + 2,
      taskId: cellOf(row, 'taskId'),
      percent: cellOf(row, 'percent'),
      text: cellOf(row, 'text'),
      blocker: cellOf(row, 'blocker'),
    }
    return read.taskId || read.percent || read.text || read.blocker ? [read] : []
  })
}
