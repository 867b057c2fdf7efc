import type { FastifyRequest } from 'fastify'
import type { Policies } from '../../domain/policy.ts'
import type { StatusTerms } from '../../domain/task-status.ts'
import type { Calendar } from '../../domain/working-days.ts'
import { formatDateLong, formatDateShort } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import { localDate, localTime, type PlainDate, weekday } from '../../lib/plain-date.ts'

/** What the builders of pages word with: the language, the office's day and its calendar. */
export interface Words {
  t: Translate
  locale: Locale
  today: PlainDate
  calendar: Calendar
  /** What the reader's office calls due soon and stale; left out, by the defaults. */
  terms?: StatusTerms
  /** To name rungs by the days of their time; left out, they are named by the defaults. */
  policies?: Policies
}

export function wordsFor({ t, locale, occasion, terms }: FastifyRequest, calendar: Calendar): Words {
  return { t, locale, today: occasion.today, calendar, terms }
}

/** "Thứ Sáu, 14/12/2018"; the sign for nothing where there is no date. */
export function longDate(date: PlainDate | null, { t, locale }: Words): string {
  return date ? formatDateLong(date, locale) : t('ui.nothing')
}

/** "thứ Sáu 07/12, 15:20", with the year where it is not this one. */
export function momentOf(instant: string, words: Words): string {
  const { t, today } = words
  const day = localDate(instant)
  const date = day.slice(0, 4) === today.slice(0, 4) ? formatDateShort(day) : shortWithYear(day)
  return t('page.moment', { weekday: weekdayInside(day, words), date, time: localTime(instant) })
}

/** The weekday within a line: "thứ Sáu"; English keeps its capital. */
export function weekdayInside(day: PlainDate, { t, locale }: Words): string {
  const name = t(`weekday.${weekday(day)}`)
  return locale === 'vi' ? name.charAt(0).toLocaleLowerCase('vi') + name.slice(1) : name
}

function shortWithYear(day: PlainDate): string {
  return `${formatDateShort(day)}/${day.slice(0, 4)}`
}
