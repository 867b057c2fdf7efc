/** What the queue writes to; a pino logger fits. */
export interface QueueLog {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/**
 * A listener for 'error' events that keeps a dead server from filling the log: the same message is written at most
 * once a minute. Without a listener an 'error' event ends the process.
 */
export function quietErrors(log: QueueLog, part: string): (error: Error) => void {
  const lastWritten = new Map<string, number>()
  return error => {
    const now = Date.now()
    if (now - (lastWritten.get(error.message) ?? Number.NEGATIVE_INFINITY) < 60_000) return
    if (lastWritten.size > 100) lastWritten.clear()
    lastWritten.set(error.message, now)
    log.warn({ err: error, part }, 'queue: the connection reported an error')
  }
}
