import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findTemplate } from '../../data/document-template.ts'
import type { TemplateKind } from '../../data/schema-document.ts'
import { recordAccess } from '../../domain/access-log.ts'
import { chooseTemplate, templateKinds, uploadTemplate } from '../../domain/document-template.ts'
import { Invalid, isDomainError, NotFound } from '../../domain/errors.ts'
import { FileRefused } from '../../files/file-refused.ts'
import type { StoredFile } from '../../files/file-store.ts'
import { checkTemplate } from '../../files/template-scan.ts'
import { isId } from '../../lib/id.ts'
import { ThreadStopped } from '../../lib/thread.ts'
import { drawDocument, listUnknownPlaceholders } from '../../reports/draw-document.ts'
import { sampleTemplate } from '../../reports/template-sample.ts'
import { attachmentHeader } from '../content-disposition.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { forgetFiles, hasFileErrors, readUploads, withFileErrors } from '../forms/upload.ts'
import { ownOrganisation } from '../pages/own-organisation.ts'
import { chooseFields, templatePage, uploadFields } from '../pages/template-page.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The office's own forms of documents: uploaded, checked, chosen and gone back to. */
export async function documentTemplateRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database
  const config = { policy: rolesOf('admin') }

  app.get('/admin/templates', { config }, async (request, reply) => {
    const { view, data, options } = await templatePage(reader, request)
    return reply.page(view, data, options)
  })

  app.post('/admin/templates', { config }, async (request, reply) => {
    const sent = await readUploads(request, parts)
    const form = readForm(uploadFields, sent.body)
    const [file, ...others] = sent.files.file ?? []
    await forgetFiles(parts, others)
    const organisationId = await ownOrganisation(reader, request.actor)
    const input = { organisationId, kind: form.line('kind') }
    return answerForm(request, reply, {
      act: async () => {
        if (hasFileErrors(sent)) throw new Invalid({})
        if (!file) throw new Invalid({ file: 'error.required.file' })
        try {
          await checkForm(file)
          return await uploadTemplate(writer, actOf(request, form), input, file)
        } catch (error) {
          if (isDomainError(error)) await forgetFiles(parts, [file])
          throw error
        }
      },
      done: () => ({ to: '/admin/templates', flash: { key: 'flash.template_taken' } }),
      again: failure => templatePage(reader, request, { failure: withFileErrors(failure, sent), form }),
    })
  })

  app.post(
    '/admin/templates/choice',
    { config, schema: { body: bodySchema(chooseFields) } },
    async (request, reply) => {
      const form = readForm(chooseFields, request.body)
      const organisationId = await ownOrganisation(reader, request.actor)
      const input = { organisationId, kind: form.line('kind'), templateId: form.id('templateId') }
      return answerForm(request, reply, {
        act: () => chooseTemplate(writer, actOf(request, form), input),
        done: () => ({ to: '/admin/templates', flash: { key: 'flash.template_chosen' } }),
        again: failure => templatePage(reader, request, { failure, form }),
      })
    },
  )

  app.get<{ Params: { kind: string } }>(
    '/admin/templates/samples/:kind',
    { config },
    async (request, reply) => {
      const kind = templateKinds.find(one => one === request.params.kind)
      if (!kind) throw new NotFound()
      const bytes = await drawDocument({ as: 'docx', document: sampleTemplate(kind) })
      return sendDocx(reply, sampleNames[kind], bytes)
    },
  )

  app.get<{ Params: { id: string } }>('/admin/templates/:id/file', { config }, async (request, reply) => {
    const template = isId(request.params.id) ? await findTemplate(reader, request.params.id) : undefined
    const organisationId = await ownOrganisation(reader, request.actor)
    if (!template?.file_id || template.organisation_id !== organisationId) throw new NotFound()
    const stored = await parts.files.open(template.file_id)
    if (!stored) throw new NotFound()
    await recordDownload(request, template.file_id, organisationId)
    return sendDocx(reply, template.file_name ?? 'mau.docx', stored.stream)
  })

  async function recordDownload(request: FastifyRequest, detail: string, organisationId: string) {
    const { actor, ip } = request
    const personId = actor.person.id
    await recordAccess(writer, {
      kind: 'download',
      personId,
      organisationId,
      detail,
      address: ip,
      at: parts.now(),
    })
  }
}

const sampleNames: Record<TemplateKind, string> = {
  report: 'mau-bao-cao.docx',
  letter: 'mau-cong-van-don-doc.docx',
}

function sendDocx(reply: FastifyReply, name: string, content: Uint8Array | NodeJS.ReadableStream) {
  return reply
    .header('content-disposition', attachmentHeader(name))
    .type(docx)
    .send(content instanceof Uint8Array ? Buffer.from(content) : content)
}

/** Throws `Invalid` on `file` for what is no harmless DOCX, and for places that no document has. */
async function checkForm(file: StoredFile): Promise<void> {
  if (file.mediaType !== docx) throw new Invalid({ file: 'error.template.kind' })
  const bytes = await readFile(file.path)
  try {
    checkTemplate(bytes)
  } catch (error) {
    if (error instanceof FileRefused) throw new Invalid({ file: { key: error.key, values: error.values } })
    throw error
  }
  let unknown: string[]
  try {
    unknown = await listUnknownPlaceholders(bytes)
  } catch (error) {
    throw new Invalid({ file: error instanceof ThreadStopped ? 'error.file.bomb' : 'error.file.damaged' })
  }
  const names = unknown.map(name => `{{${name.slice(0, 60)}}}`).slice(0, 10)
  if (names.length > 0)
    throw new Invalid({ file: { key: 'error.template.unknown', values: { names: names.join(', ') } } })
}
