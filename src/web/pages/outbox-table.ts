import { randomUUID } from 'node:crypto'
import type { OutboxRow } from '../../data/outbox.ts'
import type { MessageState } from '../../data/schema-record.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import { isMessageKey } from '../../i18n/translate.ts'
import { localTime } from '../../lib/plain-date.ts'
import type { ActButtonPart, CellPart, StatusPart, TablePart } from '../../render/parts.ts'
import type { Words } from './words.ts'

/** What can be sent again. */
export const resendable: readonly MessageState[] = ['failed', 'bounced', 'unsure']

export interface TableOptions {
  id: string
  caption: string
  /** `admin`: no subject and no way to the words. */
  view: 'office' | 'admin'
  mayResend: boolean
}

/** Messages with what became of each; a dead one carries its cause and the way to send it again. */
export function outboxTable(rows: OutboxRow[], options: TableOptions, words: Words): TablePart {
  const { t } = words
  const dead = options.mayResend && rows.some(row => resendable.includes(row.state))
  return {
    id: options.id,
    caption: options.caption,
    columns: [
      { label: t('page.outbox.column.day'), kind: 'date', width: 's', card: 'aside' },
      { label: t('page.ledger.column.person'), width: 'l', card: 'title' },
      { label: t('page.outbox.column.mail'), card: 'bare' },
      { label: t('page.outbox.column.state'), kind: 'status', width: 'l', card: 'bare' },
      ...(dead ? [{ label: t('page.outbox.column.act'), kind: 'act' as const, width: 's' as const }] : []),
    ],
    rows: rows.map(row => ({
      id: row.id,
      cells: [
        { text: formatDate(row.for_on), sub: localTime(row.sent_at ?? row.send_at), nowrap: true },
        { text: row.person_name, sub: row.to_address },
        mailCell(row, options, words),
        stateCell(row, words),
        ...(dead ? [{ acts: resendable.includes(row.state) ? [resendAct(row, options, words)] : [] }] : []),
      ],
    })),
  }
}

/** A waiting message has no words yet: they are put together when it goes. */
function mailCell(row: OutboxRow, { view }: TableOptions, { t }: Words): CellPart {
  const kind = t(`page.outbox.kind.${row.kind}`)
  if (view === 'admin') return kind
  return { text: row.subject || t('page.outbox.not_worded'), href: `/outbox/${row.id}`, sub: kind }
}

function stateCell(row: OutboxRow, words: Words): CellPart {
  const cause = causeOf(row, words)
  return { status: messageStatus(row, words), ...(cause ? { sub: cause } : {}) }
}

export function messageStatus(row: OutboxRow, { t }: Words): StatusPart {
  const kind = row.state === 'sending' ? 'planned' : row.state
  return { kind, word: t(`page.outbox.state.${row.state}`) }
}

/** Why, in words where they are ours, else as the mail server put it. */
export function causeOf(row: OutboxRow, { t, locale }: Words): string {
  const own = `page.outbox.cause.${row.last_error}`
  const cause = isMessageKey(own) ? t(own) : row.last_error
  return [
    cause,
    row.attempts > 1 ? t('page.outbox.attempts', { count: formatNumber(row.attempts, locale) }) : '',
    row.maybe_twice === 1 ? t('page.ledger.reason.maybe_twice') : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

export function resendAct(row: OutboxRow, { view }: Pick<TableOptions, 'view'>, { t }: Words): ActButtonPart {
  return {
    label: t('page.outbox.resend'),
    kind: 'tonal',
    action: `/outbox/${row.id}/resend`,
    fields: { act_id: randomUUID(), from: view },
  }
}
