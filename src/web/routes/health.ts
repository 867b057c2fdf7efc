import type { FastifyInstance } from 'fastify'
import { findOldestDueAt } from '../../data/message.ts'
import { listWorkerStatus } from '../../data/worker-status.ts'
import type { AppParts } from '../parts.ts'

const patienceMs = 2_000

interface Health {
  ok: boolean
  database: boolean
  worker: { lastBeat: string | null; ageSeconds: number | null }
  /** Seconds since the oldest mail that should have gone; null when none waits. */
  oldestUnsent: number | null
}

const none: Health = {
  ok: false,
  database: false,
  worker: { lastBeat: null, ageSeconds: null },
  oldestUnsent: null,
}

/** For watchers (Q12): figures only, cheap, answered also while pages are shed. 503 when the database is silent. */
export async function healthRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  app.get(
    '/healthz',
    { config: { policy: 'public', bare: true, rateLimit: false } },
    async (request, reply) => {
      const health = await withPatience(readHealth(parts)).catch((error: unknown) => {
        request.log.error({ err: error }, 'health check failed')
        return none
      })
      return reply
        .code(health.ok ? 200 : 503)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(health))
    },
  )
}

async function readHealth({ database, now }: AppParts): Promise<Health> {
  const at = now()
  const beats = (await listWorkerStatus(database.reader, 'worker-')).map(row => row.beat_at).filter(Boolean)
  const beat = beats.sort().at(-1) ?? null
  const due = await findOldestDueAt(database.reader, at.toISOString())
  const secondsSince = (instant: string | null) =>
    instant === null ? null : Math.max(0, Math.round((at.getTime() - Date.parse(instant)) / 1_000))
  return {
    ok: true,
    database: true,
    worker: { lastBeat: beat, ageSeconds: secondsSince(beat) },
    oldestUnsent: secondsSince(due),
  }
}

async function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database does not answer')), patienceMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
