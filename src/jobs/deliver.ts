import type { ClaimedMessage } from '../domain/message.ts'
import type { SendOutcome } from '../domain/message-outcome.ts'
import { classifyMailError, isUnreachable, isUnsure } from '../mail/classify.ts'
import type { Mailer } from '../mail/send.ts'

const outcomes = { temporary: 'temporary', bad_address: 'bad_address', other: 'failed' } as const

/** Hands a message to the mail server under its lasting Message-ID, and says in the office's terms what became of it. */
export function deliverBy(mailer: Mailer, from: string): (message: ClaimedMessage) => Promise<SendOutcome> {
  const host = from.slice(from.lastIndexOf('@') + 1)
  return async ({ to, subject, text, html, headerId }) => {
    try {
      await mailer.send({ to, subject, text, html, messageId: `<${headerId}@${host}>` })
      return { result: 'sent' }
    } catch (error) {
      return outcomeOf(error)
    }
  }
}

function outcomeOf(error: unknown): SendOutcome {
  const { message = String(error), command = 'CONN' } = error as { message?: string; command?: string }
  // Lost in the middle of its dialogue, a mail may itself be the cause: only a server that is away does not count.
  if (isUnreachable(error) && command === 'CONN') return { result: 'unreachable', error: message }
  return { result: outcomes[classifyMailError(error)], error: message, maybeSent: isUnsure(error) }
}

/** Whether the mail server is on this machine: the only one to which a sample may send (DECISIONS 25). */
export function isLoopbackUrl(smtpUrl: string): boolean {
  const { hostname } = new URL(smtpUrl)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
