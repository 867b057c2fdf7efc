import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import {
  readHost,
  readLogLevel,
  readMailFrom,
  readNumber,
  readPublicUrl,
  readQueueUrl,
  readTrustProxy,
  readUrl,
  readWebhookHosts,
} from './config-values.ts'
import type { Secret } from './lib/secret-ring.ts'
import type { WebhookHost } from './lib/webhook-host.ts'
import { readOrMakeKeyFile, readRing } from './secret-key.ts'
import { settingsTable } from './settings-table.ts'

export { ConfigError, settingsTable }

export type Environment = Record<string, string | undefined>

export interface Config {
  /** Absolute; holds dondoc.sqlite, queue/ and secret.key. Exists and can be written, as does filesDir. */
  dataDir: string
  filesDir: string
  /** postgres://…, or null for the SQLite file at sqlitePath. */
  databaseUrl: string | null
  sqlitePath: string
  /** 'embedded', redis://, rediss:// or postgres://. */
  queueUrl: string
  host: string
  port: number
  /** An origin, without a slash at its end. */
  publicUrl: string
  /** Newest first, never empty. */
  secrets: Secret[]
  smtpUrl: string | null
  mailFrom: string
  mailPerMinute: number
  sessionIdleMinutes: number
  sessionMaxHours: number
  logLevel: string
  /** As Fastify's trustProxy: nobody, a number of hops, or addresses. */
  trustProxy: false | number | string[]
  maxUploadBytes: number
  /** Whom webhooks may be sent to; empty: nobody. */
  webhookHosts: WebhookHost[]
}

/**
 * Reads and checks every setting; an empty one counts as unset. Makes the data folders, and on one machine (no
 * DATABASE_URL) the secret key. @throws ConfigError naming the first wrong setting
 */
export function readConfig(env: Environment = process.env): Config {
  const set = Object.fromEntries(settingsTable.map(({ name }) => [name, env[name]?.trim() || undefined]))
  const port = readNumber(set, 'PORT')
  const databaseUrl = readUrl(set, 'DATABASE_URL', ['postgres'])
  const smtpUrl = readUrl(set, 'SMTP_URL', ['smtp', 'smtps'])
  const config = {
    databaseUrl,
    queueUrl: readQueueUrl(set),
    host: readHost(set.HOST ?? '127.0.0.1'),
    port,
    publicUrl: readPublicUrl(set.PUBLIC_URL ?? `http://localhost:${port}`),
    smtpUrl,
    mailFrom: readMailFrom(set.MAIL_FROM, smtpUrl),
    mailPerMinute: readNumber(set, 'MAIL_PER_MINUTE'),
    sessionIdleMinutes: readNumber(set, 'SESSION_IDLE_MINUTES'),
    sessionMaxHours: readNumber(set, 'SESSION_MAX_HOURS'),
    logLevel: readLogLevel(set.LOG_LEVEL ?? 'info'),
    trustProxy: readTrustProxy(set.TRUST_PROXY),
    maxUploadBytes: readNumber(set, 'MAX_UPLOAD_MB') * 1024 * 1024,
    webhookHosts: readWebhookHosts(set.WEBHOOK_HOSTS),
  }
  // Nothing is written to disk before everything else is known to be right.
  const configured = set.SECRET_KEY === undefined ? null : readRing(set.SECRET_KEY, 'SECRET_KEY')
  if (!configured && databaseUrl) throw new ConfigError('SECRET_KEY', 'config.secret-missing')
  const dataDir = makeFolder('DATA_DIR', set.DATA_DIR ?? 'data')
  const filesDir = makeFolder('FILES_DIR', set.FILES_DIR ?? join(dataDir, 'files'))
  const secrets = configured ?? readOrMakeKeyFile(dataDir)
  return { ...config, dataDir, filesDir, sqlitePath: join(dataDir, 'dondoc.sqlite'), secrets }
}

function makeFolder(setting: string, path: string): string {
  const folder = resolve(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o750 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return folder
  } catch {
    throw new ConfigError(setting, 'config.folder', { path: folder })
  }
}
