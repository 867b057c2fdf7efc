import type { CycleClass } from '../../data/obligation-count.ts'
import type { TaskState } from '../../data/schema-task.ts'
import type { TaskClass } from '../../data/task-status.ts'

export interface TaskLink {
  unit?: string | undefined
  /** `1`: without the units below it, which have figures of their own. */
  own?: '1' | undefined
  inspection?: string | undefined
  class?: TaskClass | undefined
  /** Cycles of obligations alone. */
  cycle?: CycleClass | 'all' | undefined
  state?: TaskState | undefined
}

/** The list of tasks behind a number: the filters are those of the list's own address. */
export function taskListHref(link: TaskLink): string {
  const named = Object.entries(link).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const query = new URLSearchParams(named).toString()
  return query === '' ? '/tasks' : `/tasks?${query}`
}
