import Database from 'better-sqlite3'

/** Another worker holds the lock and did not let go in time. */
export class WorkerLockTaken extends Error {
  override name = 'WorkerLockTaken'
  readonly path: string

  constructor(path: string, waitMs: number) {
    super(`Another worker holds ${path}; it did not let go within ${waitMs} ms`)
    this.path = path
  }
}

export interface WorkerLock {
  release(): void
}

const RETRY_MS = 100

/**
 * Takes the lock that lets only one worker open the embedded queue, and holds it until `release` or until the
 * process ends, however it ends: two processes on one PGlite folder lose rows without a word.
 * The lock is SQLite's own exclusive file lock, so no stale lock file can be left behind.
 * @throws WorkerLockTaken when another worker still holds it after `waitMs`
 */
export async function acquireWorkerLock(path: string, { waitMs = 10_000 } = {}): Promise<WorkerLock> {
  const db = new Database(path, { timeout: 0 })
  const giveUpAt = Date.now() + waitMs
  try {
    while (!tryLock(db)) {
      if (Date.now() >= giveUpAt) throw new WorkerLockTaken(path, waitMs)
      await new Promise(resolve => setTimeout(resolve, RETRY_MS))
    }
  } catch (error) {
    db.close()
    throw error
  }
  return { release: () => db.close() }
}

function tryLock(db: Database.Database): boolean {
  try {
    db.exec('begin exclusive')
    return true
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false
    throw error
  }
}
