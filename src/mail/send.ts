import type { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { parseAddress } from './address.ts'

export interface Mail {
  to: string
  subject: string
  text: string
  html: string
  /** With its angle brackets; the same at every attempt, so that a mail server can see a repeat. */
  messageId: string
  headers?: Record<string, string>
}

export interface Mailer {
  /** Resolves with the server's answer once it has taken the mail; rejects with what `classifyMailError` reads. */
  send(mail: Mail): Promise<{ response: string }>
  /** Whether the server can be reached and lets us in. */
  verify(): Promise<boolean>
  close(): void
}

export interface MailerOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  url: string
  /** One address. */
  from: string
}

/** How long to wait, in ms: for the connection, for the greeting, and for any answer. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }
/** And for a mail as a whole, against a server that keeps the connection busy without an end. */
const patienceInAll = 120_000

/**
 * A pooled connection to the mail server. Recipient and envelope are set by us from one strictly checked address, never
 * from text that could hold two (RELIABILITY E1). @throws RangeError for a sender that is no address
 */
export function openMailer({ url, from }: MailerOptions): Mailer {
  const sender = parseAddress(from)
  if (!sender) throw new RangeError('the sender is not one email address')
  let closed = false
  const transport = createTransport({
    url,
    pool: true,
    // At least as many as the worker sends at once, so that one that dawdles holds up no other.
    maxConnections: 6,
    maxMessages: 100,
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  transport.use('stream', (mail, done) => {
    const { handing } = mail.data as { handing?: Handing }
    if (handing) watch(mail.message, handing)
    done()
  })
  return {
    async send(mail) {
      const handing: Handing = { stream: null }
      const letter = { ...writeLetter(sender, mail), handing, signal: AbortSignal.timeout(patienceInAll) }
      try {
        const { response } = await transport.sendMail(letter)
        return { response }
      } catch (error) {
        throw explain(error as Error, handing, closed)
      }
    },
    verify: () =>
      transport.verify().then(
        () => true,
        () => false,
      ),
    close: () => {
      closed = true
      transport.close()
    },
  }
}

/** @throws Error that counts as a bad address, when the recipient is not one */
function writeLetter(from: string, { to, subject, text, html, messageId, headers }: Mail) {
  const address = parseAddress(to)
  if (!address) throw Object.assign(new Error('not one email address'), { code: 'EENVELOPE', command: 'API' })
  return {
    from: { name: 'Đôn Đốc', address: from },
    to: { name: '', address },
    envelope: { from, to: address },
    subject: subject.replace(/[\r\n]+/g, ' '),
    text,
    html,
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated', ...headers },
  }
}

/** How far a mail came: nodemailer's own errors do not tell a lost answer from a lost start. */
interface Handing {
  /** Made when the server is reached and the dialogue about this mail begins. */
  stream: Readable | null
}

/** Remembers what the mail is read from. It is read only after the server asked for it, and to its end last of all. */
function watch(message: { createReadStream: (options?: object) => Readable }, handing: Handing): void {
  const createReadStream = message.createReadStream.bind(message)
  message.createReadStream = options => {
    handing.stream = createReadStream(options)
    return handing.stream
  }
}

function explain(error: Error & { code?: string }, { stream }: Handing, closed: boolean): Error {
  // A mail that still waited for its turn when the pool was closed; nodemailer gives that no code.
  if (closed) error.code ??= 'ECONNECTION'
  return Object.assign(error, { begun: stream !== null, handedOver: stream?.readableEnded ?? false })
}
