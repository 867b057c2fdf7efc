import type { Forecast, ForecastItem, ForecastMail } from '../../domain/ledger-forecast.ts'
import type { SilentRung } from '../../domain/reminder-foreseen.ts'
import { formatDate } from '../../i18n/format.ts'
import type { CellPart, LinkPart, StatusPart, TablePart } from '../../render/parts.ts'
import { dayTitle } from './ledger-day.ts'
import type { LedgerFilterBar } from './ledger-filter.ts'
import { foreseenCell, ledgerColumns, postOf } from './ledger-row.ts'
import { ledgerTabs, type TabsPart } from './ledger-tabs.ts'
import { movedRungWord } from './policy-words.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'ledger/forecast': {
      tabs: TabsPart
      filter: LedgerFilterBar
      day: string
      note: string
      /** What stands in the ledger for the day already. */
      planned: LinkPart | null
      mails: TablePart
      silent: TablePart | null
    }
  }
}

/** Every reminder of one day to come with its reason, and what will not be told and why. */
export function forecastPage(forecast: Forecast, planned: number, asked: string, words: Words) {
  const { t } = words
  const { day, mails, silent } = forecast
  return {
    tabs: ledgerTabs(t, 'forecast'),
    filter: dayBar(forecast, asked, words),
    day: dayTitle(day, words),
    note: noteOf(forecast, words),
    planned: planned > 0 ? { label: t('page.forecast.planned', { count: planned }), href: '/ledger' } : null,
    mails: mailsTable(forecast, mails, words),
    silent: silent.length > 0 ? silentTable(silent, words) : null,
  }
}

/** Which day: typed as any date, at most so far ahead. */
function dayBar({ day, last }: Forecast, asked: string, { t }: Words): LedgerFilterBar {
  return {
    id: 'forecast-day',
    label: t('page.forecast.choose'),
    action: '/ledger/forecast',
    fields: [
      {
        name: 'day',
        kind: 'date',
        labelKey: 'page.forecast.day',
        value: asked === '' ? formatDate(day) : asked,
        required: true,
        ...(asked === '' ? {} : { error: t('page.forecast.day.wrong', { until: formatDate(last) }) }),
      },
    ],
    hidden: {},
    submit: t('page.forecast.show'),
  }
}

function noteOf({ day, mails, leftOut }: Forecast, { t, calendar }: Words): string {
  if (!calendar.isWorkingDay(day)) {
    const name = calendar.nameOf(day) ?? t('page.forecast.weekend')
    return t('page.forecast.off', { name, next: formatDate(calendar.nextWorkingDay(day)) })
  }
  const items = mails.reduce((sum, mail) => sum + mail.items.length, 0)
  const more = leftOut > 0 ? ` ${t('page.ledger.forecast.left_out', { count: leftOut })}` : ''
  return `${t('page.forecast.note', { mails: mails.length, count: items })}${more}`
}

function mailsTable({ day }: Forecast, mails: ForecastMail[], words: Words): TablePart {
  const { t } = words
  return {
    id: 'forecast-mails',
    caption: t('page.ledger.forecast.caption', { date: formatDate(day) }),
    columns: ledgerColumns(t, 'planned'),
    future: mails.length > 0,
    rows: mails.flatMap(mail =>
      mail.items.map(item => ({
        id: `${mail.holding.person_id}-${item.key}`,
        cells: [
          { text: mail.time, nowrap: true },
          { text: mail.person_name, sub: postOf(t, mail.holding.title, mail.holding.unit_name) },
          { text: movedRungWord(t, item.rung, item.days), ...reasonOf(item, words) },
          foreseenCell(item, t),
          resultCell(mail, words),
        ],
      })),
    ),
    empty: { icon: 'ledger', fact: t('page.forecast.none'), next: t('page.forecast.none_next') },
  }
}

/** "Tính từ hạn 14/12/2018". */
function reasonOf({ anchor, countedFrom, rung }: ForecastItem, { t }: Words): { sub?: string } {
  if (rung === 'no_holder') return { sub: t('page.forecast.because.no_holder') }
  if (!countedFrom) return {}
  const date = formatDate(countedFrom)
  switch (anchor) {
    case 'due':
      return { sub: t('page.forecast.because.due', { date }) }
    case 'issue':
      return { sub: t('page.forecast.because.issue', { date }) }
    case 'update':
      return { sub: t('page.forecast.because.update', { date }) }
    case 'report':
      return { sub: t('page.forecast.because.report', { date }) }
    case 'extension':
      return { sub: t('page.forecast.because.extension', { date }) }
    default:
      return { sub: t('page.forecast.because.other', { date }) }
  }
}

function resultCell({ reachable }: ForecastMail, { t }: Words): CellPart {
  return reachable
    ? { status: { kind: 'planned', word: t('page.ledger.result.planned') } }
    : {
        status: { kind: 'no_address', word: t('page.ledger.result.no_address') },
        sub: t('page.ledger.forecast.slip'),
      }
}

function silentTable(silent: SilentRung[], words: Words): TablePart {
  const { t } = words
  const kind: StatusPart['kind'] = 'suspended'
  return {
    id: 'forecast-silent',
    caption: t('page.forecast.silent'),
    columns: [
      { label: t('page.ledger.column.rung'), width: 'm', card: 'title' },
      { label: t('page.ledger.column.task'), card: 'bare' },
      { label: t('page.forecast.why'), kind: 'status', width: 'l', card: 'bare' },
    ],
    rows: silent.map(({ rung, task, reason, post }) => ({
      id: `${reason}-${rung.rung}-${post ?? ''}-${task.id ?? task.title}`,
      cells: [
        movedRungWord(t, rung.rung, rung.offset_days),
        foreseenCell({ rung: rung.rung, task }, t),
        {
          status: { kind, word: t(`page.forecast.silent.${reason}`) },
          ...(post ? { sub: t('page.forecast.silent.post', { post: t(`policy.to.${post}`) }) } : {}),
        },
      ],
    })),
  }
}
