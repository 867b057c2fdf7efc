import {
  deleteCalendarDay,
  findCalendarDay,
  insertCalendarChange,
  writeCalendarDay,
} from '../data/calendar-day.ts'
import type { Db, Row } from '../data/schema.ts'
import { findRootUnit } from '../data/unit.ts'
import { weekday } from '../lib/plain-date.ts'
import { NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf, officeHolding } from './office-authority.ts'

/** DOMAIN §6: a weekday off for one of three reasons, or a Saturday or Sunday that is worked. */
export const calendarKinds = ['holiday', 'makeup', 'swap_off', 'worked'] as const

export interface CalendarDayInput {
  day: string | null
  kind: string
  name: string
}

/**
 * Enters a day on which the calendar departs from Monday to Friday, or changes it. Days up to today stay as they are:
 * figures have been worked out with them (DECISIONS 2).
 */
export async function setCalendarDay(db: Db, act: Act, input: CalendarDayInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const kind = calendarKinds.find(known => known === input.kind)
    const check = fieldCheck()
    check.date('day', input.day)
    check.text('name', input.name, 'line')
    check.refuseIf(!kind, 'kind', 'error.required.kind')
    check.refuseIf(
      Boolean(input.day) && (input.day ?? '') <= act.occasion.today,
      'day',
      'error.calendar_day_past',
    )
    check.done()
    const day = input.day ?? ''
    const weekend = weekday(day) > 5
    check.refuseIf(kind === 'worked' && !weekend, 'kind', 'error.worked_is_weekend')
    check.done()
    const row = { day, kind: kind ?? 'holiday', name_vi: input.name, status: 'edited' as const }
    await insertCalendarChange(trx, act.occasion.today, day, await findCalendarDay(trx, day))
    await writeCalendarDay(trx, { ...row, frozen: 0, version: 1 })
    await record(trx, act, 'set_calendar_day', row)
    return day
  })
}

/** Takes a day out again: it is then an ordinary day of its week. */
export async function removeCalendarDay(db: Db, act: Act, day: string): Promise<Done> {
  return actOnce(db, act, async trx => {
    const row = await findCalendarDay(trx, day)
    if (!row) throw new NotFound()
    const check = fieldCheck()
    check.refuseIf(day <= act.occasion.today, 'day', 'error.calendar_day_past')
    check.done()
    await insertCalendarChange(trx, act.occasion.today, day, row)
    await deleteCalendarDay(trx, day)
    await record(trx, act, 'remove_calendar_day', row)
    return day
  })
}

/** One event, which also makes the planner look at every open task again. */
async function record(
  db: Db,
  act: Act,
  name: string,
  row: Pick<Row<'calendar_day'>, 'day' | 'kind'>,
): Promise<void> {
  const root = await findRootUnit(db)
  if (!root) throw new NotFound()
  const holding = officeHolding(await actorOf(db, act), ['secretary', 'admin'], root.id, 'calendar')
  await recordEvent(db, act, {
    organisationId: root.id,
    act: name,
    subjectType: 'calendar_day',
    subjectId: row.day,
    appointmentId: holding.id,
    payload: { day: row.day, kind: row.kind },
  })
}
