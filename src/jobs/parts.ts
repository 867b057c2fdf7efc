import type { Database } from '../data/database.ts'
import type { ComposeExport } from '../domain/export-notice.ts'
import type { ClaimedMessage, ComposeLetter } from '../domain/message.ts'
import type { SendOutcome } from '../domain/message-outcome.ts'
import type { ChainKey } from '../domain/occasion.ts'
import type { FileStore } from '../files/file-store.ts'
import type { SealKey } from '../lib/sealed-text.ts'
import type { WebhookHost } from '../lib/webhook-host.ts'

export interface JobLog {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** What telling other systems is built from. */
export interface WebhookParts {
  /** Keys that secrets are sealed with, newest first. */
  keys: readonly SealKey[]
  hosts: readonly WebhookHost[]
  publicUrl: string
  timeoutMs: number
  /** Webhooks to which this process is sending. */
  inHand: Set<string>
}

/** What jobs are built from. */
export interface JobParts {
  database: Database
  keys: ChainKey[]
  log: JobLog
  /** The system's clock. */
  now(): Date
  /** This life of the worker, as its beat is known by. */
  worker: string
  compose: ComposeLetter
  /** Keys of the links in mails, newest first. */
  linkKeys: readonly Buffer[]
  /** Hands one mail to the server and says what became of it; null without a server. */
  deliver: ((message: ClaimedMessage) => Promise<SendOutcome>) | null
  /** The server is on this very machine: the only one that a sample may use. */
  isLoopback: boolean
  perMinute: number
  files: FileStore
  webhook: WebhookParts
  /** Messages this process has in hand. */
  inHand: Set<string>
  /** Exports this process has in hand: one at a time, for the memory that a file takes. */
  exporting: Set<string>
  composeExport: ComposeExport
  /** Where links point, without a slash at its end. */
  publicUrl: string
  /** Looks for owed work at once instead of at the next tick. */
  nudge: () => void
}
