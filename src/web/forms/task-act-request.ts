import { deadlinePicks } from './date-picks.ts'
import type { TaskForm } from './task-act.ts'

/** "Cập nhật ngay": a question to the unit, answered by its next word. */
export const requestForms: TaskForm[] = [
  {
    act: 'ask_update',
    titleKey: 'act.ask_update',
    submitKey: 'page.act.submit.ask_update',
    leadKey: 'page.act.lead.ask_update',
    fields: [
      { name: 'question', kind: 'text', labelKey: 'field.question', required: true, rows: 3 },
      { name: 'answerBy', kind: 'date', labelKey: 'field.answerBy', hintKey: 'hint.answerBy' },
    ],
    known: async ({ words }) => ({
      answerBy: { quickPicks: deadlinePicks(words.today, words, [1, 2, 3]).slice(0, 3) },
    }),
    read: form => ({
      act: 'ask_update',
      input: { question: form.text('question'), answerBy: form.date('answerBy') },
    }),
  },
]
