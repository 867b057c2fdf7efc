import { dateOf, type Look } from './timeline-input.ts'

/** What the system does on the tasks of an obligation's cycles. */
export const obligationLooks = {
  issue_cycle: ({ payload: { record }, words }) => ({
    icon: 'flag',
    key: true,
    text: words.t('event.issue_cycle', {
      from: dateOf(record.period_from),
      to: dateOf(record.period_to),
      due: dateOf(record.due_on),
    }),
  }),
  miss_cycle: ({ payload: { record }, words }) => ({
    icon: 'late',
    key: true,
    text: words.t('event.miss_cycle', { date: dateOf(record.missed_on) }),
  }),
} satisfies Record<string, Look>
