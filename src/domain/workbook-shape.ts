import { fold } from '../lib/fold.ts'
import type { Cells } from './workbook-row.ts'

/** Rows of a follow-up table that hold no recommendation, by the shapes in which offices write them. */

const standing = /thuong xuyen|lien tuc|dinh ky|hang (ngay|tuan|thang|quy|nam)\b/

/** "Thường xuyên", "Hằng quý": a duty without an end. */
export function saysStanding(text: string): boolean {
  return standing.test(fold(text))
}

/** Empty rows, the example of the template, sums, the heading repeated on a new page, and columns numbered (1), (2) … */
export function isLeftOut(row: string[], cells: Cells, heading: string[]): boolean {
  const filled = row.filter(cell => cell !== '')
  if (filled.length === 0) return true
  if (/^vi du\b/.test(fold(cells.ordinal))) return true
  if (isSum(cells.ordinal) || isSum(cells.recommendation)) return true
  if (filled.every((cell, index) => cell === heading.filter(word => word !== '')[index])) return true
  return filled.length >= 3 && filled.every(cell => /^\(?\d{1,2}\)?(\s*=.*)?$/.test(cell))
}

/** "II | Về công tác cán bộ", or the same in the first cell alone: the rows below stand under it. */
export function isHeadingRow(cells: Cells): boolean {
  const { ordinal, recommendation, task, lead, co_units, due } = cells
  if ([lead, co_units, due].some(cell => cell !== '')) return false
  if (recommendation === '' && task === '') return /\p{L}{2}/u.test(ordinal)
  return /^(?:[IVX]{1,5}|[A-H])[.)]?$/.test(ordinal)
}

function isSum(text: string): boolean {
  return /^(tong|tong cong|tong so|cong)\s*:?$/.test(fold(text))
}
