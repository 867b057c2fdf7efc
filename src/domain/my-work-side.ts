import { listOpenParts } from '../data/open-part.ts'
import type { Db } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { lateSide } from './late-side.ts'
import type { Decision } from './my-work.ts'

/** Says on each task that has parts to wait for who holds it up. */
export async function tellSides(db: Db, decisions: Decision[], today: PlainDate): Promise<void> {
  const ofTasks = decisions.filter(one => 'task' in one)
  const parts = await listOpenParts(
    db,
    ofTasks.map(one => one.task.id),
  )
  for (const decision of ofTasks) {
    const open = parts.get(decision.task.id)
    if (open) decision.side = lateSide(decision.task, open, today)
  }
}
