import type { listPolicyVersions } from '../../data/policy.ts'
import { formatDate } from '../../i18n/format.ts'
import type { TablePart } from '../../render/parts.ts'
import { policyHref } from './policy-link.ts'
import { momentOf, type Words } from './words.ts'

type Version = Awaited<ReturnType<typeof listPolicyVersions>>[number]

/** Every version with its day, reason and author, the last first. */
export function historyTable(
  versions: Version[],
  validId: string | undefined,
  organisationId: string,
  words: Words,
): TablePart {
  const { t } = words
  return {
    id: 'policy-history',
    caption: t('page.policy.history'),
    columns: [
      { label: t('page.policy.column.version'), card: 'title' },
      { label: t('page.policy.column.from'), kind: 'date', width: 'm' },
      { label: t('page.policy.column.note') },
      { label: t('page.policy.column.by') },
    ],
    rows: versions.map(row => ({
      id: row.id,
      current: row.id === validId,
      cells: [
        {
          text: t('page.policy.version', { number: row.number }),
          href: policyHref(organisationId, row.number),
          sub: stateWord(row, versions, validId, words),
        },
        row.from_on < '1900' ? t('page.policy.from_beginning') : formatDate(row.from_on),
        row.note || t('page.policy.carried_over'),
        row.person_name ? { text: row.person_name, sub: momentOf(row.created_at, words) } : t('ui.nothing'),
      ],
    })),
    empty: { icon: 'ledger', fact: t('page.policy.history.none'), next: t('page.policy.history.none_next') },
  }
}

/** In force, still to come, over, or overtaken by a later decision before its day. */
function stateWord(
  row: Version,
  versions: Version[],
  validId: string | undefined,
  { t, today }: Words,
): string {
  if (row.id === validId) return t('page.policy.state.valid')
  const later = versions.some(other => other.number > row.number && other.from_on <= row.from_on)
  if (later) return t('page.policy.state.overtaken')
  return t(row.from_on > today ? 'page.policy.state.coming' : 'page.policy.state.past')
}
