import { Transform } from 'node:stream'
import { createTransport } from 'nodemailer'
import { isEmailAddress } from '../lib/email-address.ts'

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

/**
 * A pooled connection to the mail server. Recipient and envelope are set by us from one strictly checked address, never
 * from text that could hold two (RELIABILITY E1). @throws RangeError for a sender that is no address
 */
export function openMailer({ url, from }: MailerOptions): Mailer {
  if (!isEmailAddress(from)) throw new RangeError('the sender is not one email address')
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    maxMessages: 100,
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  transport.use('stream', (mail, done) => {
    const { handing } = mail.data as { handing?: Handing }
    if (handing) mail.message.transform(() => watchEnd(handing))
    done()
  })
  return {
    async send({ to, subject, text, html, messageId, headers }) {
      if (!isEmailAddress(to))
        throw Object.assign(new Error('not one email address'), { code: 'EENVELOPE', responseCode: 553 })
      const handing: Handing = { whole: false }
      const mail = {
        handing,
        from: { name: 'Đôn Đốc', address: from },
        to: { name: '', address: to },
        envelope: { from, to },
        subject: subject.replace(/[\r\n]+/g, ' '),
        text,
        html,
        messageId,
        headers: { 'Auto-Submitted': 'auto-generated', ...headers },
      }
      try {
        const { response } = await transport.sendMail(mail)
        return { response }
      } catch (error) {
        throw Object.assign(error as Error, { handedOver: handing.whole })
      }
    },
    verify: () =>
      transport.verify().then(
        () => true,
        () => false,
      ),
    close: () => transport.close(),
  }
}

/** Whether the whole mail was put on the line: nodemailer's own errors do not tell a lost answer from a lost start. */
interface Handing {
  whole: boolean
}

function watchEnd(handing: Handing): Transform {
  return new Transform({
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush: done => {
      handing.whole = true
      done()
    },
  })
}
