import type { FastifyRequest } from 'fastify'
import { Invalid } from '../../domain/errors.ts'
import { conclusionLimit } from '../../domain/inspection-check.ts'
import { extensionOf } from '../../files/file-name.ts'
import type { StoredFile } from '../../files/file-store.ts'
import { DocumentRefused } from '../../intake/document-refused.ts'
import type { AppParts } from '../parts.ts'
import { type SplitConclusion, splitConclusion, splitFile } from '../split-conclusion.ts'
import { forgetFiles, readUploads, type UploadForm } from './upload.ts'

export interface ConclusionUpload extends UploadForm {
  file: StoredFile | null
}

/** Reads the form of step 1; of several files the first is meant. */
export async function readConclusionUpload(
  request: FastifyRequest,
  parts: AppParts,
): Promise<ConclusionUpload> {
  const sent = await readUploads(request, parts, 'conclusion')
  const [file = null, ...others] = Object.values(sent.files).flat()
  await forgetFiles(parts, others)
  return { ...sent, file }
}

/**
 * What the document says, by the words that were pasted where there are any: a scanned original may be sent along with its
 * text typed off. Throws `Invalid` on the file's field when it cannot be read.
 */
export async function splitUpload(pasted: string, sent: ConclusionUpload): Promise<SplitConclusion> {
  // Worded already: the failure only has to lead back to the form.
  if (Object.keys(sent.errors).length > 0) throw new Invalid({})
  // Too long a text is refused by the verb; reading it first would be work for nothing.
  if (pasted.length > conclusionLimit) return { conclusion: pasted, facts: null, choices: [] }
  if (pasted !== '' || !sent.file) return splitConclusion(pasted)
  try {
    return await splitFile(sent.file.path, extensionOf(sent.file.name))
  } catch (error) {
    if (error instanceof DocumentRefused) throw new Invalid({ conclusionFile: error.key })
    throw error
  }
}
