export type MailErrorKind = 'temporary' | 'bad_address' | 'other'

interface MailError {
  code?: string
  responseCode?: number
  command?: string
  /** Set by `openMailer`: the whole mail was put on the line. */
  handedOver?: boolean
}

const networkCodes = new Set([
  'ECONNECTION',
  'ECONNREFUSED',
  'ECONNRESET',
  'EDNS',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ESOCKET',
  'ETIMEDOUT',
])
const badAddressCodes = new Set([501, 550, 551, 553])

/**
 * What a failed sending means (ARCHITECTURE habit 6): try again; the address is bad; or something that a person must
 * look at, such as a refused password or a refused content.
 */
export function classifyMailError(error: unknown): MailErrorKind {
  const { code = '', responseCode = 0, command = '' } = (error ?? {}) as MailError
  if (responseCode >= 400 && responseCode < 500) return 'temporary'
  if (responseCode >= 500) {
    const aboutRecipient = code === 'EENVELOPE' || command.startsWith('RCPT')
    return aboutRecipient && badAddressCodes.has(responseCode) ? 'bad_address' : 'other'
  }
  return networkCodes.has(code) ? 'temporary' : 'other'
}

/** Whether no server answered at all, so that the attempt says nothing about the mail. */
export function isUnreachable(error: unknown): boolean {
  const { code = '', responseCode = 0, handedOver = false } = (error ?? {}) as MailError
  return responseCode === 0 && networkCodes.has(code) && !handedOver
}

/** Whether the connection was lost after the whole mail was handed over: it may have arrived. */
export function isUnsure(error: unknown): boolean {
  const { code = '', responseCode = 0, handedOver = false } = (error ?? {}) as MailError
  return responseCode === 0 && networkCodes.has(code) && handedOver
}
