import { pino } from 'pino'

export type ProgramLog = ReturnType<typeof openLog>

/** The program's log: JSON lines on standard error, so that standard output holds only what is said to people. */
export function openLog(level: string) {
  const redact = ['*.password', '*.email', '*.to', 'err.envelope', 'err.rejected', 'err.recipient']
  return pino({ level, redact }, pino.destination({ fd: 2, sync: true }))
}

/** A process that was told to stop is gone by then, whatever still holds it. */
const lastMs = 9_500

/** Resolves when the process is told to stop, or its parent is gone; from then on it has less than ten seconds. */
export function untilStopped(): Promise<void> {
  return new Promise(resolve => {
    const stop = () => {
      setTimeout(() => process.exit(0), lastMs).unref()
      resolve()
    }
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, stop)
    if (process.channel) process.once('disconnect', stop)
  })
}
