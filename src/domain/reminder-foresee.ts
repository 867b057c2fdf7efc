import { listRearmingEventsOf } from '../data/event-dispatch.ts'
import type { Db } from '../data/schema.ts'
import { listOpenSuspensions } from '../data/suspension.ts'
import type { TaskFacts } from '../data/task.ts'
import { listTaskFacts } from '../data/task-facts.ts'
import { addDays } from '../lib/plain-date.ts'
import { findWork } from './post-watch.ts'
import { type DutiesAhead, findDutiesAhead, foreseeCycles } from './reminder-foresee-cycle.ts'
import {
  type DayOutlook,
  type ForeseenDay,
  foreseeVacancies,
  type Looked,
  type Outlook,
  seenTask,
} from './reminder-foreseen.ts'
import { type LadderRung, recipientWords } from './reminder-ladder.ts'
import { meetingDrafts } from './reminder-meeting.ts'
import { rearmedOnOf, rungDrafts } from './reminder-plan.ts'
import { postDrafts } from './reminder-post.ts'
import { findPosts } from './reminder-posts.ts'
import { findRecipients } from './reminder-recipient.ts'
import { anchorOf, type DatedRung, datedRungs } from './reminder-rung.ts'
import { findTold, isNew } from './reminder-told.ts'
import { weekDrafts } from './reminder-week.ts'
import { resumption } from './suspension.ts'

/**
 * What the duties of the days from `from` to `until` will write, worked out by the planner's own rules from what stands
 * in the database now, and writing nothing: rungs by `datedRungs`, rows by `rungDrafts`, cycles by `cycleDrafts`, posts
 * by `postDrafts`, the digest by `weekDrafts`.
 */
export async function foresee(db: Db, asked: Outlook): Promise<ForeseenDay[]> {
  const duties = await findDutiesAhead(db, asked)
  const taskIds = [...new Set([...asked.taskIds, ...duties.cycles.map(cycle => cycle.task_id)])]
  const outlook = { ...asked, taskIds }
  const tasks = await readTasks(db, outlook)
  const told = await findTold(db, taskIds, outlook.organisationIds)
  const work = await findWork(db)
  const days: ForeseenDay[] = []
  for (let day = outlook.from; day <= outlook.until; day = addDays(day, 1)) {
    days.push(
      await foreseeDay(db, duties, { ...outlook, day, tasks, told, work, posts: await findPosts(db, day) }),
    )
  }
  return days
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

async function foreseeDay(db: Db, duties: DutiesAhead, outlook: DayOutlook): Promise<ForeseenDay> {
  const found: ForeseenDay = { day: outlook.day, rows: [], silent: [] }
  for (const looked of outlook.tasks) {
    if (await resumes(db, looked, outlook, found)) continue
    for (const dated of standing(looked, outlook)) await foreseeRung(db, looked.facts, dated, outlook, found)
  }
  await foreseeCycles(db, duties, outlook, found)
  const told = [...(await postDrafts(db, outlook, outlook.day)), ...(await meetingDrafts(db, outlook))]
  for (const { draft, rung } of told) {
    if (!outlook.organisationIds.includes(draft.organisationId) || !isNew(draft, outlook.told)) continue
    found.rows.push({ draft, rung, task: null, countedFrom: null })
  }
  await foreseeWeek(db, outlook, found)
  return found
}

async function foreseeWeek(db: Db, outlook: DayOutlook, found: ForeseenDay): Promise<void> {
  for (const id of outlook.organisationIds) {
    const { ladder } = outlook.policies.on(id, outlook.day)
    const rung = ladder.find('weekly')
    // The figures count a new cycle's task once its event is dispatched, after the day's duties.
    const more = outlook.tasks.filter(
      ({ facts: { task } }) =>
        task.code === '' && task.organisation_id === id && (task.issued_on ?? '') < outlook.day,
    )
    for (const draft of await weekDrafts(db, id, outlook, more.length)) {
      if (rung && isNew(draft, outlook.told)) found.rows.push({ draft, rung, task: null, countedFrom: null })
    }
  }
}

/** A suspension whose review date has come ends before the day is planned, and its end is told at once. */
async function resumes(db: Db, looked: Looked, outlook: DayOutlook, found: ForeseenDay): Promise<boolean> {
  const { day, calendar, policies, posts } = outlook
  const { suspension, facts } = looked
  if (!suspension || facts.task.state !== 'suspended' || suspension.review_on > day) return false
  const { change } = resumption(facts.task, suspension, day, calendar)
  looked.facts = { ...facts, task: { ...facts.task, ...change, state: 'in_progress' } }
  looked.rearmedOn = day
  const { task } = looked.facts
  const rung = policies.on(task.organisation_id, day).ladder.find('resumed')
  if (!rung) return true
  const about = { facts: looked.facts }
  const { holdings, vacant } = await findRecipients(db, recipientWords(rung), about, posts)
  const draft = draftOf(looked.facts, rung, suspension.id, day)
  const rows = holdings.map(holding => ({
    draft: { ...draft, holding },
    rung,
    task: seenTask(looked.facts),
    countedFrom: suspension.from_on,
  }))
  found.rows.push(...rows)
  foreseeVacancies(looked.facts, { rung, vacant }, outlook, found)
  return true
}

function draftOf({ task }: TaskFacts, rung: LadderRung, subjectId: string, rungOn: string) {
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
  const task = seenTask(facts)
  if (rung.enabled === 0) {
    found.silent.push({ reason: 'switched_off', rung, task, post: null })
    return
  }
  const { drafts, vacant } = await rungDrafts(db, facts, dated, outlook)
  const fresh = drafts.filter(draft => isNew(draft, outlook.told))
  if (fresh.length < drafts.length) found.silent.push({ reason: 'told_before', rung, task, post: null })
  const countedFrom = anchorOf(facts, dated)
  found.rows.push(...fresh.map(draft => ({ draft, rung, task, countedFrom })))
  foreseeVacancies(facts, { rung, vacant }, outlook, found)
}
