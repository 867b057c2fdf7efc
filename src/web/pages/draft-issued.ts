import { listUnitHeads } from '../../data/unit-head.ts'
import { refusalDays } from '../../domain/task-issue.ts'
import { formatDate } from '../../i18n/format.ts'
import type { ButtonPart } from '../../render/parts.ts'
import type { FormPage } from '../forms/answer.ts'
import type { TaskFormPage } from '../forms/task-act.ts'
import { mailLines, unitIdsOf } from './draft-mails.ts'
import { longDate } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'draft/issued': {
      title: string
      lead: string
      mails: string[]
      next: string[]
      acts: ButtonPart[]
    }
  }
}

/** What happens next, once a task is issued. */
export async function issuedPage(page: TaskFormPage): Promise<FormPage & { view: 'draft/issued' }> {
  const { facts, words, parts } = page
  const { t, calendar } = words
  const { task } = facts
  const heads = await listUnitHeads(parts.database.reader, words.today, unitIdsOf(facts))
  const issuedOn = task.issued_on ?? words.today
  const title = t('page.draft.issued', { code: task.code })
  const slips = heads
    .filter(head => !head.email)
    .map(head => t('page.draft.warn.no_email', { name: head.person_name }))
  const vacant = heads.some(head => head.unit_id === task.lead_unit_id)
    ? []
    : [t('page.draft.warn.no_head', { unit: facts.lead_unit_name })]
  return {
    view: 'draft/issued',
    options: { title, nav: 'inspections' },
    data: {
      title,
      lead: t('page.draft.issued.lead', { unit: facts.lead_unit_name, date: longDate(task.due_on, words) }),
      mails: mailLines(facts, heads, words),
      next: [
        ...vacant,
        ...slips,
        t('page.draft.next.receive', { date: formatDate(calendar.addWorkingDays(issuedOn, 2)) }),
        t('page.draft.next.refuse', { days: refusalDays }),
        t('page.draft.next.remind'),
      ],
      acts: [
        { label: t('page.draft.see_task'), href: `/tasks/${task.id}`, kind: 'solid' },
        {
          label: t('page.draft.another'),
          href: `/recommendations/${task.recommendation_id}/tasks/new`,
          kind: 'line',
        },
        { label: t('page.draft.to_inspection'), href: `/inspections/${task.inspection_id}`, kind: 'text' },
      ],
    },
  }
}
