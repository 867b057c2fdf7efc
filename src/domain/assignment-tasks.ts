import { listOpenCycleTaskIds } from '../data/obligation-cycle.ts'
import type { Db } from '../data/schema.ts'
import { findTaskRow } from '../data/task.ts'
import { isPlainDate } from '../lib/plain-date.ts'
import type { AssignmentIssue } from './assignment.ts'
import { type AssignmentRow, draftInputOf, obligationInputOf } from './assignment-row.ts'
import { type ErrorKey, Invalid } from './errors.ts'
import type { Act } from './event.ts'
import { issueObligation, prepareObligation } from './obligation.ts'
import { checkObligation } from './obligation-check.ts'
import type { Occasion } from './occasion.ts'
import { perform } from './perform.ts'
import { createTask } from './task.ts'
import type { OnBehalf } from './task-act.ts'
import { checkDraft } from './task-draft-check.ts'

/** A row with the ordinal of its recommendation, by which its fields are named. */
export interface NumberedRow {
  row: AssignmentRow
  ordinal: number
}

type Fields = Record<string, ErrorKey>

const noDocument = { documentNo: '', documentOn: null, fileId: null }
/** Fields of the document, which all tasks share: said once. */
const shared = /^(?:leaderId|behalf|document)/

/** Throws `Invalid` with what is wrong in every row. */
export async function checkRows(
  context: { db: Db; occasion: Occasion },
  rows: readonly NumberedRow[],
  owner: Parameters<typeof checkDraft>[2],
): Promise<void> {
  const wrong: Fields = {}
  for (const { row, ordinal } of rows) {
    await collect(wrong, ordinal, () =>
      row.cycle
        ? checkCycleRow(context.db, owner, row)
        : checkDraft(context, draftInputOf(row, noDocument), owner),
    )
  }
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
}

/**
 * Drafts and, where asked, issues a task of every row within the caller's transaction. Throws `Invalid` with what is
 * wrong in all of them. Returns each task with its deadline version, by which a notice that is overtaken is known.
 */
export async function makeTasks(
  db: Db,
  act: Act,
  rows: readonly NumberedRow[],
  { issue, document: given, onBehalf }: AssignmentIssue,
): Promise<{ id: string; deadline_version: number }[]> {
  const wrong: Fields = {}
  const made: { id: string; deadline_version: number }[] = []
  // The form's own id stands with the last event, which all of these precede in the one transaction.
  const part = { ...act, actId: null }
  // What a leader signed is checked at the issue, with everything else that belongs to it.
  const signedOn = isPlainDate(given.documentOn) ? given.documentOn : null
  const document = issue && onBehalf ? { ...given, documentOn: signedOn } : given
  for (const { row, ordinal } of rows) {
    await collect(wrong, ordinal, async () => {
      if (row.cycle) {
        made.push(...(await makeObligation(db, part, row, { issue, document, onBehalf })))
        return
      }
      const { subjectId: id } = await createTask(db, part, row.recommendationId, draftInputOf(row, document))
      const signed = onBehalf ? { onBehalf } : {}
      if (issue)
        await perform(db, { ...part, act: 'issue', taskId: id, input: {}, together: true, ...signed })
      made.push({ id, deadline_version: (await findTaskRow(db, id))?.deadline_version ?? 0 })
    })
  }
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  return made
}

/** A duty is its lead unit's alone: what the row names besides is said rather than lost. */
async function checkCycleRow(
  db: Db,
  owner: { personId: string; keptFileId: string | null },
  row: AssignmentRow,
): Promise<void> {
  const named = row.coUnitIds.some(Boolean)
  await checkObligation(db, owner, obligationInputOf(row, noDocument), owner.keptFileId, check => {
    check.refuseIf(named, 'coUnits.0.unitId', 'error.cycle_without_co_units')
    check.refuseIf(row.officerId !== '', 'officerId', 'error.cycle_without_officer')
  })
}

/** The task of the first cycle, where it is issued. */
async function makeObligation(
  db: Db,
  act: Act,
  row: AssignmentRow,
  {
    issue,
    document,
    onBehalf,
  }: Pick<AssignmentIssue, 'issue' | 'document'> & { onBehalf: OnBehalf | undefined },
): Promise<{ id: string; deadline_version: number }[]> {
  await checkCycleRow(db, { personId: act.personId ?? '', keptFileId: null }, row)
  const input = obligationInputOf(row, document)
  const { subjectId } = await prepareObligation(db, act, row.recommendationId, input)
  if (!issue) return []
  await issueObligation(db, act, subjectId, { version: 1, together: true, ...(onBehalf ? { onBehalf } : {}) })
  const [id] = await listOpenCycleTaskIds(db, subjectId)
  const task = id ? await findTaskRow(db, id) : undefined
  return task ? [{ id: task.id, deadline_version: task.deadline_version }] : []
}

/** Notes what the verb refuses under the row's own fields and goes on, so that a form shows all of it at once. */
async function collect(wrong: Fields, ordinal: number, verb: () => Promise<void>): Promise<void> {
  try {
    await verb()
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    for (const [field, key] of Object.entries(error.fields)) {
      wrong[shared.test(field) ? field : `rows.${ordinal}.${field}`] ??= key
    }
  }
}
