import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

export interface SunkMail {
  to: string[]
  from: string
  subject: string
  text: string
  html: string
  messageId: string
  /** The whole mail as it came. */
  raw: string
  at: number
}

/** What the server does with a mail: a status to refuse the recipient or the data with, or a lost connection. */
export type Behaviour = {
  recipient?: { code: number; text?: string }
  data?: { code: number; text?: string }
  drop?: 'before_answer' | 'before_data'
  dawdleMs?: number
}

export interface SmtpSink {
  url: string
  mails: SunkMail[]
  /** From now on. */
  behave(behaviour: (to: string) => Behaviour): void
  stop(): Promise<void>
}

/** A real SMTP server on the loopback that keeps what it is sent, and misbehaves as told. */
export async function startSmtpSink(behaviour: (to: string) => Behaviour = () => ({})): Promise<SmtpSink> {
  const mails: SunkMail[] = []
  let behave = behaviour
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, session, done) {
      const { recipient, drop } = behave(address)
      if (drop === 'before_data') destroy(session)
      else done(recipient ? refusal(recipient) : null)
    },
    onData(stream, session, done) {
      void take(stream, session, done)
    },
  })
  /** Reads the mail, then answers as told. */
  async function take(
    stream: AsyncIterable<Buffer>,
    session: SMTPServerSession,
    done: (error?: Error) => void,
  ) {
    const raw = await read(stream)
    const to = session.envelope.rcptTo.map(one => one.address)
    const { data, drop, dawdleMs = 0 } = behave(to[0] ?? '')
    if (dawdleMs > 0) await new Promise(resolve => setTimeout(resolve, dawdleMs))
    if (data) return done(refusal(data))
    mails.push(mailOf(await PostalMime.parse(raw), raw, to, senderOf(session.envelope.mailFrom)))
    if (drop === 'before_answer') return destroy(session)
    done()
  }
  const sockets = new Map<string, { destroy(): void }>()
  server.server.on('connection', socket => sockets.set(`${socket.remotePort}`, socket))
  server.on('error', () => {})
  const destroy = (session: { remotePort?: number }) => sockets.get(`${session.remotePort}`)?.destroy()
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    behave: next => {
      behave = next
    },
    stop: () => new Promise(resolve => server.close(() => resolve())),
  }
}

function refusal({ code, text = 'no' }: { code: number; text?: string }): Error {
  return Object.assign(new Error(text), { responseCode: code })
}

function senderOf(from: false | { address: string }): string {
  return from ? from.address : ''
}

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function mailOf(email: Email, raw: string, to: string[], from: string): SunkMail {
  const { subject = '', text = '', html = '', messageId = '' } = email
  return { to, from, subject, text, html, messageId, raw, at: Date.now() }
}
