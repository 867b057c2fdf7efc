import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../domain/errors.ts'
import type { AppParts } from '../parts.ts'

/** Stylesheet, scripts and fonts: read at start, named by the hash of their content, so browsers keep them for good. */
export async function assetRoutes(app: FastifyInstance, { assets }: AppParts): Promise<void> {
  app.get<{ Params: { hash: string; name: string } }>(
    '/assets/:hash/:name',
    { config: { policy: 'public', bare: true, rateLimit: false } },
    async (request, reply) => {
      const asset = assets.find(request.params.hash, request.params.name)
      if (!asset) throw new NotFound()
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type(asset.type)
        .send(asset.body)
    },
  )
}
