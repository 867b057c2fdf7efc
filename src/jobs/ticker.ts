import type { JobLog } from './parts.ts'

export interface Ticker {
  /** Ticks as soon as the present tick is done. */
  nudge(): void
  /** No tick begins any more; resolves when the last one is done. */
  stop(): Promise<void>
}

/**
 * Calls `work` each `everyMs`, one at a time, sooner on a nudge. A tick that fails is logged, the same failure at most
 * once a minute, and the next one comes as usual.
 */
export function startTicker(work: () => Promise<void>, everyMs: number, log: JobLog): Ticker {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  const complain = quietly(log)

  async function run(): Promise<void> {
    clearTimeout(timer)
    again = false
    running = work().catch(complain)
    await running
    running = null
    if (!stopped) timer = setTimeout(() => void run(), again ? 0 : everyMs)
  }

  timer = setTimeout(() => void run(), 0)
  return {
    nudge() {
      if (stopped) return
      again = true
      if (running) return
      clearTimeout(timer)
      timer = setTimeout(() => void run(), 0)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

function quietly(log: JobLog): (error: unknown) => void {
  const last = new Map<string, number>()
  return error => {
    const text = String(error)
    if (Date.now() - (last.get(text) ?? 0) < 60_000) return
    if (last.size > 50) last.clear()
    last.set(text, Date.now())
    log.warn({ err: error }, 'a look at the owed work failed; the next one comes as usual')
  }
}
