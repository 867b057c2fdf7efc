export type MailErrorKind = 'temporary' | 'bad_address' | 'other'

interface MailError {
  code?: string
  /** What the server answered, and to which command of ours. */
  responseCode?: number
  response?: string
  command?: string
  /** Set by `openMailer`: the server was reached and the dialogue about this mail had begun. */
  begun?: boolean
  /** Set by `openMailer`: the whole mail was put on the line. */
  handedOver?: boolean
}

const networkCodes = new Set([
  'EABORT',
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
 * look at, such as a refused password, sender or content.
 */
export function classifyMailError(error: unknown): MailErrorKind {
  const { code = '', responseCode = 0 } = (error ?? {}) as MailError
  if (responseCode >= 400 && responseCode < 500) return 'temporary'
  if (isAboutAddress(error)) return 'bad_address'
  return responseCode === 0 && networkCodes.has(code) ? 'temporary' : 'other'
}

/** Whether no server answered at all, so that the attempt says nothing about the mail. */
export function isUnreachable(error: unknown): boolean {
  const { begun = false } = (error ?? {}) as MailError
  return isLost(error) && !begun
}

/** Whether the connection was lost after the whole mail was handed over: it may have arrived. */
export function isUnsure(error: unknown): boolean {
  const { handedOver = false } = (error ?? {}) as MailError
  return isLost(error) && handedOver
}

function isLost(error: unknown): boolean {
  const { code = '', responseCode = 0 } = (error ?? {}) as MailError
  return responseCode === 0 && networkCodes.has(code)
}

/** RFC 3463: an enhanced status 5.1.x is about the address and 5.7.x about who may send, whatever the plain code. */
function isAboutAddress(error: unknown): boolean {
  const { code = '', responseCode = 0, response = '', command = '' } = (error ?? {}) as MailError
  if (responseCode === 0) return code === 'EENVELOPE' && command === 'API'
  const status = /^\d{3}[ -](5\.\d+)\.\d+/.exec(response)?.[1]
  if (command === 'MAIL FROM' || responseCode < 500 || status === '5.7') return false
  return (command === 'RCPT TO' && badAddressCodes.has(responseCode)) || status === '5.1'
}
