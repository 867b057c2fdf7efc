import type { Actor, Holding } from '../data/actor.ts'
import { listNames } from '../data/ledger-choice.ts'
import { listTasksToLook } from '../data/next-look.ts'
import { findOfficeClock } from '../data/office.ts'
import type { Db, Row } from '../data/schema.ts'
import { overseenOrganisations } from '../data/scope.ts'
import { countOpenTasks } from '../data/status-summary.ts'
import { findTaskFacts } from '../data/task.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { findCalendar } from './calendar.ts'
import { findLadder, type Ladder, recipientWords } from './reminder-ladder.ts'
import { findRearmedOn } from './reminder-plan.ts'
import { aboutOf, findPosts, findRecipients, holdingsOver, type Posts } from './reminder-recipient.ts'
import { datedRungs } from './reminder-rung.ts'
import { isFirstWorkingDay } from './reminder-week.ts'
import type { Calendar } from './working-days.ts'

export interface ForecastItem {
  rung: string
  /** Null for the weekly digest. */
  task: Pick<Row<'task'>, 'id' | 'code' | 'title' | 'due_on'> | null
}

/** What one person will be told on the day, in one mail, if nothing changes before. */
export interface ForecastMail {
  holding: Holding
  person_name: string
  /** False: there is no address, so that a slip will have to be printed. */
  reachable: boolean
  items: ForecastItem[]
}

export interface Forecast {
  day: PlainDate
  mails: ForecastMail[]
  /** Tasks whose turn may come on the day and that were not worked out here. */
  leftOut: number
}

const worked = 60

/**
 * What the worker will write into the ledger on the next day whose duties are not done, for the organisations the
 * person oversees: worked out by the planner's own rules, and nothing of it is stored.
 */
export async function findForecast(db: Db, actor: Actor, today: PlainDate): Promise<Forecast> {
  const calendar = await findCalendar(db)
  const ladder = await findLadder(db)
  const day = nextDay((await findOfficeClock(db))?.worked_on ?? null, today, calendar)
  const posts = await findPosts(db, day)
  const organisations = overseenOrganisations(actor)
  const tasks = organisations.length > 0 ? await listTasksToLook(db, day) : []
  const told: { holding: Holding; item: ForecastItem }[] = []
  for (const id of tasks.slice(0, worked)) {
    const facts = await findTaskFacts(db, id)
    if (!facts || !organisations.includes(facts.task.organisation_id)) continue
    const climb = { ladder, calendar, rearmedOn: await findRearmedOn(db, facts) }
    for (const { rung, subjectType, subjectId } of datedRungs(facts, climb, day).filter(d => d.on === day)) {
      const about = aboutOf(facts, { subject_type: subjectType, subject_id: subjectId })
      const { holdings } = await findRecipients(db, recipientWords(rung), about, posts)
      for (const holding of holdings) told.push({ holding, item: { rung: rung.rung, task: facts.task } })
    }
  }
  told.push(...(await weeklyItems(db, organisations, { day, ladder, posts, calendar })))
  return { day, mails: await byPerson(db, told), leftOut: Math.max(0, tasks.length - worked) }
}

function nextDay(workedOn: PlainDate | null, today: PlainDate, calendar: Calendar): PlainDate {
  const next = workedOn === null || workedOn < today ? today : addDays(workedOn, 1)
  return calendar.nextWorkingDay(next)
}

interface Week {
  day: PlainDate
  ladder: Ladder
  posts: Posts
  calendar: Calendar
}

async function weeklyItems(db: Db, organisations: string[], { day, ladder, posts, calendar }: Week) {
  const rung = ladder.find('weekly')
  if (!rung || !isFirstWorkingDay(day, calendar)) return []
  const roles = recipientWords(rung).map(word =>
    word === 'secretary' ? ('secretary' as const) : ('leader' as const),
  )
  const told: { holding: Holding; item: ForecastItem }[] = []
  for (const id of organisations) {
    if ((await countOpenTasks(db, id)) === 0) continue
    const held = new Map(roles.flatMap(role => holdingsOver(posts, role, id)).map(one => [one.id, one]))
    for (const holding of held.values()) told.push({ holding, item: { rung: 'weekly', task: null } })
  }
  return told
}

async function byPerson(db: Db, told: { holding: Holding; item: ForecastItem }[]): Promise<ForecastMail[]> {
  const people = Map.groupBy(told, one => one.holding.person_id)
  return (await listNames(db, [...people.keys()])).map(person => {
    const own = people.get(person.id) ?? []
    // One post stands for all that the person holds: the mail is one.
    const holding = own[0]?.holding as Holding
    const items = new Map(own.map(({ item }) => [`${item.rung} ${item.task?.id}`, item]))
    return { holding, person_name: person.name, reachable: Boolean(person.email), items: [...items.values()] }
  })
}
