import type { FastifyRequest } from 'fastify'
import type { EvidenceRow } from '../../data/evidence.ts'
import { Invalid, isDomainError } from '../../domain/errors.ts'
import type { Act } from '../../domain/event.ts'
import { type EvidenceInput, layEvidence, removeEvidence } from '../../domain/evidence.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Helpers } from '../../render/helpers.ts'
import { evidenceName } from '../pages/evidence.ts'
import type { AppParts } from '../parts.ts'
import { type Form, fill, readForm } from './form.ts'
import { acceptedFiles, type UploadForm } from './upload.ts'
import { wordsOf } from './words.ts'

/**
 * The fields by which an update or a report takes evidence in. Put them into the form of the act (its own group), read
 * it with `readUploads`, then call `layFormEvidence` before the verb.
 */
export const evidenceFields = [
  {
    name: 'evidenceFile',
    kind: 'file',
    labelKey: 'field.evidenceFile',
    hintKey: 'hint.evidenceFile',
    multiple: true,
    accept: acceptedFiles,
  },
  { name: 'evidenceDocumentNo', kind: 'line', labelKey: 'field.evidenceDocumentNo', width: 'm' },
  { name: 'evidenceDocumentOn', kind: 'date', labelKey: 'field.evidenceDocumentOn' },
  {
    name: 'evidenceStatement',
    kind: 'text',
    labelKey: 'field.evidenceStatement',
    hintKey: 'hint.evidenceStatement',
    rows: 2,
  },
] as const satisfies FieldDescriptor[]

export type EvidenceErrors = Record<string, string>

/**
 * Stores at once what the form holds of evidence: pieces ticked for removal go, files, a document's number and a
 * statement are laid ready for this person on the task (DECISIONS 10). Gives the sentences of what was not taken, by
 * field; what was taken is no longer typed. Throws the domain's errors when the person may not add evidence at all.
 */
export async function layFormEvidence(
  request: FastifyRequest,
  parts: AppParts,
  act: Act,
  taskId: string,
  sent: UploadForm,
): Promise<{ errors: EvidenceErrors; laid: number; removed: number }> {
  const inputs = inputsOf(readForm(evidenceFields, sent.body), sent)
  const errors: EvidenceErrors = { ...sent.errors }
  let laid = 0
  try {
    const removed = await removeTicked(parts, act, taskId, sent)
    for (let input = inputs[0]; input; input = inputs[0]) {
      const refused = await layOne(parts, act, taskId, input)
      inputs.shift()
      if (refused) addWords(request, errors, refused)
      else laid += 1
    }
    return { errors, laid, removed }
  } catch (error) {
    // What the database did in any other failure is not known: a file without a row goes after a day anyway.
    if (isDomainError(error)) for (const input of inputs) await forgetFileOf(parts, input)
    throw error
  }
}

async function removeTicked(parts: AppParts, act: Act, taskId: string, sent: UploadForm): Promise<number> {
  const ids = [sent.body.evidenceFile_remove ?? []].flat()
  for (const id of ids) {
    const { fileId } = await removeEvidence(parts.database.writer, act, taskId, id)
    if (fileId) await parts.files.remove(fileId)
  }
  return ids.length
}

function addWords(request: FastifyRequest, errors: EvidenceErrors, refused: Invalid): void {
  for (const [field, key] of Object.entries(refused.fields)) errors[field] ??= wordsOf(request.t, key)
}

/** Gives what the verb refused; the file of a piece that is refused or known already goes from disk. */
async function layOne(
  parts: AppParts,
  act: Act,
  taskId: string,
  input: EvidenceInput,
): Promise<Invalid | undefined> {
  try {
    const { isNew } = await layEvidence(parts.database.writer, act, taskId, input)
    if (!isNew) await forgetFileOf(parts, input)
    return undefined
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    await forgetFileOf(parts, input)
    return error
  }
}

async function forgetFileOf(parts: AppParts, input: EvidenceInput): Promise<void> {
  if (input.kind === 'file') await parts.files.remove(input.file.id)
}

function inputsOf(form: Form, sent: UploadForm): EvidenceInput[] {
  const inputs: EvidenceInput[] = (sent.files.evidenceFile ?? []).map(file => ({ kind: 'file', file }))
  const documentNo = form.line('evidenceDocumentNo')
  const documentOn = form.date('evidenceDocumentOn')
  if (documentNo || documentOn) inputs.push({ kind: 'document', documentNo, documentOn })
  const statement = form.text('evidenceStatement')
  if (statement) inputs.push({ kind: 'statement', statement })
  return inputs
}

/** The fields to show: what is laid ready as attached, and only what was refused still typed. */
export function shownEvidenceFields(
  rows: readonly EvidenceRow[],
  h: Helpers,
  { typed = {}, errors = {} }: { typed?: Form['typed']; errors?: EvidenceErrors } = {},
): FieldDescriptor[] {
  const { evidence, ...others } = errors
  // "At least one evidence" belongs to no field of its own.
  const shown = evidence ? { evidenceFile: evidence, ...others } : others
  const attached = rows.map(row => ({ ...evidenceName(row, h), removeValue: row.id }))
  return fill<FieldDescriptor>(evidenceFields, stillTyped(typed, errors), shown).map(field =>
    field.name === 'evidenceFile' ? { ...field, attached } : field,
  )
}

function stillTyped(
  typed: Form['typed'],
  errors: EvidenceErrors,
): Record<string, string | string[] | undefined> {
  const { evidenceDocumentNo, evidenceDocumentOn, evidenceStatement } = typed
  const document = errors.evidenceDocumentNo ?? errors.evidenceDocumentOn
  return {
    ...(document ? { evidenceDocumentNo, evidenceDocumentOn } : {}),
    ...(errors.evidenceStatement ? { evidenceStatement } : {}),
  }
}
