import { formatDate, formatNumber, formatPercent } from '../i18n/format.ts'
import type { PlainDate } from '../lib/plain-date.ts'

/** Numbers and dates as official documents write them: Vietnamese in every language of the pages. */

/** "14/12/2018", in tables. */
export const dateInTable = formatDate

/** "05/6/2026": in prose months from March on bear no nought (DOMAIN §11). */
export function dateInProse(date: PlainDate): string {
  const [year, month, day] = date.split('-') as [string, string, string]
  return `${day}/${monthInProse(month)}/${year}`
}

/** "ngày      tháng 6 năm 2026": the day is left to the registry. */
export function blankDate(date: PlainDate): string {
  const [year, month] = date.split('-') as [string, string]
  return `ngày      tháng ${monthInProse(month)} năm ${year}`
}

function monthInProse(month: string): string {
  return Number(month) > 2 ? String(Number(month)) : month
}

/** "07", "21.914": numbers below ten bear a nought in documents. */
export function count(n: number): string {
  return n > 0 && n < 10 ? `0${n}` : formatNumber(n, 'vi')
}

/** "66,7%", or "–" where there is nothing to divide by. */
export function percent({ numerator, denominator }: { numerator: number; denominator: number }): string {
  return formatPercent(numerator, denominator, 'vi')
}

/** The sentence without its full stop, so that another sign may follow. */
export function withoutStop(text: string): string {
  return text.trim().replace(/[.;,]?(?:\/\.)?$/, '')
}
