import type { Holding } from '../data/actor.ts'
import { findLastWord, findLetterTask, listOtherTasks, listTold, listUrgedDays } from '../data/letter.ts'
import type { Letter, LetterItem } from '../data/letter-facts.ts'
import { findOffice } from '../data/office.ts'
import { findPerson } from '../data/person.ts'
import type { ReminderRow } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFacts, type TaskFacts } from '../data/task.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { findLetterDetail } from './letter-detail.ts'
import { findDigest } from './letter-digest.ts'
import { mailActsOf } from './mail-act.ts'
import type { CauseContext } from './reminder-cause.ts'
import { findLetterMeeting } from './reminder-meeting.ts'
import { findAlarmOf, isPostRung } from './reminder-post.ts'
import { findRecipients, type Vacancy, vacancies } from './reminder-recipient.ts'
import { taskTiming } from './task-status.ts'

const urgingRungs = ['late_1', 'late_3', 'late_7']
const weekAhead = 7

/** Reads what the rows of one message tell their person, as things stand on `today`. */
export async function findLetter(
  db: Db,
  personId: string,
  rows: ReminderRow[],
  context: CauseContext,
  today: PlainDate,
): Promise<Letter> {
  const office = await findOffice(db)
  const person = await findPerson(db, personId)
  const items: LetterItem[] = []
  for (const row of rows) items.push(await itemOf(db, row, context, today))
  const posts = new Map(items.map(item => [`${item.post.title} ${item.post.unit_name}`, item.post]))
  return {
    today,
    office: office ?? { name: '', help_contact: '', salutation: 'dong_chi', subject_term: '' },
    recipient: { name: person?.name ?? '', posts: [...posts.values()] },
    items,
    others: await othersOf(db, rows, context, today),
  }
}

async function itemOf(
  db: Db,
  row: ReminderRow,
  context: CauseContext,
  today: PlainDate,
): Promise<LetterItem> {
  const held = context.posts.holdings.find(one => one.id === row.appointment_id)
  const { ladder, terms } = context.policies.on(row.organisation_id, today)
  const graces = {
    receipt: terms.receipt_days,
    refusal: terms.refusal_days,
    rung: ladder.find(row.rung)?.offset_days ?? 0,
  }
  const base = { rung: row.rung, rungOn: row.rung_on, post: postOf(held), graces }
  const facts = row.task_id ? await findTaskFacts(db, row.task_id) : undefined
  const task = row.task_id ? ((await findLetterTask(db, row.task_id)) ?? null) : null
  const meeting = await findLetterMeeting(db, row, today)
  if (meeting) return { ...base, ...nothing, digest: null, meeting }
  if (isPostRung(row.rung))
    return { ...base, ...nothing, digest: null, vacancy: await vacancyOf(db, row, context) }
  if (!facts || !task) {
    const digest = await findDigest(db, row.organisation_id, today, context.calendar, terms)
    return { ...base, ...nothing, digest }
  }
  return {
    ...base,
    task,
    timing: taskTiming(facts.task, today, context.calendar, terms),
    lastWord: (await findLastWord(db, task.id)) ?? null,
    waitedDays: task.reported_on ? context.calendar.workingDaysBetween(task.reported_on, today) : 0,
    dueOff: task.due_on !== null && !context.calendar.isWorkingDay(task.due_on),
    coUnits: facts.co_units.filter(part => part.state !== 'waived').map(part => part.unit_name),
    told: await listTold(db, row),
    urgedOn: urgingRungs.includes(row.rung) ? await listUrgedDays(db, row, urgingRungs) : [],
    detail: await findLetterDetail(db, row, facts, held?.unit_id ?? ''),
    vacant: await vacantOf(db, row, facts, context),
    digest: null,
    acts: held ? mailActsOf(held, facts, today) : [],
  }
}

function postOf(held: Holding | undefined): LetterItem['post'] {
  return {
    person_name: '',
    title: held?.title ?? '',
    unit_name: held?.unit_name ?? '',
    role: held?.role ?? 'officer',
    acting_for: held?.acting_for ?? null,
  }
}

const nothing = {
  task: null,
  timing: null,
  lastWord: null,
  waitedDays: 0,
  dueOff: false,
  coUnits: [],
  told: [],
  urgedOn: [],
  detail: {},
  vacant: [],
}

/** Sending looks first whether the alarm still holds, so that there is one. */
async function vacancyOf(db: Db, row: ReminderRow, context: CauseContext): Promise<LetterItem['vacancy']> {
  const alarm = await findAlarmOf(db, row, context)
  return alarm ? { ...alarm, id: `${alarm.subjectId} ${alarm.kind}` } : null
}

async function vacantOf(
  db: Db,
  row: ReminderRow,
  facts: TaskFacts,
  { posts }: CauseContext,
): Promise<Vacancy[]> {
  const post = vacancies[row.occurrence]
  if (row.rung !== 'no_holder' || !post) return []
  return (await findRecipients(db, [post], { facts }, posts)).vacant
}

async function othersOf(
  db: Db,
  rows: ReminderRow[],
  { posts }: CauseContext,
  today: PlainDate,
): Promise<Letter['others']> {
  const ids = rows.map(row => row.appointment_id)
  const held = posts.holdings.filter(one => ids.includes(one.id))
  return listOtherTasks(db, {
    unitIds: held.filter(one => one.role === 'unit_head').map(one => one.unit_id),
    officerIds: held.filter(one => one.role === 'officer').map(one => one.id),
    notIds: rows.flatMap(row => (row.task_id ? [row.task_id] : [])),
    until: addDays(today, weekAhead),
  })
}
