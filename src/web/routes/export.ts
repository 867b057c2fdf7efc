import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ExportRow, findExport, findExportFor } from '../../data/export.ts'
import { recordAccess } from '../../domain/access-log.ts'
import { NotFound } from '../../domain/errors.ts'
import { cancelExport, orderExport } from '../../domain/export.ts'
import { isId } from '../../lib/id.ts'
import { reportFormats } from '../../reports/format.ts'
import { attachmentHeader } from '../content-disposition.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { exportFields, exportInput } from '../forms/export.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { exportPage, exportStanding, isOnItsWay } from '../pages/export-page.ts'
import { type ReportPreset, reportPage } from '../pages/report-page.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

interface ById {
  Params: { id: string }
}

/** A small file is ready by then, so that its page says so at once; a large one is not waited for. */
const patienceMs = 1_200
const lookMs = 100

/** Reports and tables of the person's figures: asked for, made by the worker, fetched. */
export async function exportRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { database, files, now } = parts
  const { reader, writer } = database
  const readers = { policy: rolesOf('committee') }
  // Whoever is no reader of figures any more finds nothing, rather than being told that there is something.
  const owners = { policy: 'signed_in' } as const

  app.get<{ Querystring: Record<string, unknown> }>(
    '/reports',
    { config: readers },
    async (request, reply) => {
      const texts = Object.entries(request.query).filter(([, value]) => typeof value === 'string')
      return show(
        reply,
        await reportPage(reader, request, { preset: Object.fromEntries(texts) as ReportPreset }),
      )
    },
  )

  app.post(
    '/reports',
    { config: readers, schema: { body: bodySchema(exportFields) } },
    async (request, reply) => {
      const sent = readForm(exportFields, request.body)
      return answerForm(request, reply, {
        act: () => orderExport(writer, actOf(request, sent), { ...exportInput(sent), now: now() }),
        done: async ({ subjectId }) => {
          await whileOnItsWay(subjectId)
          return { to: `/exports/${subjectId}` }
        },
        again: failure => reportPage(reader, request, { sent, failure }),
      })
    },
  )

  app.get<ById>('/exports/:id', { config: owners }, async (request, reply) => {
    return show(reply, await page(request, await own(request)))
  })

  app.get<ById>('/exports/:id/progress', { config: owners }, async (request, reply) => {
    const row = await own(request)
    // The whole page again: its title tells readers that something has come of it.
    if (!isOnItsWay(row)) return reply.seeOther(`/exports/${row.id}`)
    return reply.part('report/progress', await exportStanding(reader, request, row, now()))
  })

  app.post<ById>(
    '/exports/:id/cancel',
    { config: owners, schema: { body: bodySchema([]) } },
    async (request, reply) => {
      const row = await own(request)
      const to = `/exports/${row.id}`
      // It was ready sooner than it was called off: its page says so.
      if (!isOnItsWay(row)) return reply.seeOther(to)
      return answerForm(request, reply, {
        act: () => cancelExport(writer, actOf(request, readForm([], request.body)), row.id),
        done: () => ({ to, flash: { key: 'flash.export.cancelled' } }),
        again: async () => page(request, await own(request)),
      })
    },
  )

  app.get<ById>('/exports/:id/file', { config: owners }, async (request, reply) => {
    const { actor, ip, log } = request
    const row = await own(request)
    const stored = row.file_id ? await files.open(row.file_id) : undefined
    const format = reportFormats.find(({ id }) => id === row.format)
    if (!stored || !format) {
      if (row.file_id) log.error({ file: row.file_id }, 'an export with a row is not on disk')
      throw new NotFound()
    }
    await recordAccess(writer, {
      kind: 'download',
      personId: actor.person.id,
      organisationId: row.organisation_id,
      detail: row.id,
      address: ip,
      at: now(),
    })
    const charset = row.format === 'csv' ? '; charset=utf-8' : ''
    return reply
      .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .header('content-disposition', attachmentHeader(row.file_name))
      .header('content-length', stored.size)
      .header('cache-control', 'no-store')
      .type(`${format.mediaType}${charset}`)
      .send(stored.stream)
  })

  async function own({ params, actor }: FastifyRequest<ById>): Promise<ExportRow> {
    const row = isId(params.id) ? await findExportFor(reader, actor, params.id) : undefined
    if (!row) throw new NotFound()
    return row
  }

  async function page(request: FastifyRequest, row: ExportRow): Promise<FormPage> {
    const data = await exportPage(reader, request, row, now())
    return { view: 'report/export', data, options: { title: data.title, nav: 'committee' } }
  }

  async function whileOnItsWay(id: string): Promise<void> {
    for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(lookMs)) {
      const row = await findExport(reader, id)
      if (!row || !isOnItsWay(row)) return
    }
  }
}

function show(reply: FastifyReply, { view, data, options }: FormPage): FastifyReply {
  return reply.page(view, data, options)
}
