import type { Figures, Rate } from '../../domain/figures.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import type { PlainDate } from '../../lib/plain-date.ts'

/** The figures of the day compared with. */
export interface Before {
  day: PlainDate
  figures: Figures
}

interface Words {
  t: Translate
  locale: Locale
}

/** "+2", "−1"; '' where nothing changed. */
export function signOf(now: number, before: number, locale: Locale): string {
  const change = now - before
  if (change === 0) return ''
  return `${change > 0 ? '+' : '−'}${formatNumber(Math.abs(change), locale)}`
}

/** "+2, tăng 2 so với 01/12/2018", "không đổi so với 01/12/2018". */
export function changeWords(now: number, before: number, day: PlainDate, { t, locale }: Words): string {
  const values = { sign: signOf(now, before, locale), count: Math.abs(now - before), date: formatDate(day) }
  return t(`page.committee.change.${now === before ? 'none' : now > before ? 'up' : 'down'}`, values)
}

/** "+5,2 điểm % so với 01/12/2018"; '' where one of the two days has nothing to divide by. */
export function rateChange(now: Rate, before: Rate, day: PlainDate, { t, locale }: Words): string {
  if (now.denominator === 0 || before.denominator === 0) return ''
  const tenths = (rate: Rate) => Math.round((rate.numerator * 1000) / rate.denominator)
  const change = tenths(now) - tenths(before)
  const date = formatDate(day)
  if (change === 0) return t('page.committee.change.none', { date })
  const sign = change > 0 ? '+' : '−'
  return t('page.committee.change.points', {
    sign,
    points: formatNumber(Math.abs(change) / 10, locale),
    date,
  })
}

const told = ['done', 'running_in_time', 'running_late'] as const

/** What changed since the day, to be read aloud after the sentence. */
export function changeSentence(now: Figures, before: Before | null, { t, locale }: Words): string {
  if (!before) return ''
  const date = formatDate(before.day)
  const changes = (['total', ...told] as const).flatMap(name => {
    const [a, b] = [now[name], before.figures[name]]
    if (a === b) return []
    const values = { sign: signOf(a, b, locale), count: Math.abs(a - b) }
    return [t(`page.committee.changed.${name}.${a > b ? 'up' : 'down'}`, values)]
  })
  if (changes.length === 0) return t('page.committee.changed.none', { date })
  return t('page.committee.changed', { date, changes: changes.join('; ') })
}
