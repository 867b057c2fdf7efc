import type { FastifyRequest } from 'fastify'
import { isDomainError } from '../../domain/errors.ts'
import type { Act } from '../../domain/event.ts'
import { recordDocument } from '../../domain/file.ts'
import { acceptedExtensions, type FileUse } from '../../files/file-kind.ts'
import { FileRefused } from '../../files/file-refused.ts'
import type { StoredFile } from '../../files/file-store.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { AppParts } from '../parts.ts'
import type { Failure } from './answer.ts'
import { type MultipartForm, readMultipart } from './multipart.ts'
import { wordsOf } from './words.ts'

/** What a file field accepts, for `FieldDescriptor.accept`. */
export const acceptedFiles = acceptOf('kept')
export const acceptedConclusions = acceptOf('conclusion')

export interface UploadForm extends Pick<MultipartForm<StoredFile>, 'body' | 'files'> {
  /** Sentences about files that were not taken in, by field. */
  errors: Record<string, string>
}

function acceptOf(use: FileUse): string {
  return acceptedExtensions[use].map(extension => `.${extension}`).join(',')
}

/**
 * Reads a multipart form; its files lie on disk afterwards, each for a verb to record or `forgetFiles` to remove. What
 * neither happens to is an orphan and goes after a day.
 */
export async function readUploads(
  request: FastifyRequest,
  parts: AppParts,
  use: FileUse = 'kept',
): Promise<UploadForm> {
  const sent = await readMultipart(request, part => parts.files.save(part.file, { name: part.filename, use }))
  const errors: Record<string, string> = {}
  for (const [field, error] of Object.entries(sent.refused)) {
    if (!(error instanceof FileRefused)) throw error
    errors[field] = wordsOf(request.t, { key: keyOf(error, use), values: error.values })
  }
  return { body: sent.body, files: sent.files, errors }
}

/** What helps against too large a file differs: a conclusion can be pasted, evidence can be named by its number. */
function keyOf({ key }: FileRefused, use: FileUse): string {
  return use === 'conclusion' && key === 'error.file.too_large' ? 'error.document.too_large' : key
}

/** Reads a form that has a file field only for some people: multipart for those, plain for the others. */
export async function readAnyForm(request: FastifyRequest, parts: AppParts): Promise<UploadForm> {
  if (request.isMultipart()) return readUploads(request, parts)
  return { body: (request.body ?? {}) as UploadForm['body'], files: {}, errors: {} }
}

/** The failure with the sentences about files that were not taken in. */
export function withFileErrors(failure: Failure, sent: UploadForm): Failure {
  return { ...failure, errors: { ...failure.errors, ...sent.errors } }
}

export function hasFileErrors(sent: UploadForm): boolean {
  return Object.keys(sent.errors).length > 0
}

/** Removes files that were read and will not be used. */
export async function forgetFiles(parts: AppParts, files: readonly StoredFile[]): Promise<void> {
  for (const file of files) await parts.files.remove(file.id)
}

/**
 * Records the document that was chosen in `field` and gives its id, or the id of the one that an earlier sending of the
 * form stored; null where there is none. Throws the domain's errors, the file then removed.
 */
export async function keepDocument(
  parts: AppParts,
  act: Act,
  sent: UploadForm,
  { field, keptId, taskId }: { field: string; keptId: string | null; taskId: string | null },
): Promise<string | null> {
  const [file, ...others] = sent.files[field] ?? []
  await forgetFiles(parts, others)
  if (!file) return keptId
  try {
    await recordDocument(parts.database.writer, act, file, { taskId, field })
    return file.id
  } catch (error) {
    // What the database did in any other failure is not known: a file without a row goes after a day anyway.
    if (isDomainError(error)) await forgetFiles(parts, [file])
    throw error
  }
}

/** The file field with the document it has already, shown as attached with a box to take it off. */
export function withAttached<F extends FieldDescriptor>(
  field: F,
  file: { id: string; name: string; meta: string } | null,
): F {
  if (!file) return field
  return { ...field, attached: [{ name: file.name, meta: file.meta, removeValue: file.id }] }
}
