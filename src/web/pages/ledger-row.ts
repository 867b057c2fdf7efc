import type { LedgerRow } from '../../data/ledger.ts'
import type { ForeseenTask } from '../../domain/reminder-foreseen.ts'
import { formatDate, formatDateTime } from '../../i18n/format.ts'
import { isMessageKey, type Translate } from '../../i18n/translate.ts'
import { localDate, localTime } from '../../lib/plain-date.ts'
import type { CellPart, ColumnPart, StatusPart, TablePart } from '../../render/parts.ts'
import { movedRungWord } from './policy-words.ts'
import type { Words } from './words.ts'

/** The columns of every day of the ledger, so that they stand in one line down the page. */
export function ledgerColumns(t: Translate, last: 'happened' | 'planned'): ColumnPart[] {
  return [
    { label: t('page.ledger.column.time'), width: 'xs', card: 'aside' },
    { label: t('page.ledger.column.person'), width: 'l', card: 'title' },
    { label: t('page.ledger.column.rung'), width: 'm', card: 'bare' },
    { label: t('page.ledger.column.task'), card: 'bare' },
    { label: t(`page.ledger.column.${last}`), kind: 'status', width: 'l', card: 'bare' },
  ]
}

/** One reminder: when, who by which post, on which rung, of what, and what became of it. */
export function ledgerRow(row: LedgerRow, words: Words): TablePart['rows'][number] {
  const { t } = words
  return {
    id: row.id,
    cells: [
      { text: timeOf(row), nowrap: true },
      { text: row.person_name, sub: actingPostOf(t, row) },
      rungCell(row, words),
      taskCell(row, t),
      resultCell(row, words),
    ],
  }
}

/** A post with its unit, said once where the title names the unit already. */
export function postOf(t: Translate, title: string, unit: string): string {
  return title.toLowerCase().includes(unit.toLowerCase()) ? title : t('page.ledger.post', { title, unit })
}

/** The same with whom an acting holder stands in for: "Phó Trưởng phòng, thay mặt Phạm Hoàng Phúc". */
export function actingPostOf(
  t: Translate,
  { post, unit_name, acting_for: other }: Pick<LedgerRow, 'post' | 'unit_name' | 'acting_for'>,
): string {
  const line = postOf(t, post, unit_name)
  return other ? t('page.post.acting', { post: line, other }) : line
}

/** The rung opens the mail that told it, once that is worded. */
function rungCell(row: LedgerRow, { t, policies }: Words): CellPart {
  const worded = row.message_id && row.state !== 'planned' && row.state !== 'cancelled'
  const days = policies?.on(row.organisation_id, row.rung_on).content.rungs[row.rung]?.offset_days
  const cell = { text: movedRungWord(t, row.rung, days), sub: t(`role.${row.role}`) }
  return worded ? { ...cell, href: `/outbox/${row.message_id}` } : cell
}

function timeOf(row: LedgerRow): string {
  const at = row.sent_at ?? row.message_send_at ?? row.created_at
  return localTime(at)
}

function taskCell(row: LedgerRow, t: Translate): CellPart {
  if (row.rung.startsWith('post_')) return { text: t('page.ledger.posts') }
  if (!row.task_id || !row.task_title) return { text: t('page.ledger.all_tasks') }
  const now = row.deadline_version === row.task_deadline_version
  const due = row.task_due_on ? t('page.ledger.due', { date: formatDate(row.task_due_on) }) : ''
  return {
    text: `${row.task_code} ${row.task_title}`,
    href: `/tasks/${row.task_id}`,
    sub: now ? due : t('page.ledger.due.earlier'),
  }
}

/** What a reminder to come is about; `only`: its code alone. A task whose cycle has not begun cannot be opened yet. */
export function foreseenCell(
  { rung, task }: { rung: string; task: ForeseenTask | null },
  t: Translate,
  only?: 'code',
): CellPart {
  if (!task) return t(rung.startsWith('post_') ? 'page.ledger.posts' : 'page.ledger.all_tasks')
  if (!task.id) return { text: task.title }
  return { text: only ? task.code : `${task.code} ${task.title}`, href: `/tasks/${task.id}` }
}

function resultCell(row: LedgerRow, words: Words): CellPart {
  const { t } = words
  const status = statusOf(row, words)
  if (row.state === 'no_address') {
    const href = `/ledger/slips/${row.person_id}?day=${row.for_on}`
    return { status, acts: [{ label: t('page.ledger.slip.print'), href, kind: 'line' }] }
  }
  const why = whyOf(row, words)
  return { status, ...(why ? { sub: why } : {}) }
}

function statusOf(row: LedgerRow, { t, today }: Words): StatusPart {
  if (row.acknowledged_at) {
    return {
      kind: 'acknowledged',
      word: t('page.ledger.acknowledged_at', { at: momentShort(row.acknowledged_at, row.for_on) }),
    }
  }
  if (row.state === 'planned' && row.for_on <= today)
    return { kind: 'planned', word: t('page.ledger.result.waiting') }
  return { kind: row.state, word: t(`page.ledger.result.${row.state}`) }
}

/** The time alone on the day itself, else with its date. */
function momentShort(instant: string, day: string): string {
  return localDate(instant) === day ? localTime(instant) : formatDateTime(instant, 'vi')
}

function whyOf(row: LedgerRow, { t }: Words): string {
  const reason = `page.ledger.reason.${row.reason}`
  if (row.reason && isMessageKey(reason)) return t(reason)
  if (row.maybe_twice === 1 || row.state === 'unsure') return t('page.ledger.reason.maybe_twice')
  if (row.state === 'planned' && row.message_error) return t('page.ledger.reason.tried')
  if (row.state === 'kept') return t('page.ledger.reason.kept')
  return ''
}
