import type { DocumentFacts } from './template-placeholder.ts'

/** An official document before it becomes DOCX or PDF: both are drawn from the same model, so that they say the same. */

export interface Run {
  text: string
  bold?: boolean
  italic?: boolean
}

/** A cell: lines of text, one below the other. `''` stands for nothing. */
export interface Cell {
  text: string
  bold?: boolean
  /** Grows downwards over so many rows; the cells below it are left out of their rows as `null`. */
  rows?: number
}

export interface Column {
  label: string
  /** Share of the table's width; shares are compared with each other. */
  width: number
  align?: 'left' | 'center'
}

export interface DocumentTable {
  columns: Column[]
  rows: (Cell | null)[][]
}

export type Block =
  /** "II. KẾT QUẢ …" */
  | { kind: 'section'; text: string }
  /** "1. Kết quả chung" */
  | { kind: 'heading'; text: string }
  | { kind: 'text'; runs: Run[] }
  /** What a person writes instead: in brackets. */
  | { kind: 'prompt'; text: string }
  | { kind: 'table'; table: DocumentTable }

export interface Annex {
  /** "PHỤ LỤC" */
  label: string
  title: string
  /** "(Kèm theo Báo cáo số … ngày …)" */
  reference: string
  /** A sentence above the table, such as where the rest is found. */
  note: string | null
  /** Null: the note stands alone. */
  table: DocumentTable | null
}

/** Parts of an official document by Nghị định 30/2020, Phụ lục I, or of a Party document (DOMAIN §7). */
export interface AdministrativeDocument {
  sender: 'state' | 'party'
  parentName: string
  bodyName: string
  /** "Số:       /BC-SGDĐT": number and day are left to the registry. */
  number: string
  placeAndDate: string
  /** Công văn: "V/v …" under the number. */
  abstract: string | null
  /** Other kinds: "BÁO CÁO" and what it is about. */
  title: { kind: string; subject: string } | null
  addressees: string[]
  body: Block[]
  recipients: string[]
  /** "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", one a line, and the name below the room for the hand. */
  signature: { lines: string[]; name: string }
  annex: Annex | null
  /** Address of the living record, printed as a QR code in PDF; null for none. */
  livingUrl: string | null
  /** Title of the file. */
  fileTitle: string
  /** What an office's own form may name one by one. */
  facts: DocumentFacts
}

/** Text as XML and PDF can hold it: NFC, without control characters but line ends and tabs. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Surrogate}\u2028\u2029\ufffe\uffff]/gu, '')
    .normalize('NFC')
}

export function text(words: string): Block {
  return { kind: 'text', runs: [{ text: words }] }
}

/** Asks whoever finishes the document for what no system knows. */
export function prompt(words: string): Block {
  return { kind: 'prompt', text: `[${words}]` }
}

/** Capitals; the places of a form keep their names. */
export function capitals(text: string): string {
  return text.includes('{{') ? text : text.toUpperCase()
}
