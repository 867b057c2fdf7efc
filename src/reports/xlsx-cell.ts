import { dayNumber, type PlainDate } from '../lib/plain-date.ts'
import { styles } from './xlsx-style.ts'

export type CellStyle = keyof typeof styles

/** A cell: text, a number, a day, or nothing; a style of its own where it stands out. */
export type Cell =
  | { kind: 'text'; value: string; style?: CellStyle }
  | { kind: 'number'; value: number; style?: CellStyle }
  | { kind: 'day'; value: PlainDate; style?: CellStyle }
  | null

/** What Excel takes into one cell, in UTF-16 units: a file with more is called damaged. */
const longestText = 32_767
/** Excel counts days from 1900 and believes in 29 February 1900; what is earlier is written as text. */
const firstDay = '1900-03-01'
const dayOffset = 25_569

export function text(value: string, style?: CellStyle): Cell {
  return value === '' && !style ? null : { kind: 'text', value, ...(style && { style }) }
}

export function number(value: number | null, style?: CellStyle): Cell {
  return value === null || !Number.isFinite(value) ? null : { kind: 'number', value, ...(style && { style }) }
}

export function day(value: PlainDate | null, style?: CellStyle): Cell {
  return value === null || value === '' ? null : { kind: 'day', value, ...(style && { style }) }
}

/** A share as a number between 0 and 1 in a percent format; "–" where there is nothing to divide by. */
export function share(numerator: number, denominator: number, style: CellStyle = 'percent'): Cell {
  return denominator === 0
    ? text('–', style === 'percent' ? 'centred' : 'totalText')
    : number(numerator / denominator, style)
}

const unwritable = /(?![\t\n])[\p{Cc}\ufffe\uffff]/gu
/** Most cells hold nothing of it and are written as they are. */
const special = /[\p{Cc}\p{Cs}&<>_\ufffe\uffff]/u

/** "A", "Z", "AA" for 0, 25, 26. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`
}

/** One row of a sheet; `ordinal` counts from 1. */
export function rowXml(ordinal: number, cells: readonly Cell[], height?: number): string {
  const tall = height ? ` ht="${height}" customHeight="1"` : ''
  let xml = `<row r="${ordinal}"${tall}>`
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]
    if (cell) xml += cellXml(`${columnName(index)}${ordinal}`, cell)
  }
  return `${xml}</row>`
}

function cellXml(place: string, cell: NonNullable<Cell>): string {
  if (cell.kind === 'number')
    return `<c r="${place}" s="${styles[cell.style ?? 'number']}"><v>${cell.value}</v></c>`
  if (cell.kind === 'day' && cell.value >= firstDay)
    return `<c r="${place}" s="${styles[cell.style ?? 'date']}"><v>${dayNumber(cell.value) + dayOffset}</v></c>`
  const style = cell.style ?? (isFormulaLike(cell.value) ? 'inert' : 'text')
  return `<c r="${place}" s="${styles[style]}" t="inlineStr"><is><t xml:space="preserve">${textXml(cell.value)}</t></is></c>`
}

/** What a spreadsheet would work out, were it typed (RELIABILITY F6): it stays text also when the cell is edited. */
export function isFormulaLike(value: string): boolean {
  return /^[=+\-@\t\r]/.test(value)
}

/**
 * Text as XML 1.0 and Excel take it: half characters and control characters cannot be written in either, and are left
 * out; `_x0041_` would be read as "A" and is disguised the way Excel does it.
 */
export function textXml(value: string): string {
  if (value.length <= longestText && !special.test(value)) return value
  return cutTo(value.replace(/\r\n?/g, '\n').toWellFormed(), longestText)
    .replace(unwritable, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function cutTo(value: string, longest: number): string {
  if (value.length <= longest) return value
  return `${value.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
