import { fastifySSE } from '@fastify/sse'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findActor } from '../../data/actor.ts'
import { findFigureVersion } from '../../data/figure-version.ts'
import { findSession } from '../../data/session.ts'
import { isSessionLive } from '../../domain/session.ts'
import { createFigureFeed, type FigureFeed } from '../figure-feed.ts'
import { createFigureStreams, type FigureStreams } from '../figure-streams.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

/** How often an open stream looks whether its person may still see the figures, and says that it is alive. */
const checkMs = 10_000
const heartbeatMs = 25_000
/** Many pages told at once ask for their figures at once: they are told over this time for each hundred of them. */
const spreadMsPerHundred = 1_000

/** Tells open pages of the committee that figures changed; what changed they ask for themselves. */
export async function committeeLiveRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader } = parts.database
  await app.register(fastifySSE, { heartbeatInterval: heartbeatMs, serializer: String })
  const feed = createFigureFeed({
    find: () => findFigureVersion(reader),
    onError: error => parts.log.warn({ err: error }, 'the version of the figures could not be read'),
  })
  const streams = createFigureStreams()
  app.addHook('preClose', async () => streams.endAll())
  app.get<{ Querystring: { seen?: unknown } }>(
    '/committee/live',
    { sse: 'only', config: { policy: rolesOf('committee'), quiet: true } },
    async (request, reply) => openStream(request, reply, { parts, feed, streams }),
  )
}

interface Around {
  parts: AppParts
  feed: FigureFeed
  streams: FigureStreams
}

async function openStream(request: FastifyRequest, reply: FastifyReply, around: Around) {
  const { parts, feed, streams } = around
  const { sse: stream } = reply
  const own = { end: () => stream.close() }
  if (!streams.add(request.actor.person.id, own)) return reply.code(204).send()
  const say = (event: string, version: number | string) =>
    stream.isConnected ? stream.send({ id: String(version), event, data: String(version) }) : undefined
  const stop = feed.listen(version => {
    const within = (streams.size / 100) * spreadMsPerHundred
    setTimeout(() => void say('figures', version), Math.random() * within).unref()
  })
  const endWithSession = async () => {
    if (await mayStillSee(request, parts).catch(() => true)) return
    await say('gone', '')
    stream.close()
  }
  const check = setInterval(() => void endWithSession(), parts.streamCheckMs ?? checkMs).unref()
  stream.onClose(() => {
    stop()
    clearInterval(check)
    streams.remove(own)
  })
  stream.keepAlive()
  // What changed between the page and this stream, or while the connection was down, is told at once.
  const seen = stream.lastEventId ?? (request.query as { seen?: unknown }).seen
  const version = await findFigureVersion(parts.database.reader)
  await say(typeof seen === 'string' && seen !== String(version) ? 'figures' : 'ready', version)
}

/** A stream is no use of the session: it ends with it, and with the appointment that gives the figures. */
async function mayStillSee({ session, actor }: FastifyRequest, parts: AppParts): Promise<boolean> {
  const { reader } = parts.database
  const row = session && (await findSession(reader, session.id_hash))
  if (!row || !isSessionLive(row, parts.now(), parts.config)) return false
  const now = await findActor(reader, actor.person.id, actor.today)
  return Boolean(now?.holdings.some(held => rolesOf('committee').includes(held.role)))
}
