import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import type { Database } from '../data/database.ts'
import type { ComposeAccess } from '../domain/access-letter.ts'
import type { ChainKey } from '../domain/occasion.ts'
import type { FileStore } from '../files/file-store.ts'
import type { Assets } from '../render/assets.ts'
import type { Render } from '../render/renderer.ts'

/** What the web app is built from; whoever starts it (or a test) gives these to `buildApp`. */
export interface AppParts {
  database: Database
  /** The keys by which events are sealed, newest first. */
  keys: ChainKey[]
  config: Config
  /** The system's clock: sessions, limits and links. Business days come from `request.occasion`. */
  now: () => Date
  /** Tells the worker that there are new events; never throws and never waits. */
  nudge: () => void
  log: FastifyBaseLogger
  files: FileStore
  render: Render
  assets: Assets
  /** Words the mails of invitations and forgotten passwords (src/mail/compose-access.ts). */
  composeAccess: ComposeAccess
  /** The code printed on the terminal for the first set-up; null where an office stood at the start. */
  setupCode: string | null
  /** Fills the empty database with the sample office. */
  openSample: () => Promise<void>
  /** Requests a minute that one person, or one address without a session, may send; 600 unless set. */
  requestsPerMinute?: number
  /** Calls a minute that one token may make; 120 unless set. */
  callsPerMinute?: number
  /** How often an open stream looks whether its person may still see the figures; 10 s unless set. */
  streamCheckMs?: number
  /** Mean delay of the event loop above which pages are shed; 500 ms unless set, 0 for never. */
  mostDelayMs?: number
}
