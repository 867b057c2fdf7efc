import type { FastifyInstance } from 'fastify'
import { findFileFor } from '../../data/file.ts'
import { recordAccess } from '../../domain/access-log.ts'
import { NotFound } from '../../domain/errors.ts'
import { isId } from '../../lib/id.ts'
import { attachmentHeader } from '../content-disposition.ts'
import type { AppParts } from '../parts.ts'

/** Uploaded files: always as a download, never shown, and each download on record (RELIABILITY F3, U1). */
export async function fileRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { database, files, now } = parts

  app.get<{ Params: { id: string } }>(
    '/files/:id',
    { config: { policy: 'signed_in' } },
    async (request, reply) => {
      const { actor, params, log } = request
      const file = isId(params.id) ? await findFileFor(database.reader, actor, params.id) : undefined
      if (!file) throw new NotFound()
      const stored = await files.open(file.id)
      if (!stored) {
        log.error({ file: file.id }, 'a file with a row is not on disk')
        throw new NotFound()
      }
      await recordAccess(database.writer, {
        kind: 'download',
        personId: actor.person.id,
        organisationId: actor.holdings[0]?.organisation_id ?? null,
        detail: file.id,
        address: request.ip,
        at: now(),
      })
      const charset = file.media_type.startsWith('text/') ? '; charset=utf-8' : ''
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
        .header('content-disposition', attachmentHeader(file.name))
        .header('content-length', stored.size)
        .type(`${file.media_type}${charset}`)
        .send(stored.stream)
    },
  )
}
