import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { until } from './programs.ts'

interface Teardown {
  teardown(work: () => unknown): void
}

/** A program of ours in a process of its own, which ends with the test at the latest. */
export function startChild(t: Teardown, program: URL, args: string[]) {
  const child = spawn(process.execPath, [program.pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // What the test runner loads into each process would count as its memory and time.
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', line => lines.push(line))
  t.teardown(() => end(child, 'SIGKILL'))
  return {
    lines,
    /** Waits for a line it prints. */
    says: (line: string, ms?: number) => until(() => lines.includes(line), ms),
    kill: () => end(child, 'SIGKILL'),
    /** Waits until it ends by itself, and returns its exit code. */
    ended: async () => {
      if (child.exitCode === null) await once(child, 'close')
      return child.exitCode
    },
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'close')
}
