import type { SlipRow } from '../../data/ledger-slip.ts'
import type { Row } from '../../data/schema.ts'
import { formatDate, formatDateLong } from '../../i18n/format.ts'
import type { QuotePart } from '../../render/parts.ts'
import { actingPostOf } from './ledger-row.ts'
import { rungWord } from './rung-word.ts'
import type { Words } from './words.ts'

/** A sheet of paper in place of a mail: what one person is to be told on one day. */
export interface SlipPart {
  office: string
  date: string
  to: string
  ask: string
  items: {
    id: string
    rung: string
    task: string
    facts: { label: string; value: string }[]
    quote: QuotePart | null
  }[]
  backHref: string
}

export function slipPart(
  rows: SlipRow[],
  day: string,
  office: Pick<Row<'office'>, 'name' | 'salutation'>,
  words: Words,
): SlipPart {
  const { t, locale } = words
  const posts = new Set(rows.map(row => actingPostOf(t, row)))
  return {
    office: office.name,
    date: formatDateLong(day, locale),
    to: t('page.ledger.slip.to', {
      salutation: office.salutation,
      person: rows[0]?.person_name ?? '',
      posts: [...posts].join('; '),
    }),
    ask: t('page.ledger.slip.ask', { salutation: office.salutation }),
    items: rows.map(row => ({
      id: row.id,
      rung: rungWord(t, row.rung),
      task: taskOf(row, t),
      facts: factsOf(row, words),
      quote: quoteOf(row, words),
    })),
    backHref: `/ledger?until=${encodeURIComponent(formatDate(day))}`,
  }
}

function taskOf(row: SlipRow, t: Words['t']): string {
  if (row.task_title) return `${row.task_code} ${row.task_title}`
  return t(row.rung.startsWith('post_') ? 'page.ledger.posts' : 'page.ledger.all_tasks')
}

function factsOf(row: SlipRow, { t, locale }: Words): { label: string; value: string }[] {
  return [
    ...(row.task_criterion ? [{ label: t('page.ledger.slip.criterion'), value: row.task_criterion }] : []),
    ...(row.task_due_on
      ? [{ label: t('page.ledger.slip.due'), value: formatDateLong(row.task_due_on, locale) }]
      : []),
  ]
}

function quoteOf({ quote, inspection_body, held_on }: SlipRow, { t }: Words): QuotePart | null {
  if (!quote) return null
  const caption = t('page.ledger.slip.source', {
    body: inspection_body ?? '',
    date: formatDate(held_on ?? ''),
  })
  return { text: quote, caption, small: true }
}
