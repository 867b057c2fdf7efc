import t from 'tap'
import { recordAccess } from '../../src/domain/access-log.ts'
import { checkSummariesJob, nightlyJob } from '../../src/jobs/nightly.ts'
import { startTicker } from '../../src/jobs/ticker.ts'
import { workOfficeJob } from '../../src/jobs/work-office.ts'
import { openTestJobs } from '../support/jobs.ts'
import { ledgerOf, told } from '../support/ledger.ts'
import { openTestOffice } from '../support/office.ts'
import { sleep, until } from '../support/programs.ts'

const never = new AbortController().signal

await t.test('what the office owes: its day, its events, its sealed accesses', async t => {
  const office = await openTestOffice(t)
  const jobs = openTestJobs(t, office, 'smtp://127.0.0.1:1')
  const { writer, reader } = office.database
  await writer.updateTable('office_clock').set({ worked_on: '2018-12-09' }).execute()
  await office.issued('2018-12-04', '2018-12-13')
  const access = { personId: office.person.phuc, detail: '', address: '127.0.0.1' }
  await recordAccess(writer, { ...access, kind: 'sign_in', at: new Date('2018-12-10T01:58:30.000Z') })
  await workOfficeJob(jobs, never)
  t.same(
    told(await ledgerOf(office)).filter(line => !line.includes('weekly')),
    ['2018-12-04 issued phuc', '2018-12-10 due_minus_3 phuc'],
  )
  t.match(await reader.selectFrom('office_clock').selectAll().executeTakeFirst(), { worked_on: '2018-12-10' })
  t.match(await reader.selectFrom('office').selectAll().executeTakeFirst(), { mail_from_on: '2018-12-10' })
  const open = await reader.selectFrom('access_log').select('id').where('event_id', 'is', null).execute()
  t.same(open, [])
  t.equal(jobs.nudges(), 1, 'and its mails are looked for')
})

await t.test('after midnight: yesterday is kept, and the figures are counted anew', async t => {
  const office = await openTestOffice(t)
  const jobs = openTestJobs(t, office, null)
  const { writer, reader } = office.database
  await office.issued('2018-12-04', '2018-12-13')
  jobs.clock.now = new Date('2018-12-09T17:05:00.000Z')
  await nightlyJob(jobs)
  const days = await reader
    .selectFrom('snapshot')
    .select(['day', 'running_in_time'])
    .where('level', '=', 'all')
    .where('running_in_time', '>', 0)
    .orderBy('day')
    .execute()
  t.equal(days.length, 6, 'days that no snapshot was taken of are made up for')
  t.same(days.at(-1), { day: '2018-12-09', running_in_time: 1 })
  await writer.deleteFrom('status_summary').execute()
  await checkSummariesJob(jobs)
  t.equal((await reader.selectFrom('status_summary').selectAll().execute()).length, 6, 'one a level')
})

await t.test('before there is an office there is nothing to do', async t => {
  const office = await openTestOffice(t)
  const jobs = openTestJobs(t, office, null)
  await office.database.writer.deleteFrom('office_clock').execute()
  await office.database.writer.deleteFrom('office').execute()
  await workOfficeJob(jobs, never)
  await nightlyJob(jobs)
  t.same(await ledgerOf(office), [])
})

await t.test(
  'the ticker: one tick at a time, sooner on a nudge, on after a failure, still when stopped',
  async t => {
    let ticks = 0
    let running = 0
    let most = 0
    const warned: string[] = []
    const log = {
      info() {},
      error() {},
      warn: (_details: object, message: string) => void warned.push(message),
    }
    const ticker = startTicker(
      async () => {
        running += 1
        most = Math.max(most, running)
        await sleep(20)
        running -= 1
        ticks += 1
        if (ticks === 1) throw new Error('the queue is away')
      },
      60_000,
      log,
    )
    ticker.nudge()
    await until(() => ticks === 1)
    ticker.nudge()
    ticker.nudge()
    await until(() => ticks === 2)
    const counted = ticks
    ticker.nudge()
    ticker.nudge()
    await ticker.stop()
    await sleep(60)
    t.equal(most, 1)
    t.ok(ticks <= counted + 1)
    t.equal(running, 0)
    t.equal(warned.length, 1)
  },
)
