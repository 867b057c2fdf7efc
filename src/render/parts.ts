/**
 * The data of the partials under views/shared/, for routes to build and views to pass on.
 * Every word is finished (translated, formatted); ids are bare keys, made into element ids by `partId`.
 */
import type { StatusKind } from './status.ts'

export type * from './figure-parts.ts'

export interface StatusPart {
  kind: StatusKind
  word: string
}

export interface LinkPart {
  label: string
  href: string
}

/** A link where `href` is given, else a button. Solid: one per view; see TOKENS rules 5 and 6. */
export interface ButtonPart {
  label: string
  kind?: 'solid' | 'tonal' | 'line' | 'text'
  href?: string
  icon?: string
  small?: boolean
  id?: string
  type?: 'submit' | 'button'
  name?: string
  value?: string
  attrs?: Record<string, string | number | boolean>
}

/** A button with a form of its own: posts `action` with the fields (act_id, version …). */
export interface ActButtonPart extends ButtonPart {
  action: string
  fields?: Record<string, string | number>
  /** Swap only this element instead of the page, e.g. "#decision-12". */
  hxTarget?: string
}

export interface QuotePart {
  text: string
  caption?: string
  link?: LinkPart
  /** Inside lists: the thin bar. */
  small?: boolean
}

export interface FlashPart {
  kind: 'done' | 'note' | 'problem'
  text: string
  link?: LinkPart
}

export interface ErrorPart {
  /** Field the sentence belongs to; left out when it belongs to none. */
  name?: string
  text: string
}

/** One row of "Việc của tôi" (shared/decision-row). */
export interface DecisionPart {
  id: string
  verb: string
  object: string
  href: string
  /** Red verb when late, ink when waiting for others. */
  tone?: 'late' | 'wait'
  meta: string
  status: StatusPart
  /** Finished: "Thứ Ba, 11/12/2018". */
  date: string
  act?: ButtonPart | ActButtonPart
}

/** A cell of shared/table. A plain string is text. */
export type CellPart =
  | string
  | {
      text?: string
      href?: string
      /** Second line, 13 px. */
      sub?: string
      status?: StatusPart
      nowrap?: boolean
      acts?: (ButtonPart | ActButtonPart)[]
    }

export interface ColumnPart {
  label: string
  kind?: 'text' | 'number' | 'date' | 'status' | 'act'
  /** Width of the column on wide screens. */
  width?: 'xs' | 's' | 'm' | 'l'
  sort?: { href: string; direction?: 'ascending' | 'descending' }
  /** Cards of phones: `title` is the bold head, `aside` the top right corner, `bare` has no label. */
  card?: 'title' | 'aside' | 'bare'
}

/** Rows and columns that become stacked cards on phones (shared/table). */
export interface TablePart {
  id: string
  caption: string
  columns: ColumnPart[]
  rows: { id: string; cells: CellPart[]; late?: boolean; current?: boolean }[]
  /** Column heads are for readers only. */
  headless?: boolean
  /** Planned things: dashed border, no sheet. */
  future?: boolean
  empty?: EmptyPart
}

export interface PagerPart {
  label: string
  /** "Nhiệm vụ 51–100 trên 1.204" */
  text: string
  previous?: string
  next?: string
}

export interface EmptyPart {
  icon?: string
  /** One bold sentence of fact. */
  fact: string
  /** One sentence on what will appear or what to do. */
  next: string
  act?: ButtonPart
}

export interface EvidencePart {
  name: string
  href?: string
  /** "DOCX, 84 kB · SHA-256 9f2c…a41e" */
  meta: string
}

export interface TimelineEntry {
  id: string
  icon: string
  /** `key`: a decision by a leader; `future`: planned, dashed. */
  dot?: 'plain' | 'key' | 'future'
  /** Grey: mails and the system. */
  quiet?: boolean
  who?: string
  text: string
  /** Finished "thứ Sáu 07/12, 15:20", and the instant for machines. */
  when: string
  iso?: string
  body?: string
  evidence?: EvidencePart[]
  link?: LinkPart
}

/** The act bar of a page (shared/acts). */
export interface ActsPart {
  id: string
  main?: ButtonPart | ActButtonPart
  others: (ButtonPart | ActButtonPart)[]
  copy?: { id: string; text: string }
}

export interface CoUnitPart {
  id: string
  status: StatusPart
  unit: string
  text: string
  link?: LinkPart
  acts?: (ButtonPart | ActButtonPart)[]
}

/** A row of shared/answers; `changeHref` leads back to the field. */
export interface AnswerPart {
  label: string
  value: string
  changeHref?: string
}
