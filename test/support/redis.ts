import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram, freePort, sleep } from './programs.ts'

export interface RedisServer {
  url: string
  port: number
  /** Ends as a service manager would, keeping the data for `start`. */
  halt(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
  /** Runs it again on the same port and data. */
  start(): Promise<void>
  /** Stops its clock, as a lost network does: connections stay open and nothing answers. */
  freeze(): void
  thaw(): void
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/** The path of redis-server, or null where it is not installed. */
export function findRedis(): string | null {
  return findProgram('redis-server')
}

/** A Redis of its own on a free port with an append-only file, as a real one needs. */
export async function startRedis(): Promise<RedisServer> {
  const program = findRedis()
  if (!program) throw new Error('redis-server is not installed')
  const dir = await mkdtemp(join(tmpdir(), 'redis-'))
  const port = await freePort()
  let server: ChildProcess | null = null
  const end = async (signal: NodeJS.Signals) => {
    const running = server
    server = null
    if (!running || running.exitCode !== null) return
    running.kill(signal)
    await once(running, 'exit')
  }
  const start = async () => {
    const settings = [
      '--port',
      port,
      '--bind',
      '127.0.0.1',
      '--dir',
      dir,
      '--appendonly',
      'yes',
      '--save',
      '',
    ]
    server = spawn(program, [...settings.map(String), '--maxmemory-policy', 'noeviction'], {
      stdio: 'ignore',
    })
    await answers(port)
  }
  process.once('exit', () => server?.kill('SIGKILL'))
  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    halt: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    stop: async () => {
      await end('SIGKILL')
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await ask(port)).startsWith('+PONG')) return
    await sleep(50)
  }
  throw new Error('redis-server does not answer')
}

function ask(port: number): Promise<string> {
  return new Promise(resolve => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'))
    socket.once('data', data => {
      socket.destroy()
      resolve(String(data))
    })
    socket.once('error', () => resolve(''))
  })
}
