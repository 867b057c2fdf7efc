import { type Look, updateOf } from './timeline-input.ts'

/** What was entered from the sheet of a unit that does not sign in. */
export const sheetLooks = {
  enter_receipt: ({ words }) => ({ icon: 'done', text: words.t('event.enter_receipt') }),
  enter_update: input => {
    const update = updateOf(input)
    const { t } = input.words
    return {
      icon: 'edit',
      text: t('event.enter_update', { percent: update?.percent ?? 0 }),
      body: [update?.text, update?.blocker && t('event.blocker', { text: update.blocker })],
    }
  },
} satisfies Record<string, Look>
