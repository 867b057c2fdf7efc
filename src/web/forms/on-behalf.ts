import { listHoldings } from '../../data/actor.ts'
import { findFile } from '../../data/file.ts'
import type { Db } from '../../data/schema.ts'
import { findPosts } from '../../data/task-place.ts'
import type { OnBehalf } from '../../domain/task-act.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Helpers } from '../../render/helpers.ts'
import type { Words } from '../pages/words.ts'
import { recentPicks } from './date-picks.ts'
import type { Form } from './form.ts'
import type { TaskFormPage } from './task-act.ts'
import { postOption } from './task-act-fields.ts'
import { acceptedFiles, withAttached } from './upload.ts'

/** What a secretary adds who records a leader's decision: who signed, the document's number, date and file (DECISIONS 22). */
export const behalfFields = [
  { name: 'leaderId', kind: 'select', labelKey: 'field.leaderId', emptyKey: 'ui.choose', required: true },
  { name: 'behalfDocumentNo', kind: 'line', labelKey: 'field.behalfDocumentNo', required: true, width: 'm' },
  { name: 'behalfDocumentOn', kind: 'date', labelKey: 'field.behalfDocumentOn', required: true },
  { name: 'behalfFile', kind: 'file', labelKey: 'field.behalfFile', required: true, accept: acceptedFiles },
] as const satisfies FieldDescriptor[]

/** The file of an earlier sending of the form, which lies stored already. */
export const behalfFileId = { name: 'behalfFileId', kind: 'hidden' } as const satisfies FieldDescriptor

/** The fields with the leaders to choose from and the file that is stored. */
export async function knownBehalf(
  { parts, facts, words, request }: TaskFormPage,
  fileId: string | null,
  h: Helpers,
): Promise<FieldDescriptor[]> {
  const place = { organisationId: facts.task.organisation_id, personId: request.actor.person.id }
  return behalfFieldsIn(parts.database.reader, { ...place, words }, fileId, h)
}

/** The same for whatever the organisation's leaders sign. */
export async function behalfFieldsIn(
  reader: Db,
  { organisationId, personId, words }: { organisationId: string; personId: string; words: Words },
  fileId: string | null,
  h: Helpers,
): Promise<FieldDescriptor[]> {
  const leaders = (await listHoldings(reader, words.today, { role: 'leader' })).filter(held =>
    held.organisation_ids.includes(organisationId),
  )
  const posts = await findPosts(
    reader,
    leaders.map(held => held.id),
  )
  const options = leaders.flatMap(held => posts.get(held.id) ?? []).map(postOption)
  const file = fileId ? await findFile(reader, fileId) : undefined
  const kept = file?.created_by === personId ? file : undefined
  return behalfFields.map((field): FieldDescriptor => {
    if (field.name === 'leaderId') return { ...field, options }
    if (field.name === 'behalfDocumentOn') return { ...field, quickPicks: recentPicks(words) }
    if (field.name !== 'behalfFile') return field
    return withAttached(field, kept ? { id: kept.id, name: kept.name, meta: h.formatBytes(kept.size) } : null)
  })
}

export function readBehalf(form: Form, fileId: string | null): OnBehalf {
  return {
    leaderId: form.id('leaderId') ?? '',
    documentNo: form.line('behalfDocumentNo'),
    documentOn: form.date('behalfDocumentOn') ?? '',
    fileId: fileId ?? '',
  }
}
