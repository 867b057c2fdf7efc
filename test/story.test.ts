import t from 'tap'
import { findActor } from '../src/data/actor.ts'
import { verifyChains } from '../src/domain/chain.ts'
import { type Figures, findFigures } from '../src/domain/figures.ts'
import { findContradictions } from '../src/domain/replay.ts'
import { addDays } from '../src/lib/plain-date.ts'
import { testKeys } from './support/office.ts'
import { countPeriodsOn } from './support/period-counts.ts'
import { readIds } from './support/story-act.ts'
import { storyActs } from './support/story-acts.ts'
import { traceMails } from './support/story-ledger.ts'
import { mailLines, storyMails } from './support/story-mails.ts'
import { isWorkingDay, openStoryOffice } from './support/story-office.ts'

t.setTimeout(900_000)

const firstDay = '2018-11-14'
const lastDay = '2019-01-31'
/** The worker stops after this day's acts and comes back on the other one, three working days missed. */
const downAfter = '2019-01-22'
const backOn = '2019-01-28'

/** Worked out by hand from the acts: done on time, done late, running in time, running late, then those counted apart. */
const figures = {
  '2018-11-30': [2, 0, 11, 0, { suspended: 1, not_implemented: 0, withdrawn: 0 }],
  '2018-12-10': [3, 1, 8, 2, { suspended: 1, not_implemented: 1, withdrawn: 1 }],
  '2018-12-31': [8, 1, 6, 5, { suspended: 0, not_implemented: 1, withdrawn: 1 }],
  '2019-01-31': [11, 4, 3, 5, { suspended: 0, not_implemented: 1, withdrawn: 2 }],
} as const
const counted = [
  'done_on_time',
  'done_late',
  'running_in_time',
  'running_late',
  'suspended',
  'not_implemented',
  'withdrawn',
] as const
type Counts = Pick<Figures, (typeof counted)[number]>

await t.test('the sample from 13/11/2018 to 31/01/2019: every mail, every figure', async t => {
  const office = await openStoryOffice(t)
  const db = office.database.reader
  const shown = new Map<string, Counts>()
  await office.startWorker()
  const started = performance.now()
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    if (day > downAfter && day < backOn) await office.stopWorker()
    if (day === backOn) await office.startWorker()
    await office.playDay(
      day,
      storyActs.filter(act => act.day === day),
    )
    if (day in figures) shown.set(day, await figuresShown(day))
  }
  t.comment(`${Math.round((performance.now() - started) / 1000)} s`)
  const traced = await traceMails(db)
  const sent = traced.filter(mail => mail.kind !== 'slip')

  await t.test('who was told what on which day is the list written by hand', async t => {
    t.same(differences(mailLines(traced), mailLines(storyMails)), [])
  })

  await t.test('each mail arrived once, on its day, at its address', async t => {
    const line = (id: string, day: string, to: string) => `${id} ${day} ${to}`
    t.same(
      office.arrived
        .map(mail => line(mail.messageId.slice(1).split('@')[0] ?? '', mail.day, mail.to.join(' ')))
        .sort(),
      sent.map(mail => line(mail.headerId, mail.day, mail.address)).sort(),
    )
    for (const mail of sent) t.equal(mail.address, `${mail.who}@sgddt.example`)
    t.equal(new Set(office.arrived.map(mail => mail.messageId)).size, office.arrived.length)
  })
  const arrivedFor = new Map(office.arrived.map(mail => [mail.messageId.slice(1).split('@')[0], mail]))

  await t.test('none on a day off, bundles in the morning, one a person and day', async t => {
    t.same(
      office.arrived.filter(mail => !isWorkingDay(mail.day)).map(mail => `${mail.day} ${mail.to.join(' ')}`),
      [],
    )
    const bundles = sent.filter(mail => mail.kind === 'bundle')
    t.same(
      bundles.filter(mail => arrivedFor.get(mail.headerId)?.moment !== '07:30').map(mail => mail.rungs),
      [],
    )
    t.equal(new Set(bundles.map(mail => `${mail.day} ${mail.who}`)).size, bundles.length)
  })

  await t.test('each mail names its tasks', async t => {
    const tasks = await db.selectFrom('task').select(['code', 'title']).execute()
    for (const mail of sent) {
      const text = arrivedFor.get(mail.headerId)?.text.replace(/\s+/g, ' ') ?? ''
      const missing = tasks.filter(
        ({ code, title }) => mail.rungs.some(rung => rung.endsWith(` ${code}`)) && !text.includes(title),
      )
      t.same(missing, [], `${mail.day} ${mail.who} ${mail.rungs.join(', ')}`)
    }
  })

  await t.test('every ledger row is settled, unique, and of somebody who held the post that day', async t => {
    const rows = await db
      .selectFrom('reminder as r')
      .innerJoin('appointment as a', 'a.id', 'r.appointment_id')
      .select(['r.subject_id', 'r.rung', 'r.appointment_id', 'r.deadline_version', 'r.occurrence', 'r.state'])
      .select(['r.person_id', 'a.person_id as holder_id', 'a.from_on', 'a.to_on', 'r.for_on', 'r.reason'])
      .execute()
    const key = (row: (typeof rows)[number]) =>
      [row.subject_id, row.rung, row.appointment_id, row.deadline_version, row.occurrence].join(' ')
    t.equal(new Set(rows.map(key)).size, rows.length)
    t.same(
      rows.filter(row => !['sent', 'cancelled', 'no_address'].includes(row.state)).map(row => row.state),
      [],
    )
    const told = rows.filter(row => row.state !== 'cancelled')
    const outside = told.filter(
      row =>
        row.holder_id !== row.person_id || row.for_on < row.from_on || row.for_on > (row.to_on ?? '9999'),
    )
    t.same(outside, [])
    t.same(
      rows.filter(row => row.state === 'cancelled' && row.reason === ''),
      [],
      'a cancelled row says why',
    )
  })

  await t.test('the figures on four dates are those worked out by hand', async t => {
    for (const [day, [onTime, late, inTime, runningLate, apart]] of Object.entries(figures)) {
      const expected = {
        done_on_time: onTime,
        done_late: late,
        running_in_time: inTime,
        running_late: runningLate,
        ...apart,
      }
      t.same(shown.get(day), expected, `${day}, as the summary gave it on that day`)
      t.same(added(await countPeriodsOn(db, day)), expected, `${day}, as the periods give it now`)
    }
  })

  await t.test('the events are whole and tell the same', async t => {
    const chains = await verifyChains(db, testKeys)
    t.equal(chains.length, 1)
    t.equal(chains[0]?.broken, undefined)
    t.same((await findContradictions(db)).contradictions, [])
    t.same(office.troubles, [])
  })

  async function figuresShown(day: string): Promise<Counts> {
    const actor = await findActor(db, (await readIds(db)).person('bao'), day)
    if (!actor) throw new Error('the director is gone')
    return added([(await findFigures(db, actor, { today: day })).total])
  }
})

function added(rows: Counts[]): Counts {
  const total = Object.fromEntries(counted.map(name => [name, 0])) as unknown as Counts
  for (const row of rows) for (const name of counted) total[name] += row[name]
  return total
}

/** What only one list has: `+` was sent and is not in the hand-written list, `-` is owed and was not sent. */
function differences(found: string[], wanted: string[]): string[] {
  const rest = [...wanted]
  const extra = found.filter(line => {
    const at = rest.indexOf(line)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
  return [...extra.map(line => `+ ${line}`), ...rest.map(line => `- ${line}`)].sort((a, b) =>
    a.slice(2) < b.slice(2) ? -1 : 1,
  )
}
