import { lookup as resolve } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { ClaimedDelivery, PostOutcome } from '../domain/webhook-send.ts'
import { findWebhookHost, mayLeadTo, type WebhookHost } from '../lib/webhook-host.ts'

/** Of an answer only its status matters; so much of its body is read so that the connection ends well. */
const mostAnswer = 64 * 1024

export interface PostOptions {
  hosts: readonly WebhookHost[]
  timeoutMs: number
}

/**
 * Sends one delivery and says what came back. Only to whom WEBHOOK_HOSTS allows, to an address that was resolved and
 * looked at (W7), following no redirect. Never rejects; what the other side wrote is told to nobody.
 */
export async function postDelivery(
  { url, body, headers }: Pick<ClaimedDelivery, 'url' | 'body' | 'headers'>,
  { hosts, timeoutMs }: PostOptions,
): Promise<PostOutcome> {
  const start = performance.now()
  const host = findWebhookHost(url, hosts)
  const outcome = host
    ? await send(new URL(url), { body, headers, host, timeoutMs })
    : { status: null, error: url === '' ? 'no_secret' : 'refused_host' }
  return { ...outcome, ms: Math.round(performance.now() - start) }
}

interface Sending {
  body: string
  headers: Record<string, string>
  host: WebhookHost
  timeoutMs: number
}

function send(url: URL, { body, headers, host, timeoutMs }: Sending): Promise<Omit<PostOutcome, 'ms'>> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const signal = AbortSignal.timeout(timeoutMs)
  return new Promise(done => {
    const failed = (error: NodeJS.ErrnoException) =>
      done({ status: null, error: signal.aborted ? 'timeout' : codeOf(error) })
    const options = { method: 'POST', signal, lookup: lookupFor(host), agent: false } as const
    const sent = request(url, {
      ...options,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    sent.on('error', failed)
    sent.on('response', response => {
      let read = 0
      response.on('data', (chunk: Buffer) => {
        read += chunk.length
        if (read > mostAnswer) response.destroy()
      })
      response.on('error', () => {})
      // The status is an answer, whether or not the rest of it comes; only the whole of it may take too long.
      response.on('close', () => done({ status: response.statusCode ?? null, error: '' }))
    })
    sent.end(body)
  })
}

/** Connects to an address that was looked at, and to no other: a second answer of the name server changes nothing. */
function lookupFor(host: WebhookHost): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const allowed = error ? [] : addresses.filter(({ address }) => mayLeadTo(host, address))
      const [first] = allowed
      if (error || !first) {
        const refused = error ?? Object.assign(new Error('refused'), { code: 'REFUSED_ADDRESS' })
        return callback(refused, '', 0)
      }
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family)
    })
  }
}

/** `ECONNREFUSED` → `econnrefused`: a word of a list, never a sentence that could hold what was sent. */
function codeOf({ code }: NodeJS.ErrnoException): string {
  return /^[A-Z_0-9]{2,40}$/.test(code ?? '') ? (code as string).toLowerCase() : 'failed'
}
