import type { Actor, Holding } from '../data/actor.ts'
import { listNames } from '../data/ledger-choice.ts'
import { findOfficeClock } from '../data/office.ts'
import type { Db } from '../data/schema.ts'
import { overseenOrganisations } from '../data/scope.ts'
import { listOutlookTaskIds } from '../data/task-facts.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { findCalendar } from './calendar.ts'
import { findPolicies, type Policies } from './policy.ts'
import { foresee } from './reminder-foresee.ts'
import type { ForeseenRow, ForeseenTask, SilentRung } from './reminder-foreseen.ts'
import { findPosts } from './reminder-posts.ts'
import type { Calendar } from './working-days.ts'

export interface ForecastItem {
  /** Tells it from the person's others. */
  key: string
  rung: string
  /** Null for the weekly digest, and for what is told of posts. */
  task: ForeseenTask | null
  /** What the rung counts from, and the working days by the day's policy; null where it counts from nothing. */
  countedFrom: PlainDate | null
  anchor: string
  days: number
}

/** What one person will be told on the day, in one mail, if nothing changes before. */
export interface ForecastMail {
  holding: Holding
  person_name: string
  /** False: there is no address, so that a slip will have to be printed. */
  reachable: boolean
  /** When their bundle goes, by the policy of their mail's organisation. */
  time: string
  items: ForecastItem[]
}

export interface Forecast {
  day: PlainDate
  /** The next working day whose duties are not done, and the last day that can be asked for. */
  first: PlainDate
  last: PlainDate
  mails: ForecastMail[]
  /** Rungs that stand on the day and tell nobody, or not everybody. */
  silent: SilentRung[]
  /** Tasks whose turn may come on the day and that were not worked out here. */
  leftOut: number
}

const worked = 500
/** Working days ahead that can be asked for. */
const farthest = 20

/**
 * What the worker will write into the ledger on the next day whose duties are not done, or on a later day that is asked
 * for, for the organisations the person oversees: by the planner's own rules (`foresee`), and nothing of it is stored.
 */
export async function findForecast(
  db: Db,
  actor: Actor,
  today: PlainDate,
  asked?: PlainDate | null,
): Promise<Forecast> {
  const calendar = await findCalendar(db)
  const policies = await findPolicies(db)
  const owed = firstOwedDay((await findOfficeClock(db))?.worked_on ?? null, today)
  const first = calendar.nextWorkingDay(owed)
  const last = calendar.addWorkingDays(first, farthest)
  const day = !asked || asked < owed ? first : asked > last ? last : asked
  const organisationIds = overseenOrganisations(actor)
  const lookUntil = policiesBegin(policies, owed, day) ? undefined : day
  const ids = await listOutlookTaskIds(db, organisationIds, { lookUntil, limit: worked })
  const taskIds = ids.slice(0, worked)
  const outlook = { policies, calendar, organisationIds, taskIds, from: owed, until: day }
  const found = (await foresee(db, outlook)).at(-1)
  return {
    day,
    first,
    last,
    mails: await byPerson(db, found?.rows ?? [], { day, policies, calendar }),
    silent: found?.silent ?? [],
    leftOut: ids.length - taskIds.length,
  }
}

/** The first day whose duties are not done: days off have duties too. */
export function firstOwedDay(workedOn: PlainDate | null, today: PlainDate): PlainDate {
  return workedOn === null || workedOn < today ? today : addDays(workedOn, 1)
}

/** Then every open task is looked at, whenever its own turn would come. */
function policiesBegin({ rows }: Policies, from: PlainDate, until: PlainDate): boolean {
  return rows.some(row => row.from_on >= from && row.from_on <= until)
}

async function byPerson(
  db: Db,
  rows: ForeseenRow[],
  { day, policies, calendar }: { day: PlainDate; policies: Policies; calendar: Calendar },
): Promise<ForecastMail[]> {
  const people = Map.groupBy(rows, row => row.draft.holding.person_id)
  const posts = new Map((await findPosts(db, day)).holdings.map(held => [held.id, held]))
  return (await listNames(db, [...people.keys()])).map(person => {
    const own = people.get(person.id) ?? []
    // One post stands for all that the person holds: the mail is one.
    const holding = posts.get(own[0]?.draft.holding.id ?? '') as Holding
    const organisationId = own[0]?.draft.organisationId ?? ''
    const items = new Map(own.map(itemOf).map(item => [item.key, item]))
    return {
      holding,
      person_name: person.name,
      reachable: Boolean(person.email),
      time: policies.on(organisationId, calendar.nextWorkingDay(day)).terms.bundle_at,
      items: [...items.values()],
    }
  })
}

function itemOf({ draft, rung, task, countedFrom }: ForeseenRow): ForecastItem {
  const key = `${rung.rung}-${draft.taskId ?? 'all'}`
  return { key, rung: rung.rung, task, countedFrom, anchor: rung.anchor, days: rung.offset_days }
}
