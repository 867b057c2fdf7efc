/** The kept list of what needs attention against the same worked out naively from the tables, after random lives. */
import fc from 'fast-check'
import { sql } from 'kysely'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { countAttention, listSecondExtensions } from '../../src/data/attention.ts'
import type { Db, Row } from '../../src/data/schema.ts'
import { rebuildAttention, rulesOn } from '../../src/domain/attention.ts'
import { findCalendar } from '../../src/domain/calendar.ts'
import { statusDay } from '../../src/domain/status-day.ts'
import type { Calendar } from '../../src/domain/working-days.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { liveTask, type Step, stepNames } from '../support/history.ts'
import { dispatchAll } from '../support/ledger.ts'
import { openTestOffice } from '../support/office.ts'

t.setTimeout(300_000)

const step = fc.record<Step>({
  what: fc.constantFrom(...stepNames),
  afterDays: fc.constantFrom(0, 0, 1, 1, 2, 4),
})
const beginnings: Step['what'][][] = [
  [],
  ['receive', 'report'],
  ['receive', 'extend'],
  ['receive', 'extend', 'extend'],
  ['refuse'],
]
const life = fc.record({
  unit: fc.constantFrom('tccb' as const, 'vp' as const),
  dueInDays: fc.integer({ min: 5, max: 60 }),
  // Begun in a way that leads somewhere, else hardly anything would be asked or reported.
  steps: fc
    .tuple(fc.constantFrom(...beginnings), fc.array(step, { maxLength: 4 }))
    .map(([begun, more]) => [...begun.map((what): Step => ({ what, afterDays: 1 })), ...more]),
})

await t.test('after any acts and on any day the list is what the tables say', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const calendar = await findCalendar(db)
  const kinds = new Set<string>()
  let last = '2018-11-20'
  const property = fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 2 }), async lives => {
    for (const one of lives) {
      const day = await liveTask(office, one.unit, one.dueInDays, one.steps)
      if (day > last) last = day
    }
    await dispatchAll(office, last)
    for (const after of [0, 1, 4, 9, 40]) {
      const day = addDays(last, after)
      const naive = await naiveList(db, calendar, day)
      for (const line of naive) kinds.add(line.split(' ')[0] ?? '')
      t.same(await storedList(db, day), naive, day)
    }
  })
  await fc.assert(property, { numRuns: 12, seed: 20181113, endOnFailure: true })
  t.ok(kinds.size >= 4, [...kinds].join())
  const before = await storedList(db, last)
  await sql`delete from attention`.execute(db)
  await rebuildAttention(db, await rulesOn(db, last))
  t.same(await storedList(db, last), before, 'and a rebuild makes the same again')
})

await t.test('what waits, from the day on which it waits too long, in the reader’s reach', async t => {
  const office = await openTestOffice(t)
  const { reader } = office.database
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  const ask = (day: string, newDueOn: string) =>
    office.act('phuc', day, 'request_extension', id, {
      reason: 'Đại hội',
      doneSoFar: 'Dự thảo',
      plan: 'Trình ký',
      newDueOn,
    })
  await ask('2018-12-03', '2018-12-20')
  await dispatchAll(office, '2018-12-03')
  const counted = async (
    who: 'bao' | 'son' | 'phuc',
    kind: 'undecided' | 'second_extension',
    day: string,
  ) => {
    const actor = await findActor(reader, office.person[who], day)
    if (!actor) throw new Error(who)
    const query = { day: statusDay(day, await findCalendar(reader)), limit: 10 }
    return countAttention(reader, actor, kind, query)
  }
  t.equal(await counted('bao', 'undecided', '2018-12-05'), 0)
  t.equal(await counted('bao', 'undecided', '2018-12-06'), 1, 'three working days after it was asked')
  t.equal(await counted('phuc', 'undecided', '2018-12-06'), 0, 'a unit has no such list')
  const granted = { verdict: 'granted', grantedDueOn: '2018-12-20', note: '' }
  await office.act('ngan', '2018-12-06', 'decide_extension', id, granted)
  await ask('2018-12-07', '2018-12-27')
  await dispatchAll(office, '2018-12-07')
  t.equal(await counted('bao', 'undecided', '2018-12-20'), 0, 'the second one is the committee’s')
  t.equal(await counted('son', 'second_extension', '2018-12-07'), 1)
  const member = await findActor(reader, office.person.son, '2018-12-07')
  const query = { day: statusDay('2018-12-07', await findCalendar(reader)), limit: 10 }
  t.match(await listSecondExtensions(reader, member!, query), [{ id, asked_on: '2018-12-07' }])
})

async function storedList(db: Db, day: string): Promise<string[]> {
  const rows = await db
    .selectFrom('attention')
    .select(['kind', 'subject_id'])
    .where('from_on', '<=', day)
    .where(eb => eb.or([eb('until_on', 'is', null), eb('until_on', '>', day)]))
    .execute()
  return rows.map(row => `${row.kind} ${row.subject_id}`).sort()
}

/** PRODUCT §5 read off the tables alone. */
async function naiveList(db: Db, calendar: Calendar, day: string): Promise<string[]> {
  const found: string[] = []
  const tasks = await db.selectFrom('task').selectAll().where('closed_on', 'is', null).execute()
  for (const task of tasks) {
    found.push(...naiveTimes(task, calendar, day))
    const refusals = await db.selectFrom('refusal').selectAll().where('task_id', '=', task.id).execute()
    const undecided = refusals.some(one => one.state === 'pending')
    const twice = refusals.length >= 2 && (task.state === 'draft' || task.state === 'issued')
    if (undecided || twice) found.push(`disputed ${task.id}`)
    found.push(...(await naiveRequests(db, calendar, day, task.id, task.extension_count)))
  }
  return found.sort()
}

function naiveTimes(task: Row<'task'>, calendar: Calendar, day: string): string[] {
  const running = ['issued', 'in_progress', 'returned', 'reported'].includes(task.state)
  const judged = task.state === 'reported' ? (task.reported_on ?? day) : day
  const late = running && judged > (task.due_on ?? '9999')
  const original = running && !late && judged > (task.original_due_on ?? '9999')
  const reported = task.state === 'reported' ? task.reported_on : null
  const waits = reported !== null && calendar.workingDaysBetween(reported, day) > 10
  return [
    ...(late ? [`late ${task.id}`] : []),
    ...(original ? [`late_original ${task.id}`] : []),
    ...(waits ? [`unverified ${task.id}`] : []),
  ]
}

async function naiveRequests(
  db: Db,
  calendar: Calendar,
  day: string,
  taskId: string,
  extensions: number,
): Promise<string[]> {
  const pending = (table: 'extension' | 'suspension_request') =>
    db
      .selectFrom(table)
      .select(['id', 'asked_on'])
      .where('task_id', '=', taskId)
      .where('state', '=', 'pending')
      .execute()
  const waited = (asked: string) => calendar.workingDaysBetween(asked, day) >= 3
  const asked = await pending('extension')
  const pauses = await pending('suspension_request')
  const proposals = await db
    .selectFrom('non_implementation')
    .select('id')
    .where('task_id', '=', taskId)
    .where('state', '=', 'pending')
    .execute()
  return [
    ...(extensions > 0
      ? asked.map(one => `second_extension ${one.id}`)
      : asked.filter(one => waited(one.asked_on)).map(one => `undecided ${one.id}`)),
    ...pauses.filter(one => waited(one.asked_on)).map(one => `undecided ${one.id}`),
    ...proposals.map(one => `non_implementation ${one.id}`),
  ]
}
