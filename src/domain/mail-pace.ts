import type { Db } from '../data/schema.ts'
import { findWorkerStatus, holdWorkerStatus, writeWorkerStatus } from '../data/worker-status.ts'

const row = 'mail_pace'
const minute = 60_000

/**
 * Takes leave to send one mail, so that all workers together send at most `perMinute` in any minute: a quarter of them
 * may go in one burst, the rest evenly. False: not yet. Within the caller's transaction, which then holds the pace.
 */
export async function takeMailPace(db: Db, now: Date, perMinute: number): Promise<boolean> {
  await holdWorkerStatus(db, row)
  const stored = Date.parse((await findWorkerStatus(db, row))?.beat_at ?? '')
  const { burst, interval } = paceOf(perMinute)
  // When the next mail would go if all went evenly; the burst may run ahead of it. A clock set back starts anew.
  const due =
    Number.isNaN(stored) || stored > now.getTime() + minute ? now.getTime() : Math.max(stored, now.getTime())
  if (due - now.getTime() > (burst - 1) * interval) return false
  await writeWorkerStatus(db, { name: row, beat_at: new Date(due + interval).toISOString(), detail: '' })
  return true
}

function paceOf(perMinute: number): { burst: number; interval: number } {
  const burst = Math.max(1, Math.floor(perMinute / 4))
  return { burst, interval: minute / Math.max(1, perMinute - burst) }
}
