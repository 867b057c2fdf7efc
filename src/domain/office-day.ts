import { findOfficeClock, updateOfficeClock } from '../data/office.ts'
import type { Db, Row } from '../data/schema.ts'
import { findRootUnit } from '../data/unit.ts'
import { findWorkerStatus, writeWorkerStatus } from '../data/worker-status.ts'
import { addDays, localDate, localTime, type PlainDate } from '../lib/plain-date.ts'
import { findCalendar } from './calendar.ts'
import { type DutyOptions, type DutyReport, runDuties } from './duty.ts'
import { Conflict, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import type { ChainKey } from './occasion.ts'
import { bundleDay } from './office-hours.ts'
import { findDutyTime } from './policy-effect.ts'
import { defaultTerms } from './policy-terms.ts'

type Clock = Row<'office_clock'>

/**
 * Does the duties of every day that is owed now, in order, and notes each as worked (DECISIONS 14, 16). A real office
 * owes its days up to today once its first bundles are to go (07:30); what was missed goes in today's bundle before 17:00 of a working day,
 * else in the next working day's. A sample owes every day up to where its clock stands. `now` is the system's clock.
 */
export async function workOffice(db: Db, keys: ChainKey[], now: Date): Promise<DutyReport[]> {
  const reports: DutyReport[] = []
  for (;;) {
    const clock = await findOfficeClock(db)
    const day = clock && nextOwedDay(clock, now, await findDutyTime(db, localDate(now.toISOString())))
    if (!clock || !day) return reports
    const report = await runDuties(db, keys, day, await dutyOptions(db, clock, keys, now))
    reports.push(report)
    if (report.failures.length > 0 && (await isTriedAgain(db, day, now))) return reports
    // Of two workers one notes the day; the other finds it noted and goes on to the next.
    await updateOfficeClock(db, clock.version, { worked_on: day })
  }
}

const patience = 3

/**
 * A day on which something failed is done again at the next call, since nothing is written twice, and its bundles wait
 * for it: what failed may have been the database. After three calls the day is noted, so that one bad row cannot stop
 * the office.
 */
async function isTriedAgain(db: Db, day: PlainDate, now: Date): Promise<boolean> {
  const stored = await findWorkerStatus(db, 'duty')
  const [failedDay, count] = (stored?.detail ?? '').split(' ')
  const tries = failedDay === day ? Number(count) + 1 : 1
  await writeWorkerStatus(db, { name: 'duty', beat_at: now.toISOString(), detail: `${day} ${tries}` })
  return tries < patience
}

/** Whether a day's duties are owed: what the worker asks each second. `dutyTime`: when those of a real day begin. */
export function isWorkOwed(clock: Clock | undefined, now: Date, dutyTime = defaultTerms.bundle_at): boolean {
  return clock !== undefined && nextOwedDay(clock, now, dutyTime) !== null
}

/** An office that has never worked begins with today: its past is no debt. */
function nextOwedDay(clock: Clock, now: Date, dutyTime: string): PlainDate | null {
  const until = owedUntil(clock, now, dutyTime)
  if (!until) return null
  const next = clock.worked_on ? addDays(clock.worked_on, 1) : until
  return next <= until ? next : null
}

function owedUntil(clock: Clock, now: Date, dutyTime: string): PlainDate | null {
  if (clock.kind === 'sample') return clock.today
  const at = now.toISOString()
  const today = localDate(at)
  return localTime(at) >= dutyTime ? today : addDays(today, -1)
}

/**
 * In a real office acts are recorded when they happen, though the day be made up for: no past figure may change. What
 * a worker that was away missed goes with today's mail; a sample's today is the day its clock stands at.
 */
async function dutyOptions(db: Db, clock: Clock, keys: ChainKey[], now: Date): Promise<DutyOptions> {
  if (clock.kind === 'sample') return clock.today ? { mailOn: clock.today } : {}
  const at = now.toISOString()
  const today = localDate(at)
  return { occasion: { at, today, keys }, mailOn: bundleDay(at, today, await findCalendar(db)) }
}

/**
 * *Sang ngày làm việc tiếp theo*: moves a sample's clock to its next working day; the worker then does the duties of
 * the days between. Throws `NotAllowed` in a real office and `WrongState` while the worker is still at the last day.
 */
export async function advanceSampleDay(db: Db, act: Act): Promise<Done> {
  return actOnce(db, act, async trx => {
    const clock = await findOfficeClock(trx)
    const root = await findRootUnit(trx)
    if (!clock || !root) throw new NotFound()
    if (clock.kind !== 'sample' || !clock.today) throw new NotAllowed('refusal.office_is_real')
    if ((clock.worked_on ?? '') < clock.today) throw new WrongState('running', 'advance_sample_day')
    const today = (await findCalendar(trx)).addWorkingDays(clock.today, 1)
    if (!(await updateOfficeClock(trx, clock.version, { today }))) throw new Conflict()
    await recordEvent(trx, act, {
      organisationId: root.id,
      act: 'advance_sample_day',
      subjectType: 'office_clock',
      subjectId: clock.id,
      payload: { from: clock.today, to: today },
    })
    return clock.id
  })
}
