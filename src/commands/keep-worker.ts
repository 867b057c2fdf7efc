import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProgramLog } from './program.ts'

export interface KeptWorker {
  /** Never throws and never waits. */
  nudge: () => void
  /** Ends the worker in order, by force after nine seconds. */
  stop(): Promise<void>
}

/** Garbage is collected in small steps: the worker's memory stays about 30 MB lower, and it waits for disks anyway. */
const leanFlags = ['--max-semi-space-size=1'] as const
const restartMs = 500
const stopMs = 9_000

/** Forks the worker and forks it anew when it ends, within a second (DECISIONS 13), until it is stopped. */
export function keepWorker(log: ProgramLog): KeptWorker {
  let stopping = false
  let child = forkWorker()
  let ended = watch()

  async function watch(): Promise<void> {
    const [code, signal] = await endOf(child)
    if (stopping) return
    log.error({ code, signal }, 'the worker ended and is started again')
    await sleep(restartMs)
    if (stopping) return
    child = forkWorker()
    ended = watch()
  }

  return {
    nudge() {
      if (child.connected) child.send('nudge', () => {})
    },
    async stop() {
      stopping = true
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await ended
      clearTimeout(force)
    },
  }
}

async function endOf(child: ChildProcess): Promise<unknown[]> {
  try {
    return await once(child, 'close')
  } catch (error) {
    // It could not even be started.
    return [String(error), null]
  }
}

/** Standard output and error are shared; its channel closes with this process, and the worker ends then. */
function forkWorker(): ChildProcess {
  return fork(new URL('./worker-child.ts', import.meta.url), [], {
    execArgv: [...leanFlags],
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
    stdio: 'inherit',
  })
}
