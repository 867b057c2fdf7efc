import type { Db } from '../../src/data/schema.ts'
import { statusClass } from '../../src/domain/task-status.ts'

/** The summary counted anew from the tasks, in the grain of `status_summary`, for tests of those who read it. */
export async function rebuildSummaries(db: Db): Promise<void> {
  const counts = new Map<string, number>()
  const running = ['issued', 'in_progress', 'returned', 'reported', 'suspended']
  for (const task of await db.selectFrom('task').selectAll().execute()) {
    const timing =
      task.state === 'verified'
        ? statusClass(task, '')
        : task.state === 'reported'
          ? reportedTiming(task)
          : ''
    const due = running.includes(task.state) ? task.due_on : ''
    const key = [task.organisation_id, task.inspection_id, task.lead_unit_id, task.state, due, timing].join(
      '|',
    )
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  await db.deleteFrom('status_summary').execute()
  for (const [key, count] of counts) {
    const [organisation_id, inspection_id, unit_id, state, due_on, timing] = key.split('|') as string[]
    await db
      .insertInto('status_summary')
      .values({ organisation_id, inspection_id, unit_id, state, due_on, timing, count } as never)
      .execute()
  }
}

function reportedTiming(task: { reported_on: string | null; due_on: string | null }): string {
  return (task.reported_on ?? '') <= (task.due_on ?? '9999') ? 'in_time' : 'late'
}
