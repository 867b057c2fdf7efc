import type { FigureClass } from '../../data/figure-condition.ts'
import type { CycleClass } from '../../data/obligation-count.ts'
import type { TaskState } from '../../data/schema-task.ts'
import type { TaskClass } from '../../data/task-status.ts'
import type { PlainDate } from '../../lib/plain-date.ts'

export interface TaskLink {
  unit?: string | undefined
  /** `1`: without the units below it, which have figures of their own. */
  own?: '1' | undefined
  inspection?: string | undefined
  recommendation?: string | undefined
  /** `''`: the recommendations of no theme. */
  theme?: string | undefined
  /** The appointment in charge of the lead unit, or `head`. */
  leader?: string | undefined
  class?: TaskClass | FigureClass | undefined
  /** Cycles of obligations alone. */
  cycle?: CycleClass | 'all' | undefined
  state?: TaskState | undefined
  /** The list as it stood at the end of this day; classes that only figures have, themes and leaders need one. */
  asOf?: PlainDate | undefined
}

/** The list of tasks behind a number: the filters are those of the list's own address. */
export function taskListHref({ asOf, theme, ...link }: TaskLink): string {
  const named = Object.entries({ ...link, as_of: asOf }).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  )
  const query = new URLSearchParams(named)
  if (theme !== undefined) query.set('theme', theme)
  const text = query.toString()
  return text === '' ? '/tasks' : `/tasks?${text}`
}
