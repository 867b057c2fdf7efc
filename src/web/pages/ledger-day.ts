import type { LedgerRow } from '../../data/ledger.ts'
import type { ReminderState } from '../../data/schema-record.ts'
import { formatDate, formatDateShort } from '../../i18n/format.ts'
import { addDays, daysBetween, type PlainDate, weekday } from '../../lib/plain-date.ts'
import type { TablePart } from '../../render/parts.ts'
import { ledgerColumns, ledgerRow } from './ledger-row.ts'
import type { Words } from './words.ts'

/** A day with its rows, or days on which nothing was sent, named so that silence is no gap in the record. */
export interface LedgerDayPart {
  id: string
  title: string
  note: string
  /** Null for quiet days. */
  table: TablePart | null
}

export type DayCount = { day: PlainDate; state: ReminderState; count: number }

/** A longer silence is one line, whatever days off it holds. */
const longSilence = 10

/** The days of a page, the latest first; with `quietFrom`, what lies between them (and up to that day) is named. */
export function ledgerDays(
  rows: LedgerRow[],
  counts: DayCount[],
  words: Words,
  quietFrom: PlainDate | null,
): LedgerDayPart[] {
  const days = [...Map.groupBy(rows, row => row.for_on)]
  let before = quietFrom === null ? null : addDays(quietFrom, 1)
  const parts: LedgerDayPart[] = []
  for (const [day, own] of days) {
    if (before !== null) parts.push(...quietDays(addDays(day, 1), addDays(before, -1), words))
    parts.push(dayPart(day, own, counts, words))
    if (before !== null) before = day
  }
  if (days.length === 0 && quietFrom !== null) parts.push(...quietDays(quietFrom, quietFrom, words))
  return parts
}

function dayPart(day: PlainDate, rows: LedgerRow[], counts: DayCount[], words: Words): LedgerDayPart {
  const { t, today } = words
  const future = day > today
  return {
    id: `day-${day}`,
    title: dayTitle(day, words),
    note: counts
      .filter(one => one.day === day)
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
      .map(one => t(`page.ledger.count.${one.state}`, { count: one.count }))
      .join(', '),
    table: {
      id: `ledger-${day}`,
      caption: t('page.ledger.caption', { date: formatDate(day) }),
      columns: ledgerColumns(t, future ? 'planned' : 'happened'),
      rows: rows.toSorted(byTimeAndName).map(row => ledgerRow(row, words)),
      future,
    },
  }
}

const order: ReminderState[] = [
  'planned',
  'sent',
  'kept',
  'unsure',
  'bounced',
  'failed',
  'no_address',
  'cancelled',
]

function byTimeAndName(a: LedgerRow, b: LedgerRow): number {
  const key = (row: LedgerRow) =>
    `${row.sent_at ?? row.message_send_at ?? row.created_at} ${row.person_sort_key} ${row.id}`
  return key(a) < key(b) ? -1 : 1
}

/** "Hôm nay, thứ Hai 10/12/2018"; the year always, because a ledger is read years later. */
export function dayTitle(day: PlainDate, words: Words): string {
  const { t, today } = words
  const date = formatDate(day)
  if (day === today) return t('page.ledger.day.today', { weekday: weekdayWord(day, words), date })
  if (day === addDays(today, 1))
    return t('page.ledger.day.tomorrow', { weekday: weekdayWord(day, words), date })
  return t('page.ledger.day.other', { weekday: t(`weekday.${weekday(day)}`), date })
}

/** Inside a Vietnamese sentence weekdays begin small; in English they never do. */
function weekdayWord(day: PlainDate, { t, locale }: Words): string {
  const word = t(`weekday.${weekday(day)}`)
  return locale === 'vi' ? word.charAt(0).toLowerCase() + word.slice(1) : word
}

/** The days from `first` to `last`, in runs of one kind, the latest first; none when `first` is after `last`. */
function quietDays(first: PlainDate, last: PlainDate, words: Words): LedgerDayPart[] {
  const { t, calendar, today } = words
  const length = daysBetween(first, last) + 1
  if (length <= 0) return []
  if (length > longSilence) return [quietPart(first, last, t('page.ledger.quiet'), words)]
  const parts: LedgerDayPart[] = []
  let end = last
  while (end >= first) {
    const kind = quietKind(end)
    let start = end
    while (start > first && quietKind(addDays(start, -1)) === kind) start = addDays(start, -1)
    parts.push(quietPart(start, end, kind, words))
    end = addDays(start, -1)
  }
  return parts

  function quietKind(day: PlainDate): string {
    if (day >= today) return t('page.ledger.quiet.yet')
    if (calendar.isWorkingDay(day)) return t('page.ledger.quiet')
    const name = calendar.nameOf(day)
    return name ? t('page.ledger.quiet.holiday', { name }) : t('page.ledger.quiet.off')
  }
}

function quietPart(first: PlainDate, last: PlainDate, note: string, words: Words): LedgerDayPart {
  const { t, today } = words
  const named = (day: PlainDate) => ({ weekday: t(`weekday.${weekday(day)}`), date: formatDateShort(day) })
  const [from, to] = [named(first), named(last)]
  const pair = { from: `${from.weekday} ${from.date}`, to: `${to.weekday} ${to.date}` }
  const title =
    first === last
      ? first === today
        ? dayTitle(first, words)
        : t('page.ledger.day.other', from)
      : daysBetween(first, last) === 1
        ? t('page.ledger.day.two', pair)
        : t('page.ledger.day.many', pair)
  return { id: `quiet-${first}`, title, note, table: null }
}
