import { listRearmingEventsOf } from '../data/event-dispatch.ts'
import type { Db, Row } from '../data/schema.ts'
import { listOpenSuspensions } from '../data/suspension.ts'
import type { TaskFacts } from '../data/task.ts'
import { listTaskFacts } from '../data/task-facts.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import type { Policies } from './policy.ts'
import { type Ladder, type LadderRung, recipientWords } from './reminder-ladder.ts'
import { rearmedOnOf, rungDrafts, vacancyDrafts } from './reminder-plan.ts'
import { findPosts, type Posts } from './reminder-posts.ts'
import { findRecipients, type Vacancy } from './reminder-recipient.ts'
import type { Draft } from './reminder-row.ts'
import { anchorOf, type DatedRung, datedRungs } from './reminder-rung.ts'
import { findTold, isNew } from './reminder-told.ts'
import { weekDrafts } from './reminder-week.ts'
import { resumption } from './suspension.ts'
import type { Calendar } from './working-days.ts'

/** One row that the planner will write on its day, if nothing happens before. */
export interface ForeseenRow {
  draft: Draft
  rung: LadderRung
  /** Null for the weekly digest. */
  task: Row<'task'> | null
  /** What the rung counts from; null where it counts from nothing. */
  countedFrom: PlainDate | null
}

/** Why a rung that stands on the day tells nobody, or not everybody. */
export type Silence = 'switched_off' | 'told_before' | 'no_holder'

export interface SilentRung {
  reason: Silence
  rung: LadderRung
  task: Row<'task'>
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

/**
 * What the duties of the days from `from` to `until` will write, worked out by the planner's own rules from what stands
 * in the database now, and writing nothing: rungs by `datedRungs`, rows by `rungDrafts`, the digest by `weekDrafts`.
 */
export async function foresee(db: Db, outlook: Outlook): Promise<ForeseenDay[]> {
  const tasks = await readTasks(db, outlook)
  const told = await findTold(db, outlook.taskIds, outlook.organisationIds)
  const days: ForeseenDay[] = []
  for (let day = outlook.from; day <= outlook.until; day = addDays(day, 1)) {
    days.push(await foreseeDay(db, { ...outlook, day, tasks, told, posts: await findPosts(db, day) }))
  }
  return days
}

interface Looked {
  facts: TaskFacts
  rearmedOn: PlainDate
  suspension: Row<'suspension'> | undefined
}

interface DayOutlook extends Outlook {
  day: PlainDate
  posts: Posts
  tasks: Looked[]
  told: Set<string>
}

async function readTasks(db: Db, { taskIds }: Outlook): Promise<Looked[]> {
  const events = Map.groupBy(await listRearmingEventsOf(db, taskIds), event => event.task_id ?? '')
  const suspensions = new Map((await listOpenSuspensions(db, taskIds)).map(row => [row.task_id, row]))
  return (await listTaskFacts(db, taskIds)).map(facts => ({
    facts,
    rearmedOn: rearmedOnOf(facts.task, events.get(facts.task.id) ?? []),
    suspension: suspensions.get(facts.task.id),
  }))
}

async function foreseeDay(db: Db, outlook: DayOutlook): Promise<ForeseenDay> {
  const found: ForeseenDay = { day: outlook.day, rows: [], silent: [] }
  for (const looked of outlook.tasks) {
    if (await resumes(db, looked, outlook, found)) continue
    for (const dated of standing(looked, outlook)) await foreseeRung(db, looked.facts, dated, outlook, found)
  }
  for (const id of outlook.organisationIds) {
    const { ladder } = outlook.policies.on(id, outlook.day)
    const rung = ladder.find('weekly')
    for (const draft of await weekDrafts(db, id, outlook)) {
      if (rung && isNew(draft, outlook.told)) found.rows.push({ draft, rung, task: null, countedFrom: null })
    }
  }
  return found
}

/** A suspension whose review date has come ends before the day is planned, and its end is told at once. */
async function resumes(
  db: Db,
  looked: Looked,
  { day, calendar, policies, posts, told }: DayOutlook,
  found: ForeseenDay,
): Promise<boolean> {
  const { suspension, facts } = looked
  if (!suspension || facts.task.state !== 'suspended' || suspension.review_on > day) return false
  const { change } = resumption(facts.task, suspension, day, calendar)
  looked.facts = { ...facts, task: { ...facts.task, ...change, state: 'in_progress' } }
  looked.rearmedOn = day
  const { task } = looked.facts
  const { ladder } = policies.on(task.organisation_id, day)
  const rung = ladder.find('resumed')
  if (!rung) return true
  const about = { facts: looked.facts }
  const { holdings, vacant } = await findRecipients(db, recipientWords(rung), about, posts)
  const draft = draftOf(looked.facts, rung, suspension.id, day)
  found.rows.push(
    ...holdings.map(holding => ({
      draft: { ...draft, holding },
      rung,
      task,
      countedFrom: suspension.from_on,
    })),
  )
  foreseeVacancies(looked.facts, rung, vacant, { posts, day, ladder }, found, told)
  return true
}

function draftOf({ task }: TaskFacts, rung: LadderRung, subjectId: string, rungOn: PlainDate) {
  return {
    organisationId: task.organisation_id,
    subjectType: 'suspension',
    subjectId,
    taskId: task.id,
    rung: rung.rung,
    deadlineVersion: task.deadline_version,
    occurrence: 0,
    rungOn,
  }
}

/** The rungs of the day, those that are switched off among them. */
function standing({ facts, rearmedOn }: Looked, { policies, calendar, day }: DayOutlook): DatedRung[] {
  const { ladder } = policies.on(facts.task.organisation_id, day)
  const climb = { ladder: { ...ladder, climbed: ladder.all }, calendar, rearmedOn }
  return datedRungs(facts, climb, day).filter(dated => dated.on === day)
}

async function foreseeRung(
  db: Db,
  facts: TaskFacts,
  dated: DatedRung,
  outlook: DayOutlook,
  found: ForeseenDay,
): Promise<void> {
  const { rung } = dated
  const { task } = facts
  const { ladder } = outlook.policies.on(task.organisation_id, outlook.day)
  if (rung.enabled === 0) {
    found.silent.push({ reason: 'switched_off', rung, task, post: null })
    return
  }
  const { drafts, vacant } = await rungDrafts(db, facts, dated, outlook)
  const fresh = drafts.filter(draft => isNew(draft, outlook.told))
  if (fresh.length < drafts.length) found.silent.push({ reason: 'told_before', rung, task, post: null })
  const countedFrom = anchorOf(facts, dated)
  found.rows.push(...fresh.map(draft => ({ draft, rung, task, countedFrom })))
  foreseeVacancies(facts, rung, vacant, { ...outlook, ladder }, found, outlook.told)
}

function foreseeVacancies(
  facts: TaskFacts,
  rung: LadderRung,
  vacant: Vacancy[],
  planning: { posts: Posts; day: PlainDate; ladder: Ladder },
  found: ForeseenDay,
  told: Set<string>,
): void {
  const { task } = facts
  for (const post of vacant) found.silent.push({ reason: 'no_holder', rung, task, post })
  const notice = planning.ladder.find('no_holder')
  if (!notice) return
  for (const draft of vacancyDrafts(facts, vacant, planning)) {
    if (isNew(draft, told)) found.rows.push({ draft, rung: notice, task, countedFrom: null })
  }
}
