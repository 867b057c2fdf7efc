import { findTemplate, insertTemplate } from '../data/document-template.ts'
import type { Db } from '../data/schema.ts'
import type { TemplateKind } from '../data/schema-document.ts'
import { newId } from '../lib/id.ts'
import { Invalid, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { recordUpload, type UploadedFile } from './file.ts'
import { actorOf, officeHolding } from './office-authority.ts'

export const templateKinds: readonly TemplateKind[] = ['report', 'letter']

export interface TemplateInput {
  organisationId: string
  kind: string
}

/**
 * Takes a checked DOCX as the form of its kind from now on. Throws `Invalid` for an unknown kind or beyond the day's
 * quota of uploads; the caller then removes the file.
 */
export async function uploadTemplate(
  db: Db,
  act: Act,
  input: TemplateInput,
  file: UploadedFile,
): Promise<Done> {
  return decide(db, act, input, async trx => {
    await recordUpload(trx, act, file, { purpose: 'template', taskId: null, field: 'file' })
    return { id: file.id, sha256: file.sha256 }
  })
}

/** Goes back to an earlier form of the kind; `templateId` null: to the built-in one. */
export async function chooseTemplate(
  db: Db,
  act: Act,
  input: TemplateInput & { templateId: string | null },
): Promise<Done> {
  return decide(db, act, input, async trx => {
    if (input.templateId === null) return null
    const earlier = await findTemplate(trx, input.templateId)
    const isOwn = earlier?.organisation_id === input.organisationId && earlier.kind === input.kind
    if (!earlier?.file_id || !isOwn) throw new NotFound()
    return { id: earlier.file_id }
  })
}

async function decide(
  db: Db,
  act: Act,
  { organisationId, kind }: TemplateInput,
  findFile: (trx: Db) => Promise<{ id: string; sha256?: string } | null>,
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const holding = officeHolding(await actorOf(trx, act), ['secretary', 'admin'], organisationId, 'template')
    const known = templateKinds.find(one => one === kind)
    if (!known) throw new Invalid({ kind: 'error.required.template_kind' })
    const file = await findFile(trx)
    const id = newId()
    await insertTemplate(trx, {
      id,
      organisation_id: organisationId,
      kind: known,
      file_id: file?.id ?? null,
      created_by: act.personId ?? '',
      created_at: act.occasion.at,
    })
    await recordEvent(trx, act, {
      organisationId,
      act: 'choose_template',
      subjectType: 'document_template',
      subjectId: id,
      appointmentId: holding.id,
      payload: { kind: known, file_id: file?.id ?? null, file_sha256: file?.sha256 ?? null },
    })
    return id
  })
}
