import type { BackendFactory } from 'bullmq'
import type { QueueLog } from './queue-log.ts'

export type QueueKind = 'embedded' | 'redis' | 'postgres'

/**
 * `up` answers; `down` does not, and comes back by itself; `broken` never will: it has to be opened again.
 */
export type EngineState = 'up' | 'down' | 'broken'

/** Where BullMQ keeps its jobs: connections, and how to look after them. */
export interface Engine {
  kind: QueueKind
  /** For BullMQ's Queue: answers or fails at once. */
  producer: object
  /** For BullMQ's Worker, opened once it is needed: waits for a lost server for ever. */
  consumer(): object
  backend: BackendFactory<any, any>
  /** Never rejects, and answers within a second or so. */
  ping(): Promise<EngineState>
  /** Housekeeping that no server does for us; called on each healthy look of the watchdog, so mostly returns at once. */
  maintain(): Promise<void>
  /** Lets go of everything within a second, also when the server is gone. Never rejects. */
  close(): Promise<void>
}

export function queueKind(url: string): QueueKind {
  if (url === 'embedded') return 'embedded'
  return /^rediss?:/.test(url) ? 'redis' : 'postgres'
}

/** Opens the engine that `url` names. Loads only what that engine needs: PGlite alone costs over 100 MB. */
export async function openEngine(url: string, dir: string, log: QueueLog): Promise<Engine> {
  switch (queueKind(url)) {
    case 'embedded':
      return (await import('./embedded-engine.ts')).openEmbeddedEngine(dir, log)
    case 'redis':
      return (await import('./redis-engine.ts')).openRedisEngine(url, log)
    case 'postgres':
      return (await import('./postgres-engine.ts')).openPostgresEngine(url, log)
  }
}

/** Whether the server was reached and said no, so that trying again without a changed setting is of no use. */
export function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^(28|3D|42501)/.test(code)
}
