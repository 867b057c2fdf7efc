import type { Holding } from '../data/actor.ts'
import {
  deleteAssignmentDraft,
  deleteAssignmentDraftsBefore,
  findAssignmentDraft,
  insertAssignmentDraft,
  listUnassigned,
  updateAssignmentDraft,
} from '../data/assignment-draft.ts'
import { inTransaction } from '../data/database.ts'
import { findInspectionFor } from '../data/inspection.ts'
import type { Db, Row } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { type AssigningDocument, type AssignmentRow, readAssignmentRows, rowsFor } from './assignment-row.ts'
import { checkRows, makeTasks, type NumberedRow } from './assignment-tasks.ts'
import { holdingOver } from './authority.ts'
import { Conflict, Invalid, NotAllowed, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { actorOf } from './office-authority.ts'
import type { OnBehalf } from './task-act.ts'
import { rememberAliases } from './unit-alias.ts'

/** Tasks that one go may make: all of an inspection's recommendations, of which the longest known had fifty. */
export const mostTogether = 100
/** How long an assignment that was begun is kept. */
const draftDays = 30

/**
 * Keeps what is typed so far, so that a closed tab loses nothing and each page sends its own rows only; nobody is told
 * and nothing is checked. `version` is 0 for the first. Throws `Conflict` when it was changed in another tab.
 */
export async function keepAssignment(
  db: Db,
  act: Act,
  inspectionId: string,
  { version, rows }: { version: number; rows: AssignmentRow[] },
): Promise<Done> {
  return inTransaction(db, async trx => {
    const { personId } = await findPreparing(trx, act, inspectionId)
    const { at } = act.occasion
    await deleteAssignmentDraftsBefore(trx, new Date(Date.parse(at) - draftDays * 86_400_000).toISOString())
    const before = await findAssignmentDraft(trx, personId, inspectionId)
    if (before && act.actId && before.act_id === act.actId) return { subjectId: before.id, repeated: true }
    if ((before?.version ?? 0) !== version) throw new Conflict()
    const change = { act_id: act.actId, rows: JSON.stringify(rows) }
    const id = before?.id ?? newId()
    const written = before
      ? await updateAssignmentDraft(trx, before, change)
      : await insertAssignmentDraft(trx, {
          ...change,
          id,
          inspection_id: inspectionId,
          person_id: personId,
          created_at: at,
          version: 1,
        })
    if (!written) throw new Conflict()
    return { subjectId: id, repeated: false }
  })
}

/** Throws `Invalid` with what is wrong in the chosen rows, by `rows.<ordinal>.<field>`; writes nothing. */
export async function checkAssignment(db: Db, act: Act, inspectionId: string): Promise<void> {
  const { personId, inspection } = await findPreparing(db, act, inspectionId)
  const chosen = await chosenRows(db, inspectionId, await findAssignmentDraft(db, personId, inspectionId))
  checkCount(chosen)
  const owner = { organisationId: inspection.organisation_id, personId, keptFileId: null }
  await checkRows({ db, occasion: act.occasion }, chosen, owner)
}

export interface AssignmentIssue {
  version: number
  /** Of the recommendations that the page showed: when others are left by now, a person looks again. */
  ordinals: number[]
  /** False: the tasks are only drafted, for a leader to issue. */
  issue: boolean
  document: AssigningDocument
  /** The leader who signed, where a secretary issues (DECISIONS 22). */
  onBehalf?: OnBehalf
}

/**
 * Makes a task of every chosen row and issues it, all or nothing, once per form. Rows that are not chosen stay for
 * later. Throws `Invalid` with every wrong field, `Conflict` where another has made a task of one of them meanwhile.
 * The subject of its event is the assignment itself, of which its page tells.
 */
export async function issueAssignment(
  db: Db,
  act: Act,
  inspectionId: string,
  input: AssignmentIssue,
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { personId, inspection, holding } = await findPreparing(trx, act, inspectionId)
    const draft = await findAssignmentDraft(trx, personId, inspectionId)
    if (!draft || draft.version !== input.version) throw new Conflict()
    const rows = await chosenRows(trx, inspectionId, draft)
    if (rows.map(row => row.ordinal).join() !== input.ordinals.join()) throw new Conflict()
    checkCount(rows)
    const tasks = await makeTasks(trx, act, rows, input)
    const chosen = rows.map(({ row }) => ({ name: row.addressee, unitId: row.leadUnitId }))
    const aliases = await rememberAliases(trx, act, inspection.organisation_id, chosen)
    await keepRest(trx, draft, rows)
    const id = newId()
    await recordEvent(trx, act, {
      organisationId: inspection.organisation_id,
      act: input.issue ? 'issue_together' : 'draft_together',
      subjectType: 'assignment',
      subjectId: id,
      appointmentId: holding.id,
      onBehalfOfId: (input.issue && input.onBehalf?.leaderId) || null,
      payload: { inspection_id: inspectionId, tasks, aliases },
    })
    return id
  })
}

/** The inspection and by which appointment the person prepares tasks of it. @throws NotFound, NotAllowed */
async function findPreparing(
  db: Db,
  act: Act,
  inspectionId: string,
): Promise<{ personId: string; inspection: Row<'inspection'>; holding: Holding }> {
  const actor = await actorOf(db, act)
  const inspection = await findInspectionFor(db, actor, inspectionId)
  if (!inspection) throw new NotFound()
  const { organisation_id } = inspection
  const holding =
    holdingOver(actor, 'leader', organisation_id) ?? holdingOver(actor, 'secretary', organisation_id)
  if (!holding) throw new NotAllowed('refusal.role.prepare')
  return { personId: actor.person.id, inspection, holding }
}

/** What is ticked and still without a task, with its ordinals, in their order. */
async function chosenRows(
  db: Db,
  inspectionId: string,
  draft: Row<'assignment_draft'> | undefined,
): Promise<NumberedRow[]> {
  const open = await listUnassigned(db, inspectionId)
  const rows = rowsFor(draft ? readAssignmentRows(draft.rows) : [], open)
  return open.flatMap(({ id, ordinal }) => {
    const row = rows.get(id)
    return row?.chosen ? [{ row, ordinal }] : []
  })
}

function checkCount({ length: count }: readonly NumberedRow[]): void {
  if (count === 0) throw new Invalid({ rows: 'error.required.rows' })
  if (count <= mostTogether) return
  throw new Invalid({ rows: { key: 'error.too_many_together', values: { max: mostTogether, count } } })
}

async function keepRest(db: Db, draft: Row<'assignment_draft'>, done: readonly NumberedRow[]): Promise<void> {
  const made = new Set(done.map(({ row }) => row.recommendationId))
  const rest = readAssignmentRows(draft.rows).filter(row => !made.has(row.recommendationId))
  if (rest.length === 0) await deleteAssignmentDraft(db, draft.id)
  else if (!(await updateAssignmentDraft(db, draft, { rows: JSON.stringify(rest) }))) throw new Conflict()
}
