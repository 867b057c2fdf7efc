import { findOfficeClock } from '../data/office.ts'
import type { Db } from '../data/schema.ts'
import { instantAt, localDate, localTime, type PlainDate } from '../lib/plain-date.ts'

/** The keys by which events are chained: the first seals, all verify (DECISIONS 5). */
export interface ChainKey {
  id: string
  key: Buffer
}

/** When an act happens and with what its event is sealed. Verbs receive it and never read a clock. */
export interface Occasion {
  /** Business instant, UTC ISO with milliseconds. */
  at: string
  /** The business day in Asia/Ho_Chi_Minh. */
  today: PlainDate
  keys: ChainKey[]
}

const sampleHours = { from: '08:00', to: '17:00' }

/**
 * The office's moment (DECISIONS 14): the system's in a real office; in a sample the day its clock stands at, with the
 * system's local time held within office hours.
 */
export async function findOccasion(db: Db, now: Date, keys: ChainKey[]): Promise<Occasion> {
  const at = now.toISOString()
  const clock = await findOfficeClock(db)
  if (clock?.kind !== 'sample' || !clock.today) return { at, today: localDate(at), keys }
  const time = localTime(at)
  const held = time < sampleHours.from ? sampleHours.from : time > sampleHours.to ? sampleHours.to : time
  return { at: instantAt(clock.today, held), today: clock.today, keys }
}

/** The occasion of a given day and local time: for the sample's list of acts and the worker's duties. */
export function occasionAt(today: PlainDate, time: string, keys: ChainKey[]): Occasion {
  return { at: instantAt(today, time), today, keys }
}
