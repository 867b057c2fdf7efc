import type { OpenHandover } from '../../data/handover.ts'
import { formatDate } from '../../i18n/format.ts'
import type { DecisionPart } from '../../render/parts.ts'
import type { Words } from './words.ts'

/** "Nhận bàn giao 5 việc từ …": asked of a new holder until they confirm. */
export function handoverRow(open: OpenHandover, { t }: Words): DecisionPart {
  const { person_name: name, title, unit_name: unit } = open
  const href = `/handovers/${open.id}`
  return {
    id: `handover-${open.id}`,
    verb: t('work.handover'),
    object: t('work.handover.object', { count: open.items, name }),
    href,
    meta: t('work.handover.meta', { title, unit, date: formatDate(open.to_on ?? '') }),
    status: { kind: 'waiting', word: t('work.handover.status') },
    date: '',
    act: { label: t('work.button.handover'), href, kind: 'tonal' },
  }
}
