import { localDate, localTime, type PlainDate, weekday } from '../lib/plain-date.ts'
import { type Locale, translate } from './translate.ts'

const numberFormats: Record<Locale, Intl.NumberFormat> = {
  vi: new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
}
const oneDecimalFormats: Record<Locale, Intl.NumberFormat> = {
  vi: new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
}
const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

/** dd/MM/yyyy, in both languages. */
export function formatDate(date: PlainDate): string {
  const [year, month, day] = date.split('-')
  return `${day}/${month}/${year}`
}

/** dd/MM, where the year is plain from the place. */
export function formatDateShort(date: PlainDate): string {
  return formatDate(date).slice(0, 5)
}

/** "Thứ Sáu, 14/12/2018" or "Friday, 14/12/2018". */
export function formatDateLong(date: PlainDate, locale: Locale): string {
  return `${translate(locale)(`weekday.${weekday(date)}`)}, ${formatDate(date)}`
}

/** An instant on the clocks of Viet Nam, "07:30 14/12/2018". */
export function formatDateTime(instant: string, _locale: Locale): string {
  return `${localTime(instant)} ${formatDate(localDate(instant))}`
}

/** "21.914" in Vietnamese, "21,914" in English; at most two decimals. */
export function formatNumber(n: number, locale: Locale): string {
  return numberFormats[locale].format(n)
}

/** A rate with one decimal, "98,6%"; "–" where there is nothing to divide by, which is not 0 %. */
export function formatPercent(numerator: number, denominator: number, locale: Locale): string {
  if (denominator === 0) return '–'
  // Rounded on whole numbers first: 0.1005 as a fraction would round the wrong way.
  const tenths = Math.round((numerator * 1000) / denominator)
  return `${oneDecimalFormats[locale].format(tenths / 10)}%`
}

/** A file's size, in steps of 1024: "812 B", "1,5 MB". */
export function formatBytes(bytes: number, locale: Locale): string {
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), BYTE_UNITS.length - 1)
  const size = bytes / 1024 ** step
  const format = step === 0 ? numberFormats[locale] : oneDecimalFormats[locale]
  return `${format.format(size)} ${BYTE_UNITS[step]}`
}
