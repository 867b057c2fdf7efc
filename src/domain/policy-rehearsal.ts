import { listNames } from '../data/ledger-choice.ts'
import { findOfficeClock } from '../data/office.ts'
import type { Db } from '../data/schema.ts'
import { listOutlookTaskIds } from '../data/task-facts.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { findCalendar } from './calendar.ts'
import { firstOwedDay } from './ledger-forecast.ts'
import { livingBy } from './policy.ts'
import type { PlannedChange } from './policy-change.ts'
import { foresee } from './reminder-foresee.ts'
import type { ForeseenDay, ForeseenRow, ForeseenTask, Outlook } from './reminder-foreseen.ts'
import { findPosts } from './reminder-posts.ts'

/** Working days of the new policy that are tried out before it is saved. */
export const rehearsedDays = 10
const worked = 2_000

export interface RehearsedRow {
  change: 'added' | 'dropped'
  day: PlainDate
  rung: string
  /** The rung's days by the policy by which it would go, or went until now. */
  days: number
  /** Null for the weekly digest, and for what is told of posts; without an id until its cycle begins. */
  task: ForeseenTask | null
  person_name: string
  post: string
  unit_name: string
}

export interface Rehearsal {
  from: PlainDate
  until: PlainDate
  /** In the order of the days; what goes on another day stands twice. */
  rows: RehearsedRow[]
  /** Open tasks that were not tried, because there are too many. */
  leftOut: number
}

/**
 * Which reminders of the tasks as they stand would go that do not go now, and which would not any more, in the first
 * working days of the changed policy. Both are worked out by the planner's own rules; nothing is stored.
 */
export async function rehearseChange(
  db: Db,
  { now, next, fromOn }: Pick<PlannedChange, 'now' | 'next' | 'fromOn'>,
  organisationId: string,
  today: PlainDate,
): Promise<Rehearsal> {
  const calendar = await findCalendar(db)
  const owed = firstOwedDay((await findOfficeClock(db))?.worked_on ?? null, today)
  const until = calendar.addWorkingDays(calendar.nextWorkingDay(fromOn), rehearsedDays - 1)
  const organisationIds = livingBy(next, organisationId, fromOn)
  const ids = await listOutlookTaskIds(db, organisationIds, { limit: worked })
  const taskIds = ids.slice(0, worked)
  const outlook: Omit<Outlook, 'policies'> = { calendar, organisationIds, taskIds, from: owed, until }
  const before = byKey(await foresee(db, { ...outlook, policies: now }))
  const after = byKey(await foresee(db, { ...outlook, policies: next }))
  const dropped = [...before].filter(([key]) => !after.has(key)).map(([, row]) => row)
  const added = [...after].filter(([key]) => !before.has(key)).map(([, row]) => row)
  const rows = [
    ...(await named(db, dropped, 'dropped', today)),
    ...(await named(db, added, 'added', today)),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  return { from: fromOn, until, rows, leftOut: ids.length - taskIds.length }
}

function byKey(days: ForeseenDay[]): Map<string, ForeseenRow> {
  const rows = days.flatMap(day => day.rows)
  return new Map(
    rows.map(row => {
      const { rungOn, rung, subjectId, holding, occurrence } = row.draft
      return [`${rungOn} ${rung} ${subjectId} ${holding.id} ${occurrence}`, row]
    }),
  )
}

async function named(
  db: Db,
  rows: ForeseenRow[],
  change: RehearsedRow['change'],
  today: PlainDate,
): Promise<RehearsedRow[]> {
  const people = await listNames(db, [...new Set(rows.map(row => row.draft.holding.person_id))])
  const names = new Map(people.map(person => [person.id, person.name]))
  const posts = new Map((await findPosts(db, today)).holdings.map(held => [held.id, held]))
  return rows.map(({ draft, rung, task }) => {
    const held = posts.get(draft.holding.id)
    return {
      change,
      day: draft.rungOn,
      rung: draft.rung,
      days: rung.offset_days,
      task,
      person_name: names.get(draft.holding.person_id) ?? '',
      post: held?.title ?? '',
      unit_name: held?.unit_name ?? '',
    }
  })
}
