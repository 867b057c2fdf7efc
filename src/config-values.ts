import { isIP } from 'node:net'
import { ConfigError } from './config-error.ts'
import { isEmailAddress } from './lib/email-address.ts'
import { parseWebhookHosts, type WebhookHost } from './lib/webhook-host.ts'

export type Settings = Record<string, string | undefined>

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']
/** Smallest, largest and default value. */
const NUMBERS = {
  PORT: [0, 65535, 3000],
  MAIL_PER_MINUTE: [1, 6000, 60],
  SESSION_IDLE_MINUTES: [1, 1440, 30],
  SESSION_MAX_HOURS: [1, 168, 12],
  MAX_UPLOAD_MB: [1, 500, 20],
} as const

export function readNumber(set: Settings, name: keyof typeof NUMBERS): number {
  const [minimum, maximum, preset] = NUMBERS[name]
  const value = set[name]
  if (value === undefined) return preset
  const n = Number(value)
  if (/^\d{1,9}$/.test(value) && n >= minimum && n <= maximum) return n
  throw new ConfigError(name, 'config.number', { value, minimum: String(minimum), maximum: String(maximum) })
}

/** The sentences about URLs never repeat the value, which may hold a password. */
export function readUrl(set: Settings, name: string, schemes: string[]): string | null {
  const value = set[name]
  if (value === undefined) return null
  const url = URL.parse(value)
  if (!url?.hostname || !schemes.includes(url.protocol.slice(0, -1))) {
    throw new ConfigError(name, 'config.url', { schemes: schemes.map(scheme => `${scheme}://`).join(', ') })
  }
  return value
}

export function readQueueUrl(set: Settings): string {
  const queueUrl =
    set.QUEUE_URL === 'embedded' ? 'embedded' : readUrl(set, 'QUEUE_URL', ['redis', 'rediss', 'postgres'])
  const redisUrl = readUrl(set, 'REDIS_URL', ['redis', 'rediss'])
  if (queueUrl && redisUrl && queueUrl !== redisUrl) throw new ConfigError('REDIS_URL', 'config.two-queues')
  return queueUrl ?? redisUrl ?? 'embedded'
}

export function readHost(value: string): string {
  const isName = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(value) && !/^[\d.]+$/.test(value)
  if (isIP(value) === 0 && !isName) throw new ConfigError('HOST', 'config.host', { value })
  return value
}

export function readPublicUrl(value: string): string {
  const url = URL.parse(value)
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
  if (!isOrigin) throw new ConfigError('PUBLIC_URL', 'config.public-url')
  return url.origin
}

export function readMailFrom(value: string | undefined, smtpUrl: string | null): string {
  if (value === undefined && smtpUrl) throw new ConfigError('MAIL_FROM', 'config.mail-from-missing')
  const address = value ?? 'don-doc@localhost.example'
  if (!isEmailAddress(address)) throw new ConfigError('MAIL_FROM', 'config.mail-from', { value: address })
  return address
}

export function readLogLevel(value: string): string {
  if (LOG_LEVELS.includes(value)) return value
  throw new ConfigError('LOG_LEVEL', 'config.log-level', { value, levels: LOG_LEVELS.join(', ') })
}

export function readTrustProxy(value: string | undefined): false | number | string[] {
  if (value === undefined) return false
  if (/^\d{1,2}$/.test(value)) return Number(value) || false
  const addresses = value.split(',').map(address => address.trim())
  if (addresses.every(isProxyAddress)) return addresses
  throw new ConfigError('TRUST_PROXY', 'config.trust-proxy', { value })
}

export function readWebhookHosts(value: string | undefined): WebhookHost[] {
  if (value === undefined) return []
  const hosts = parseWebhookHosts(value)
  if (!hosts) throw new ConfigError('WEBHOOK_HOSTS', 'config.webhook-hosts', { value })
  return hosts
}

function isProxyAddress(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!
  return (
    bits > 0 &&
    rest.length === 0 &&
    (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
  )
}
