import { type Actor, findActor } from '../data/actor.ts'
import { inTransaction } from '../data/database.ts'
import {
  deletePendingEvidence,
  type EvidenceRow,
  insertEvidence,
  listPendingEvidence,
} from '../data/evidence.ts'
import { deleteFile } from '../data/file.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFor, type TaskFacts } from '../data/task.ts'
import { newId } from '../lib/id.ts'
import { Invalid, NotAllowed, NotFound, WrongState } from './errors.ts'
import type { Act } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { recordUpload, type UploadedFile } from './file.ts'
import { actAuthority, offeredAuthority } from './offered-acts.ts'

/** Pieces of evidence that may lie ready at once. */
export const mostPending = 20

/** A file on disk, a document by its number and date, or a statement signed by the person. */
export type EvidenceInput =
  | { kind: 'file'; file: UploadedFile }
  | { kind: 'document'; documentNo: string; documentOn: string | null }
  | { kind: 'statement'; statement: string }

/**
 * Lays a piece of evidence ready on the task for this person's next update or report; nobody else sees it before.
 * Whoever may update the task or a co-unit's part may do so. The same piece sent twice is kept once. Gives its id and
 * whether it was new: the file of one that was not is the caller's to remove.
 */
export async function layEvidence(
  db: Db,
  act: Act,
  taskId: string,
  input: EvidenceInput,
): Promise<{ id: string; isNew: boolean }> {
  return inTransaction(db, async trx => {
    const facts = await findTaskToSupport(trx, act, taskId)
    checkEvidence(input, act.occasion.today)
    const personId = act.personId ?? ''
    const pending = await listPendingEvidence(trx, taskId, personId)
    const twin = pending.find(row => isSame(row, input))
    if (twin) return { id: twin.id, isNew: false }
    const field = fieldOf[input.kind]
    if (pending.length >= mostPending) {
      throw new Invalid({ [field]: { key: 'error.too_much_evidence', values: { max: mostPending } } })
    }
    if (input.kind === 'file') {
      await recordUpload(trx, act, input.file, { purpose: 'evidence', taskId: facts.task.id, field })
    }
    const id = newId()
    await insertEvidence(trx, {
      id,
      task_id: taskId,
      task_update_id: null,
      kind: input.kind,
      state: 'pending',
      file_id: input.kind === 'file' ? input.file.id : null,
      document_no: input.kind === 'document' ? input.documentNo : '',
      document_on: input.kind === 'document' ? input.documentOn : null,
      statement: input.kind === 'statement' ? input.statement : '',
      person_id: personId,
      created_at: act.occasion.at,
    })
    return { id, isNew: true }
  })
}

/**
 * Takes back a piece that this person laid ready; what is attached stays for ever. Gives the id of its file, which the
 * caller removes from disk. A piece that is gone already is no error.
 */
export async function removeEvidence(
  db: Db,
  act: Act,
  taskId: string,
  evidenceId: string,
): Promise<{ fileId: string | null }> {
  return inTransaction(db, async trx => {
    await findTaskToSupport(trx, act, taskId)
    const pending = await listPendingEvidence(trx, taskId, act.personId ?? '')
    const row = pending.find(known => known.id === evidenceId)
    if (!row || !(await deletePendingEvidence(trx, row.id))) return { fileId: null }
    if (row.file_id) await deleteFile(trx, row.file_id)
    return { fileId: row.file_id }
  })
}

/** The task, if this person may report on it or on a part of it now. */
async function findTaskToSupport(db: Db, act: Act, taskId: string): Promise<TaskFacts> {
  const actor = await findActor(db, act.personId ?? '', act.occasion.today)
  const facts = actor && (await findTaskFor(db, actor, taskId))
  if (!actor || !facts) throw new NotFound()
  assertMayLayEvidence(actor, facts)
  return facts
}

/** Throws `NotAllowed` or `WrongState` unless the person may add evidence to the task as it stands. */
export function assertMayLayEvidence(actor: Actor, facts: TaskFacts): void {
  if (offeredAuthority(actor, facts, 'update') ?? offeredAuthority(actor, facts, 'update_co_unit')) return
  const ever = actAuthority(actor, facts, 'update') ?? actAuthority(actor, facts, 'update_co_unit')
  if (ever) throw new WrongState(facts.task.state, 'evidence')
  throw new NotAllowed('refusal.role.evidence')
}

const fieldOf = {
  file: 'evidenceFile',
  document: 'evidenceDocumentNo',
  statement: 'evidenceStatement',
} as const satisfies Record<EvidenceInput['kind'], string>

function checkEvidence(input: EvidenceInput, today: string): void {
  const check = fieldCheck()
  if (input.kind === 'document') {
    check.text('evidenceDocumentNo', input.documentNo, 'code')
    check.date('evidenceDocumentOn', input.documentOn)
    check.refuseIf((input.documentOn ?? '') > today, 'evidenceDocumentOn', 'error.date_after_today')
  }
  if (input.kind === 'statement') check.text('evidenceStatement', input.statement, 'paragraph')
  check.done()
}

function isSame(row: EvidenceRow, input: EvidenceInput): boolean {
  if (row.kind !== input.kind) return false
  if (input.kind === 'file') return row.sha256 === input.file.sha256 && row.file_name === input.file.name
  if (input.kind === 'document')
    return row.document_no === input.documentNo && row.document_on === input.documentOn
  return row.statement === input.statement
}
