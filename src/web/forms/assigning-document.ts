import type { FastifyRequest } from 'fastify'
import { findFileFor } from '../../data/file.ts'
import type { Db } from '../../data/schema.ts'
import type { AssigningDocument } from '../../domain/assignment-row.ts'
import type { OnBehalf } from '../../domain/task-act.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { orderField } from '../pages/draft-fields.ts'
import type { Words } from '../pages/words.ts'
import { helpersOf } from '../plugins/views.ts'
import { orderFields } from './draft.ts'
import type { Form } from './form.ts'
import { behalfFields, behalfFieldsIn, behalfFileId, readBehalf } from './on-behalf.ts'

/** Whose word assigns all tasks of one go: what a leader signed (DECISIONS 22), or a leader's own with a document or none. */
interface DocumentFields {
  fields: readonly FieldDescriptor[]
  /** The file field, and the hidden one of a file that an earlier sending stored. */
  file: string
  fileId: string
}

const own: DocumentFields = {
  fields: orderFields.filter(field => field.name !== 'verifierId'),
  file: 'documentFile',
  fileId: 'documentFileId',
}
const signed: DocumentFields = { fields: behalfFields, file: 'behalfFile', fileId: 'behalfFileId' }

export function documentFields(onBehalf: boolean): DocumentFields {
  return onBehalf ? signed : own
}

/** Everything the form sends besides its file. */
export const documentFormFields: readonly FieldDescriptor[] = [
  ...own.fields,
  ...behalfFields,
  { name: 'documentFileId', kind: 'hidden' },
  behalfFileId,
  { name: 'ordinals', kind: 'hidden' },
  { name: 'step', kind: 'hidden' },
]

/** The recommendations that the page showed. */
export function readOrdinals(form: Form): number[] {
  return form.line('ordinals').split(' ').filter(Boolean).map(Number)
}

export function readDocument(form: Form, onBehalf: boolean, fileId: string | null): AssigningDocument {
  const [no, on] = onBehalf ? ['behalfDocumentNo', 'behalfDocumentOn'] : ['documentNo', 'documentOn']
  return { documentNo: form.line(no as string), documentOn: form.date(on as string), fileId }
}

export function readSigned(form: Form, onBehalf: boolean, fileId: string | null): { onBehalf?: OnBehalf } {
  return onBehalf ? { onBehalf: readBehalf(form, fileId) } : {}
}

/** The fields with what is to be chosen and the file that is stored. */
export async function knownDocument(
  db: Db,
  request: FastifyRequest,
  { organisationId, words, onBehalf }: { organisationId: string; words: Words; onBehalf: boolean },
  fileId: string | null,
): Promise<FieldDescriptor[]> {
  if (onBehalf) {
    const place = { organisationId, personId: request.actor.person.id, words }
    return behalfFieldsIn(db, place, fileId, helpersOf(request))
  }
  const file = fileId ? await findFileFor(db, request.actor, fileId) : undefined
  return own.fields.map(field => orderField(field, { units: [], verifiers: [] }, file, words))
}
