/** Data of the partials that show figures and time; see parts.ts for the rules they share. */
import type { LinkPart, StatusPart } from './parts.ts'

export interface NumberCell {
  value: string
  href?: string
  /** The fraction behind a rate, "1/4". */
  basis?: string
  tone?: 'late'
  /** Since the day compared with: "+2", "−1". */
  change?: string
}

/** Figures in a focusable scroll region, the first column fixed (shared/number-table). */
export interface NumberTablePart {
  id: string
  caption: string
  /** Names the first column. */
  rowLabel: string
  columns: { label: string; group?: string; rate?: boolean }[]
  rows: { label: string; href?: string; bar?: BarPart; cells: NumberCell[] }[]
  /** Head of the bar column; needed when rows have bars. */
  barLabel?: string
  total?: { label: string; cells: NumberCell[] }
}

export type TaskClassKey = 'done_on_time' | 'done_late' | 'running_in_time' | 'running_late'

/** A stacked bar (shared/bar); widths are shares of `max`, the largest total on the page. */
export interface BarPart {
  id: string
  label: string
  max: number
  segments: { key: TaskClassKey; value: number; label: string; href?: string }[]
}

export interface FactSheetPart {
  id: string
  owed: { label: string; text: string }[]
  peopleLabel: string
  people: { label: string; name: string; sub?: string }[]
  due: { label: string; date: string; status?: StatusPart; lines: string[] }
  ruler?: RulerPart
}

/** One cell per working day from issue to the later deadline (shared/ruler). */
export interface RulerPart {
  id: string
  /** The whole picture in words, read instead of it. */
  label: string
  days: { tone: 'within' | 'over' | 'left'; gap?: boolean }[]
  /** `at` counts days done: 0 is the left edge, `days.length` the right one. */
  marks: { at: number; label: string; side: 'above' | 'below'; strong?: boolean }[]
}

export interface StripCell {
  label: string
  date: string
  today?: boolean
  /** Rule before the second week; hidden on phones. */
  later?: boolean
  late?: boolean
  items: { status: StatusPart; href: string }[]
}

export interface PilePart {
  status: StatusPart
  figure: string
  href: string
  note: string
  /** Since the day compared with, finished: "+2, tăng 2 so với 01/12/2018". */
  change?: string
  rows: { text: string; href: string; aside: string }[]
  all?: LinkPart
}

export interface RatePart {
  label: string
  value: string
  /** "4 trên 5 nhiệm vụ đã hoàn thành": a rate never stands without it. */
  basis: string
  href?: string
  /** Since the day compared with, finished: "+5,2 điểm % so với 01/12/2018". */
  change?: string
}
