import type { Row } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import type { Policies } from './policy.ts'
import type { Work } from './post-watch.ts'
import type { LadderRung } from './reminder-ladder.ts'
import { vacancyDrafts } from './reminder-plan.ts'
import type { Posts } from './reminder-posts.ts'
import type { Vacancy } from './reminder-recipient.ts'
import type { Draft } from './reminder-row.ts'
import { isNew } from './reminder-told.ts'
import type { Calendar } from './working-days.ts'

/** What a foreseen row is about. `id` is null, and `code` empty, while the cycle that creates the task has not begun. */
export type ForeseenTask = Pick<Row<'task'>, 'code' | 'title' | 'due_on'> & { id: string | null }

/** One row that the planner will write on its day, if nothing happens before. */
export interface ForeseenRow {
  draft: Draft
  rung: LadderRung
  /** Null for the weekly digest, and for what is told of posts. */
  task: ForeseenTask | null
  /** What the rung counts from; null where it counts from nothing. */
  countedFrom: PlainDate | null
}

/** Why a rung that stands on the day tells nobody, or not everybody. */
export type Silence = 'switched_off' | 'told_before' | 'no_holder'

export interface SilentRung {
  reason: Silence
  rung: LadderRung
  task: ForeseenTask
  /** Nobody holds it; for `no_holder`. */
  post: Vacancy | null
}

export interface ForeseenDay {
  day: PlainDate
  rows: ForeseenRow[]
  silent: SilentRung[]
}

export interface Outlook {
  policies: Policies
  calendar: Calendar
  organisationIds: string[]
  taskIds: string[]
  /** The first day whose duties are not done, and the last one asked for. */
  from: PlainDate
  until: PlainDate
}

/** A task as it will stand on the day. */
export interface Looked {
  facts: TaskFacts
  rearmedOn: PlainDate
  suspension: Row<'suspension'> | undefined
}

/** One day of an outlook. What the day changes (`tasks`, `told`, `work`) is what the next day begins with. */
export interface DayOutlook extends Outlook {
  day: PlainDate
  posts: Posts
  tasks: Looked[]
  told: Set<string>
  work: Work
}

/** A task of a cycle to come has no code yet: its number is drawn when the cycle begins. */
export function seenTask({ task: { id, code, title, due_on } }: TaskFacts): ForeseenTask {
  return { id: code === '' ? null : id, code, title, due_on }
}

/** Posts that nobody holds: that they are not told, and that the secretary is told of it. */
export function foreseeVacancies(
  facts: TaskFacts,
  { rung, vacant }: { rung: LadderRung; vacant: Vacancy[] },
  { policies, posts, day, told }: DayOutlook,
  found: ForeseenDay,
): void {
  const task = seenTask(facts)
  for (const post of vacant) found.silent.push({ reason: 'no_holder', rung, task, post })
  const { ladder } = policies.on(facts.task.organisation_id, day)
  const notice = ladder.find('no_holder')
  if (!notice) return
  for (const draft of vacancyDrafts(facts, vacant, { posts, day, ladder })) {
    if (isNew(draft, told)) found.rows.push({ draft, rung: notice, task, countedFrom: null })
  }
}
