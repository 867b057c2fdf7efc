import type { TaskFacts } from '../../data/task.ts'
import type { TaskPlace } from '../../data/task-place.ts'
import { formatDate } from '../../i18n/format.ts'
import { originalDate } from './task-dates.ts'
import { dueStatus } from './task-status-part.ts'
import { longDate, type Words } from './words.ts'

/** Plain text to send on: what, who, by when, and the link, which opens only for who may see the task. */
export function zaloText(facts: TaskFacts, place: TaskPlace, publicUrl: string, words: Words): string {
  const { t } = words
  const { task } = facts
  const officer = task.officer_id ? place.posts.get(task.officer_id) : undefined
  const status = dueStatus(task, words)
  const original = originalDate(task, words)
  return [
    t('page.task.zalo.title', { code: task.code, title: task.title }),
    t('page.task.zalo.owed', { criterion: task.criterion }),
    t('page.task.zalo.lead', { unit: facts.lead_unit_name }) +
      (officer ? t('page.task.zalo.officer', { name: officer.person_name }) : ''),
    t('page.task.zalo.due', { date: longDate(task.due_on, words) }) + (status ? ` (${status.word})` : ''),
    ...(original
      ? [
          original.days > 0
            ? t('page.act.original.past', { date: formatDate(original.date), days: original.days })
            : t('page.act.original', { date: formatDate(original.date) }),
        ]
      : []),
    `${publicUrl}/tasks/${task.id}`,
  ].join('\n')
}
