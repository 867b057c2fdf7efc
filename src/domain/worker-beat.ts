import type { Db } from '../data/schema.ts'
import { deleteWorkerStatus, listWorkerStatus, writeWorkerStatus } from '../data/worker-status.ts'
import { newId } from '../lib/id.ts'

/** Rows of workers; other rows of the table are the worker's own notes. */
export const workerPrefix = 'worker-'
const forgottenHours = 24

/** A new name for one life of a worker process: what it claims is known to be its own. */
export function newWorkerName(): string {
  return `${workerPrefix}${newId()}`
}

/** Where and as which process a worker runs; part of every beat. */
export interface WorkerPlace {
  host: string
  pid: number
}

/** "I am alive", with how things stand. */
export async function beatWorker(
  db: Db,
  name: string,
  now: Date,
  detail: WorkerPlace & Record<string, unknown>,
): Promise<void> {
  await writeWorkerStatus(db, { name, beat_at: now.toISOString(), detail: JSON.stringify(detail) })
}

/** A worker that stops in order leaves nothing to wait for. */
export async function endWorker(db: Db, name: string): Promise<void> {
  await deleteWorkerStatus(db, [name])
}

/**
 * Forgets workers of this machine whose process is gone, so that what they held is taken back at once and not after a
 * minute; `isAlive` tells of a process id. A process of our own number is our own earlier life. Also forgets rows of
 * yesterday. Returns the names forgotten.
 */
export async function buryWorkers(
  db: Db,
  here: WorkerPlace,
  now: Date,
  isAlive: (pid: number) => boolean,
): Promise<string[]> {
  const oldest = new Date(now.getTime() - forgottenHours * 3_600_000).toISOString()
  const dead = (await listWorkerStatus(db, workerPrefix)).filter(row => {
    const { host, pid } = JSON.parse(row.detail || '{}') as Partial<WorkerPlace>
    const gone = host === here.host && pid !== undefined && (pid === here.pid || !isAlive(pid))
    return gone || row.beat_at < oldest
  })
  const names = dead.map(row => row.name)
  await deleteWorkerStatus(db, names)
  return names
}
