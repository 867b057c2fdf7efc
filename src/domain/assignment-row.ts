import type { Row } from '../data/schema.ts'
import { isPlainDate } from '../lib/plain-date.ts'
import type { ObligationInput } from './obligation-check.ts'
import { usualCutOffDay, usualSendDays } from './obligation-period.ts'
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
  /** How often it is reported, in place of a deadline; empty where it is done once. */
  cycle: string
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
  const rows = JSON.parse(json) as (Omit<AssignmentRow, 'cycle'> & { cycle?: string })[]
  // Rows from before there were cycles name none.
  return rows.map(row => ({ ...row, cycle: row.cycle ?? '' }))
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

/** The row as the verb that prepares an obligation takes it, with the usual cut-off and send days. */
export function obligationInputOf(row: AssignmentRow, document: AssigningDocument): ObligationInput {
  return {
    title: row.title,
    criterion: row.criterion,
    leadUnitId: row.leadUnitId,
    cycle: row.cycle,
    cutOffDay: usualCutOffDay,
    sendDays: usualSendDays,
    documentNo: document.documentNo,
    documentOn: document.documentOn,
    documentFileId: document.fileId,
  }
}

/** The day of the row, where one is typed and counts. */
export function dueOnOf(row: AssignmentRow): string | null {
  if (row.cycle) return null
  return isPlainDate(row.dueOn) ? row.dueOn : null
}
