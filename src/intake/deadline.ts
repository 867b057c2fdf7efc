import type { PlainDate } from '../lib/plain-date.ts'

export type DeadlineKind = 'date' | 'relative' | 'cycle' | 'urgency' | 'condition'
export type DeadlineCycle = 'week' | 'month' | 'quarter' | 'half_year' | 'year' | 'school_year'

/** Words of a text that say by when, how often or under what condition; offsets are UTF-16 units of that text. */
export interface Deadline {
  /** The day, when it is written or can be worked out; null when a person must be asked. */
  dueOn: PlainDate | null
  dueText: string
  start: number
  end: number
  kind: DeadlineKind
  cycle?: DeadlineCycle
}

export interface DeadlineOptions {
  /** The document's own day ('YYYY-MM-DD', 'YYYY-MM' when the day was left blank, 'YYYY' when only the year can be guessed), null when unknown. */
  issuedOn: string | null
  /** For "N ngày làm việc": whether a day is worked. Monday to Friday when not given. */
  isWorkingDay?: (date: PlainDate) => boolean
}
