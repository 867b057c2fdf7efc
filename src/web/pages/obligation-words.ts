import type { ObligationOfUnit } from '../../data/obligation.ts'
import type { CycleCounts } from '../../data/obligation-count.ts'
import type { CycleWithTask } from '../../data/obligation-cycle.ts'
import type { Row } from '../../data/schema.ts'
import type { StatusPart } from '../../render/parts.ts'
import { shortDate } from './standing-act-page.ts'
import type { Words } from './words.ts'

/** "Hằng quý, chốt ngày 14, báo cáo sau 4 ngày": when reports are due. */
export function scheduleWords(
  { cycle, cut_off_day, send_days }: Pick<Row<'obligation'>, 'cycle' | 'cut_off_day' | 'send_days'>,
  { t }: Pick<Words, 't'>,
): string {
  const values = { cycle: t(`cycle.${cycle}`), day: cut_off_day, days: send_days }
  return t(cut_off_day === 31 ? 'obligation.schedule.calendar' : 'obligation.schedule', values)
}

/** "3 kỳ đã báo cáo, 1 kỳ không báo cáo": counts, never a rate. */
export function cycleCountWords(counts: CycleCounts | undefined, { t }: Words): string {
  const { met = 0, missed = 0 } = counts ?? {}
  if (met + missed === 0) return t('obligation.counts.none')
  return t('obligation.counts', { met, missed })
}

export function obligationStatus({ state }: Pick<ObligationOfUnit, 'state'>, { t }: Words): StatusPart {
  const kinds = { draft: 'draft', open: 'running', closed: 'done' } as const
  return { kind: kinds[state], word: t(`obligation.state.${state}`) }
}

/** How a cycle stands today: reported in time, missed, running, or taken out of the count. */
export function cycleStatus(cycle: CycleWithTask, { t, today }: Words): StatusPart {
  if (cycle.missed_on) return { kind: 'late', word: t('cycle.status.missed') }
  if (cycle.state === 'withdrawn' || cycle.state === 'not_implemented')
    return { kind: cycle.state, word: t(`state.${cycle.state}`) }
  if (cycle.state === 'verified') return { kind: 'done', word: t('cycle.status.verified') }
  if (cycle.state === 'suspended') return { kind: 'suspended', word: t('state.suspended') }
  if (cycle.first_report_on) return { kind: 'reported', word: t('cycle.status.reported') }
  if (today > cycle.period_to) return { kind: 'soon', word: t('cycle.status.ended') }
  return { kind: 'running', word: t('cycle.status.running') }
}

export function periodWords({ period_from, period_to }: CycleWithTask, { t }: Words): string {
  return t('obligation.period', { from: shortDate(period_from), to: shortDate(period_to) })
}
