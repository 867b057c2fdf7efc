import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { findProgram, freePort, sleep, versionFolders } from './programs.ts'

export interface PostgresServer {
  /** Of the database `postgres`, as its superuser. */
  url: string
  /** Makes a database, from a template if one is named, and returns its url. */
  createDatabase(name: string, template?: string): Promise<string>
  dropDatabase(name: string): Promise<void>
  /** Ends it in order, cutting its connections, and keeps the data for `start`. */
  halt(): Promise<void>
  /** Ends it as a crash would: recovery on the next `start`. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

const PARENT = '/usr/lib/postgresql'

/** The folder of initdb and postgres; null where they are missing, or cannot be run because root may not. */
export function findPostgres(): string | null {
  const folders = versionFolders(PARENT).map(version => join(PARENT, version, 'bin'))
  const initdb = findProgram('initdb', folders)
  if (!initdb || !findProgram('postgres', [dirname(initdb)])) return null
  return process.getuid?.() === 0 && !postgresUser() ? null : dirname(initdb)
}

/**
 * A PostgreSQL of its own on a free port, as user postgres when we are root. `fsync: false` is quicker; leave it on
 * where a test kills the server.
 */
export async function startPostgres({ fsync = false } = {}): Promise<PostgresServer> {
  const bin = findPostgres()
  if (!bin) throw new Error('PostgreSQL is not installed')
  const user = process.getuid?.() === 0 ? postgresUser() : null
  const dir = await mkdtemp(join(tmpdir(), 'postgres-'))
  if (user) chownSync(dir, user.uid, user.gid)
  const run = { ...user, cwd: dir, env: { ...process.env, TZ: 'UTC' } }
  const data = join(dir, 'data')
  const how = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  execFileSync(join(bin, 'initdb'), how, { ...run, stdio: 'pipe' })
  const port = await freePort()
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${dir}`,
    `fsync=${fsync ? 'on' : 'off'}`,
  ]
  let server: ChildProcess | null = null
  const end = async (signal: NodeJS.Signals) => {
    const running = server
    server = null
    if (!running || running.exitCode !== null) return
    running.kill(signal)
    await once(running, 'exit')
  }
  const start = async () => {
    server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap(s => ['-c', s])], {
      ...run,
      stdio: 'ignore',
    })
    await answers(url('postgres'))
  }
  // SIGQUIT rather than SIGKILL, which would leave its child processes behind.
  process.once('exit', () => server?.kill('SIGQUIT'))
  await start()
  return {
    url: url('postgres'),
    start,
    halt: () => end('SIGINT'),
    kill: () => end('SIGQUIT'),
    createDatabase: async (name, template) => {
      await ask(url('postgres'), `create database "${name}" ${template ? `template "${template}"` : ''}`)
      return url(name)
    },
    dropDatabase: name => ask(url('postgres'), `drop database if exists "${name}" with (force)`),
    stop: async () => {
      await end('SIGQUIT')
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      return await ask(url, 'select 1')
    } catch {
      await sleep(50)
    }
  }
  throw new Error('PostgreSQL does not answer')
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(sql)
  } finally {
    await client.end().catch(() => {})
  }
}

function postgresUser(): { uid: number; gid: number } | null {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}
