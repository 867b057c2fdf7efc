import type { Forecast, ForecastMail } from '../../domain/ledger-forecast.ts'
import { formatDate } from '../../i18n/format.ts'
import type { CellPart, TablePart } from '../../render/parts.ts'
import { dayTitle, type LedgerDayPart } from './ledger-day.ts'
import { foreseenCell, ledgerColumns, postOf } from './ledger-row.ts'
import { movedRungWord } from './policy-words.ts'
import type { Words } from './words.ts'

/** 3.2 before 3.10. */
const collator = new Intl.Collator('en', { numeric: true })
const byNumber = (a: string, b: string) => collator.compare(a, b)

/** What will be sent on the next working day, one row a person, because each gets one mail. */
export function forecastPart({ day, mails, leftOut }: Forecast, words: Words): LedgerDayPart {
  const { t } = words
  const note =
    mails.length > 0
      ? t('page.ledger.forecast.note', { count: mails.length, time: mails[0]?.time ?? '' })
      : t('page.ledger.forecast.none')
  const more = leftOut > 0 ? ` · ${t('page.ledger.forecast.left_out', { count: leftOut })}` : ''
  return {
    id: 'forecast',
    title: dayTitle(day, words),
    note: `${note}${more}`,
    table: mails.length > 0 ? forecastTable(day, mails, words) : null,
  }
}

function forecastTable(day: string, mails: ForecastMail[], words: Words): TablePart {
  const { t } = words
  return {
    id: 'ledger-forecast',
    caption: t('page.ledger.forecast.caption', { date: formatDate(day) }),
    columns: ledgerColumns(t, 'planned'),
    future: true,
    rows: mails.map(mail => ({
      id: `forecast-${mail.holding.person_id}`,
      cells: [
        { text: mail.time, nowrap: true },
        { text: mail.person_name, sub: postOf(t, mail.holding.title, mail.holding.unit_name) },
        rungCell(mail, words),
        taskCell(mail, words),
        mail.reachable
          ? {
              status: { kind: 'planned', word: t('page.ledger.result.planned') },
              sub: t('page.ledger.forecast.unless'),
            }
          : {
              status: { kind: 'no_address', word: t('page.ledger.result.no_address') },
              sub: t('page.ledger.forecast.slip'),
            },
      ],
    })),
  }
}

function rungCell({ items }: ForecastMail, { t }: Words): CellPart {
  const rungs = [...new Set(items.map(item => item.rung))]
  const first = movedRungWord(t, rungs[0] ?? '', items[0]?.days)
  return rungs.length > 1
    ? { text: first, sub: t('page.ledger.forecast.rungs', { count: rungs.length - 1 }) }
    : first
}

function taskCell({ items }: ForecastMail, { t }: Words): CellPart {
  const tasks = items.flatMap(item => (item.task ? [item.task] : []))
  const [only] = tasks
  if (!only) return foreseenCell({ rung: items[0]?.rung ?? '', task: null }, t)
  if (tasks.length > 1) {
    return {
      text: [...new Set(tasks.map(task => task.code || task.title))].sort(byNumber).join(', '),
      sub: t('page.ledger.forecast.bundled', { count: items.length }),
    }
  }
  const due = only.due_on ? { sub: t('page.ledger.due', { date: formatDate(only.due_on) }) } : {}
  const cell = foreseenCell({ rung: '', task: only }, t)
  return typeof cell === 'string' ? cell : { ...cell, ...due }
}
