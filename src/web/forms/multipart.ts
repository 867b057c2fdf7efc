import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { normaliseText } from '../../lib/fold.ts'

export interface MultipartForm<F> {
  /** The fields, for `readForm`; a repeated one is a list. */
  body: Record<string, string | string[]>
  /** What `onFile` gave, by field, in the order sent. Fields without a chosen file are absent. */
  files: Record<string, F[]>
  /** What `onFile` threw, by field: the other parts are read all the same, so that nothing typed is lost. */
  refused: Record<string, unknown>
}

/**
 * Reads a multipart form as it streams in: `onFile` gets each file and must read `part.file` to its end (a file over
 * the limit has `part.file.truncated` then). Throws 413 when a field or the whole is over the limits of plugins/bodies.
 */
export async function readMultipart<F>(
  request: FastifyRequest,
  onFile: (part: MultipartFile) => Promise<F>,
): Promise<MultipartForm<F>> {
  const form: MultipartForm<F> = { body: {}, files: {}, refused: {} }
  for await (const part of request.parts()) {
    if (part.type === 'file') await takeFile(form, part, onFile)
    else takeField(form, part)
  }
  return form
}

async function takeFile<F>(
  form: MultipartForm<F>,
  part: MultipartFile,
  onFile: (part: MultipartFile) => Promise<F>,
) {
  if (!part.filename) return void part.file.resume()
  try {
    const result = await onFile(part)
    form.files[part.fieldname] = [...(form.files[part.fieldname] ?? []), result]
  } catch (error) {
    form.refused[part.fieldname] ??= error
  } finally {
    // Parts come one after another: what was left unread would hold up the next one for ever.
    part.file.resume()
  }
}

function takeField(form: MultipartForm<unknown>, part: Extract<Multipart, { type: 'field' }>): void {
  if (part.valueTruncated) throw Object.assign(new Error('field too long'), { statusCode: 413 })
  const value = normaliseText(typeof part.value === 'string' ? part.value : '')
  const before = form.body[part.fieldname]
  form.body[part.fieldname] = before === undefined ? value : [...[before].flat(), value]
}
