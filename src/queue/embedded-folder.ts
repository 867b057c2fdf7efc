import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { settledWithin } from './deadline.ts'

const INITDB_MS = 120_000

export function hasCluster(dir: string): boolean {
  return existsSync(join(dir, 'PG_VERSION'))
}

/**
 * Makes an empty PostgreSQL cluster at `dir`, if there is none. initdb needs over 600 MB for a moment, so it runs in
 * a child process that ends; and it works beside `dir`, so that `dir` is either whole or not there: a half-made one
 * is never opened, and a child that outlives us writes to nothing we use. The caller holds the worker lock.
 */
export async function makeCluster(dir: string): Promise<void> {
  if (hasCluster(dir)) return
  await mkdir(dirname(dir), { recursive: true })
  await removeLeftovers(dir)
  const fresh = `${dir}.new-${process.pid}`
  await runInitdb(fresh)
  // What is in the way has no PG_VERSION: it is empty, or the rest of a folder that was being deleted.
  await rm(dir, { recursive: true, force: true })
  await rename(fresh, dir)
}

/** Puts a cluster that cannot be opened out of the way, keeping the last one for whoever wants to know why. */
export async function setAside(dir: string): Promise<string> {
  const aside = `${dir}.broken`
  await rm(aside, { recursive: true, force: true })
  await rename(dir, aside)
  return aside
}

async function removeLeftovers(dir: string): Promise<void> {
  for (const name of await readdir(dirname(dir))) {
    if (!name.startsWith(`${basename(dir)}.new-`)) continue
    await rm(join(dirname(dir), name), { recursive: true, force: true })
  }
}

async function runInitdb(dir: string): Promise<void> {
  const child = fork(new URL('./embedded-initdb.ts', import.meta.url), [dir], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', text => {
    said = (said + text).slice(-2000)
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code =>
      code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${said}`)),
    )
  })
  if (!(await settledWithin(ended, INITDB_MS))) child.kill('SIGKILL')
  await ended
}
