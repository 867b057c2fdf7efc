import type { Row } from '../data/schema.ts'
import { isPlainDate } from '../lib/plain-date.ts'
import type { DraftInput } from './task-draft.ts'

/** What is typed for one recommendation before its task is made; right or wrong. */
export interface AssignmentRow {
  recommendationId: string
  /** Whether the next issuing takes it along. */
  chosen: boolean
  title: string
  criterion: string
  leadUnitId: string
  /** Empty ones are selects in which nothing is chosen yet. */
  coUnitIds: string[]
  /** A PlainDate, empty, or what was typed that is no date. */
  dueOn: string
  officerId: string
  /** Whom the document names to lead it, verbatim; empty where it names nobody or many. */
  addressee: string
}

/** The document that assigns all tasks of one go. */
export interface AssigningDocument {
  documentNo: string
  documentOn: string | null
  fileId: string | null
}

export function readAssignmentRows(json: string): AssignmentRow[] {
  return JSON.parse(json) as AssignmentRow[]
}

/** The rows whose recommendations are still without a task, by recommendation. */
export function rowsFor(
  rows: readonly AssignmentRow[],
  recommendations: readonly Pick<Row<'recommendation'>, 'id'>[],
): Map<string, AssignmentRow> {
  const open = new Set(recommendations.map(one => one.id))
  return new Map(rows.filter(row => open.has(row.recommendationId)).map(row => [row.recommendationId, row]))
}

/** The row as the verb that drafts a task takes it. */
export function draftInputOf(row: AssignmentRow, document: AssigningDocument): DraftInput {
  return {
    title: row.title,
    criterion: row.criterion,
    leadUnitId: row.leadUnitId,
    dueOn: row.dueOn || null,
    documentNo: document.documentNo,
    documentOn: document.documentOn,
    documentFileId: document.fileId,
    verifierId: null,
    officerId: row.officerId || null,
    coUnits: row.coUnitIds.filter(Boolean).map(unitId => ({ unitId, deliverable: '', dueOn: null })),
  }
}

/** The day of the row, where one is typed. */
export function dueOnOf(row: AssignmentRow): string | null {
  return isPlainDate(row.dueOn) ? row.dueOn : null
}
