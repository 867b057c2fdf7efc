import type { PolicyContent } from '../../domain/policy-content.ts'
import { type Rehearsal, type RehearsedRow, rehearsedDays } from '../../domain/policy-rehearsal.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { TablePart } from '../../render/parts.ts'
import { foreseenCell, postOf } from './ledger-row.ts'
import { movedRungWord } from './policy-words.ts'
import type { Words } from './words.ts'

export interface RehearsalPart {
  title: string
  note: string
  totals: TablePart | null
  mails: TablePart | null
  /** What is not named here. */
  more: string
}

const shownMails = 50

/** What would go and what would not any more: the sums, then the first of them by name. */
export function rehearsalPart(rehearsal: Rehearsal, content: PolicyContent, words: Words): RehearsalPart {
  const { t } = words
  const { rows, leftOut } = rehearsal
  const count = (change: RehearsedRow['change']) => rows.filter(row => row.change === change).length
  const values = {
    days: rehearsedDays,
    from: formatDate(rehearsal.from),
    until: formatDate(rehearsal.until),
    added: count('added'),
    dropped: count('dropped'),
  }
  const more = [
    ...(rows.length > shownMails
      ? [t('page.policy.rehearsal.more', { count: rows.length - shownMails })]
      : []),
    ...(leftOut > 0 ? [t('page.policy.rehearsal.left_out', { count: leftOut })] : []),
  ]
  return {
    title: t('page.policy.rehearsal'),
    note: t(rows.length > 0 ? 'page.policy.rehearsal.note' : 'page.policy.rehearsal.none', values),
    totals: rows.length > 0 ? totalsTable(rows, content, t) : null,
    mails: rows.length > 0 ? mailsTable(rows.slice(0, shownMails), words) : null,
    more: more.join(' '),
  }
}

function wordOf(t: Translate, rung: string, { rungs }: PolicyContent): string {
  return movedRungWord(t, rung, rungs[rung]?.offset_days)
}

function totalsTable(rows: RehearsedRow[], content: PolicyContent, t: Translate): TablePart {
  const byRung = Map.groupBy(rows, row => row.rung)
  return {
    id: 'rehearsal-totals',
    caption: t('page.policy.rehearsal.totals'),
    columns: [
      { label: t('page.ledger.column.rung'), card: 'title' },
      { label: t('page.policy.column.added'), kind: 'number', width: 's' },
      { label: t('page.policy.column.dropped'), kind: 'number', width: 's' },
    ],
    rows: [...byRung].map(([rung, own]) => ({
      id: `total-${rung}`,
      cells: [
        wordOf(t, rung, content),
        String(own.filter(row => row.change === 'added').length),
        String(own.filter(row => row.change === 'dropped').length),
      ],
    })),
  }
}

function mailsTable(rows: RehearsedRow[], words: Words): TablePart {
  const { t } = words
  return {
    id: 'rehearsal-mails',
    caption: t('page.policy.rehearsal.mails'),
    columns: [
      { label: t('page.policy.column.day'), kind: 'date', width: 'm', card: 'aside' },
      { label: t('page.ledger.column.person'), card: 'title' },
      { label: t('page.ledger.column.rung'), card: 'bare' },
      { label: t('page.ledger.column.task'), width: 's', card: 'bare' },
      { label: t('page.policy.column.change'), kind: 'status', width: 'm', card: 'bare' },
    ],
    rows: rows.map((row, index) => ({
      id: `mail-${index}`,
      cells: [
        formatDate(row.day),
        { text: row.person_name, sub: postOf(t, row.post, row.unit_name) },
        movedRungWord(t, row.rung, row.days),
        foreseenCell(row, t, 'code'),
        {
          status:
            row.change === 'added'
              ? { kind: 'planned', word: t('page.policy.added') }
              : { kind: 'suspended', word: t('page.policy.dropped') },
        },
      ],
    })),
  }
}
