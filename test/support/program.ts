import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = join(import.meta.dirname, '../..')

export interface Program {
  url: string
  child: ChildProcess
  /** What it has said on standard output. */
  said(): string
  /** The worker's process, while one runs. */
  workerPid(): number | null
  /** SIGTERM; the exit code, or the signal's name. */
  stop(): Promise<number | string | null>
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
}

export interface ProgramOptions {
  command?: 'start' | 'web' | 'demo'
  env: Record<string, string>
  port: number
}

/** Runs the program as a user would and waits until its pages answer. Its log goes nowhere unless TEST_LOG is set. */
export async function startProgram({ command = 'start', env, port }: ProgramOptions): Promise<Program> {
  // With the flag of the npm scripts.
  const child = spawn(process.execPath, ['--max-semi-space-size=1', join(root, 'bin/dondoc.mjs'), command], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'warn', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', process.env.TEST_LOG ? 'inherit' : 'pipe'],
  })
  let said = ''
  let complained = ''
  child.stdout?.setEncoding('utf8').on('data', text => {
    said += text
  })
  child.stderr?.setEncoding('utf8').on('data', text => {
    complained = (complained + text).slice(-5_000)
  })
  const url = `http://127.0.0.1:${port}`
  await answers(url, child, () => complained)
  return {
    url,
    child,
    said: () => said,
    workerPid: () => firstChild(child.pid),
    stop: () => end(child, 'SIGTERM'),
    async kill() {
      await end(child, 'SIGKILL')
    },
  }
}

async function answers(url: string, child: ChildProcess, complained: () => string): Promise<void> {
  for (const until = Date.now() + 240_000; Date.now() < until; await sleep(25)) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}: ${complained()}`)
    const response = await fetch(`${url}/healthz`).catch(() => null)
    if (response?.ok) return
  }
  throw new Error(`the program does not answer: ${complained()}`)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | string | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code, by] = await exit
  return code ?? by
}

function firstChild(pid: number | undefined): number | null {
  try {
    const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
    return first ? Number(first) : null
  } catch {
    return null
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}
