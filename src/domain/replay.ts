import { listChainHeads, listEvents } from '../data/event.ts'
import type { Db, Row } from '../data/schema.ts'
import { findTaskRow, listTaskIds } from '../data/task.ts'
import { listTaskPeriods } from '../data/task-period.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { imageOf, periodOf } from './perform.ts'

type Image = Record<string, unknown>
type Period = ReturnType<typeof periodOf> & { from_on: string; to_on: string | null }

/** What the events alone say of a task: how it stands now, and how it stood from which day to which. */
export interface ReplayedTask {
  image: Image
  periods: Period[]
}

export interface Contradiction {
  taskId: string
  kind: 'task' | 'periods' | 'missing' | 'unknown'
}

const pageSize = 1_000

/** Folds every event of every chain; reads nothing else, so that it can contradict the tables. */
export async function replayEvents(db: Db): Promise<Map<string, ReplayedTask>> {
  const tasks = new Map<string, ReplayedTask>()
  for (const head of await listChainHeads(db)) {
    for (let seq = 0; ; ) {
      const page = await listEvents(db, head.organisation_id, seq, pageSize)
      for (const event of page) foldEvent(tasks, event)
      seq = page.at(-1)?.seq ?? seq
      if (page.length < pageSize) break
    }
  }
  return tasks
}

function foldEvent(tasks: Map<string, ReplayedTask>, event: Row<'event'>): void {
  const image = (JSON.parse(event.payload) as { after?: Image }).after
  if (!event.task_id || !image) return
  const known = tasks.get(event.task_id)
  const periods = known?.periods ?? []
  foldPeriod(periods, event.occurred_on, periodOf(image as unknown as Row<'task'>))
  tasks.set(event.task_id, { image, periods })
}

/** DECISIONS 2: several changes of one day leave one period, the day's last. */
function foldPeriod(periods: Period[], day: string, facts: ReturnType<typeof periodOf>): void {
  const open = periods.at(-1)
  if (open) {
    const { from_on, to_on, ...before } = open
    if (canonicalJson(before) === canonicalJson(facts)) return
    if (from_on === day) {
      periods[periods.length - 1] = { ...facts, from_on, to_on }
      return
    }
    open.to_on = day
  }
  periods.push({ ...facts, from_on: day, to_on: null })
}

/** Where the tables say something else than the events do; none in an office that nobody has tampered with. */
export async function findContradictions(
  db: Db,
): Promise<{ tasks: number; contradictions: Contradiction[] }> {
  const replayed = await replayEvents(db)
  const contradictions: Contradiction[] = []
  for (const id of await listTaskIds(db)) {
    const told = replayed.get(id)
    if (!told) contradictions.push({ taskId: id, kind: 'unknown' })
    else contradictions.push(...(await contradictionsOf(db, id, told)))
    replayed.delete(id)
  }
  for (const id of replayed.keys()) contradictions.push({ taskId: id, kind: 'missing' })
  return { tasks: (await listTaskIds(db)).length, contradictions }
}

async function contradictionsOf(db: Db, id: string, told: ReplayedTask): Promise<Contradiction[]> {
  const found: Contradiction[] = []
  const task = await findTaskRow(db, id)
  if (task && canonicalJson(imageOf(task)) !== canonicalJson(told.image))
    found.push({ taskId: id, kind: 'task' })
  const stored = (await listTaskPeriods(db, id)).map(({ id: _id, ...period }) => period)
  if (canonicalJson(stored) !== canonicalJson(told.periods)) found.push({ taskId: id, kind: 'periods' })
  return found
}
