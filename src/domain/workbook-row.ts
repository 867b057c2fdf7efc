import { parseDateInput } from '../lib/plain-date.ts'
import type { ErrorKey } from './errors.ts'
import { textLimits } from './field-check.ts'
import { type ColumnKind, columnKinds, noUnit, type Sheet, type WorkbookPlan } from './workbook-plan.ts'
import { isHeadingRow, isLeftOut, saysStanding } from './workbook-shape.ts'
import { betweenNames, type UnitNames, unitKey } from './workbook-unit.ts'

/** What is wrong with one cell; `row` counts from 1 as spreadsheets do, `column` from 0. */
export interface CellProblem {
  row: number
  column: number
  error: ErrorKey
}

export interface WorkbookTask {
  row: number
  /** '' where the table names none: the recommendation's own words stand in. */
  words: string
  criterion: string
  leadUnitId: string
  coUnitIds: string[]
  dueOn: string
  documentNo: string
  documentOn: string | null
}

export interface WorkbookRecommendation {
  row: number
  quote: string
  theme: string
  kind: 'once' | 'standing'
  tasks: WorkbookTask[]
}

/** A workbook as it will be imported, with everything that stands in the way. */
export interface WorkbookReading {
  recommendations: WorkbookRecommendation[]
  problems: CellProblem[]
  /** Names as written that no unit bears, each once, with what a person said of it. */
  asked: { name: string; unitId: string | undefined }[]
  /** Rows (from 1) with work but without a deadline: no draft is made of them. */
  undated: number[]
}

/** A row by what its columns are; columns that nobody chose are ''. */
export type Cells = Record<Exclude<ColumnKind, 'skip'>, string>

interface Reader {
  plan: WorkbookPlan
  find: UnitNames
  reading: WorkbookReading
  theme: string
}

/**
 * Reads the rows below the heading. A recommendation that is blank is the one above: so spreadsheets write one over
 * several tasks, in a merged cell. Nothing is guessed: what cannot be read is a problem of its row and column.
 */
export function readRows(sheets: Sheet[], plan: WorkbookPlan, find: UnitNames): WorkbookReading {
  const rows = sheets[plan.sheet]?.rows ?? []
  const reading: WorkbookReading = { recommendations: [], problems: [], asked: [], undated: [] }
  const reader: Reader = { plan, find, reading, theme: '' }
  const heading = rows[plan.heading] ?? []
  for (let index = plan.heading + 1; index < rows.length; index += 1) {
    const row = rows[index] ?? []
    const cells = cellsOf(row, plan)
    if (isLeftOut(row, cells, heading)) continue
    if (isHeadingRow(cells))
      reader.theme = (cells.recommendation || cells.task || cells.ordinal).slice(0, textLimits.line)
    else readRow(reader, index + 1, cells)
  }
  return reading
}

function cellsOf(row: string[], { columns }: WorkbookPlan): Cells {
  return Object.fromEntries(columnKinds.map(kind => [kind, row[columns.indexOf(kind)] ?? ''])) as Cells
}

function readRow(reader: Reader, row: number, cells: Cells): void {
  const { reading, theme } = reader
  const hasWork = cells.task !== '' || cells.lead !== '' || cells.co_units !== '' || cells.due !== ''
  const written = reader.plan.columns.includes('recommendation') ? cells.recommendation : cells.task
  const before = reading.recommendations.at(-1)
  let current = before
  if (written !== '' && written !== before?.quote) {
    current = { row, quote: written, theme, kind: 'once', tasks: [] }
    reading.recommendations.push(current)
    checkLength(reader, row, 'recommendation', written, textLimits.account)
  }
  if (!current) {
    if (hasWork) complain(reader, row, 'recommendation', 'error.workbook.no_recommendation')
    return
  }
  if (saysStanding(cells.kind) || saysStanding(cells.due)) current.kind = 'standing'
  if (hasWork) readTask(reader, row, cells, current)
}

function readTask(reader: Reader, row: number, cells: Cells, parent: WorkbookRecommendation): void {
  const words = reader.plan.columns.includes('recommendation') ? cells.task : ''
  const leadUnitId = cells.lead === '' ? '' : (unitOf(reader, cells.lead) ?? '')
  const coUnitIds = coUnitsOf(reader, row, cells, leadUnitId)
  if (cells.due === '' || saysStanding(cells.due)) {
    reader.reading.undated.push(row)
    return
  }
  const dueOn = dateOf(reader, row, 'due', cells.due)
  const documentOn = cells.document_on === '' ? null : dateOf(reader, row, 'document_on', cells.document_on)
  if (cells.lead === '' || leadUnitId === noUnit) complain(reader, row, 'lead', 'error.workbook.no_lead')
  // Words too long for a title stand above the criterion.
  const whole = words.length > textLimits.line ? `${words}\n${cells.criterion}` : words
  checkLength(reader, row, 'task', whole, textLimits.paragraph)
  checkLength(reader, row, 'criterion', cells.criterion, textLimits.paragraph)
  checkLength(reader, row, 'document_no', cells.document_no, textLimits.code)
  const { criterion, document_no: documentNo } = cells
  parent.tasks.push({ row, words, criterion, leadUnitId, coUnitIds, dueOn, documentNo, documentOn })
}

function dateOf(reader: Reader, row: number, kind: ColumnKind, text: string): string {
  const date = parseDateInput(text)
  if (date) return date
  complain(reader, row, kind, { key: 'error.workbook.not_a_date', values: { text: text.slice(0, 80) } })
  return ''
}

/** The whole cell may be one name with a comma in it; otherwise it is a list. */
function coUnitsOf(reader: Reader, row: number, { co_units: cell }: Cells, leadUnitId: string): string[] {
  if (cell === '') return []
  const names = reader.find(cell) ? [cell] : cell.split(betweenNames)
  const ids = names
    .map(name => name.replace(/^[-–+•\s]+/, '').trim())
    .filter(name => name !== '')
    .map(name => unitOf(reader, name))
    .filter(id => id !== undefined && id !== noUnit)
  if (leadUnitId !== '' && ids.includes(leadUnitId)) {
    complain(reader, row, 'co_units', 'error.co_unit_is_lead')
  }
  return [...new Set(ids)] as string[]
}

/** The unit by its name or by what a person said of it; a name that is neither is asked for. */
function unitOf({ find, plan, reading }: Reader, name: string): string | undefined {
  const key = unitKey(name)
  const id = find(name)
  if (id) return id
  const unitId = Object.hasOwn(plan.units, key) ? plan.units[key] : undefined
  if (!reading.asked.some(known => unitKey(known.name) === key)) reading.asked.push({ name, unitId })
  return unitId
}

function checkLength(reader: Reader, row: number, kind: ColumnKind, text: string, max: number): void {
  if (text.length > max)
    complain(reader, row, kind, { key: 'error.too_long', values: { max, length: text.length } })
}

/** Where the table has no column of the kind, the first one stands for the row. */
function complain({ plan, reading }: Reader, row: number, kind: ColumnKind, error: ErrorKey): void {
  reading.problems.push({ row, column: plan.columns.indexOf(kind), error })
}
