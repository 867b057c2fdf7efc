import { listUnitHeads } from '../../data/unit-head.ts'
import { findPolicy } from '../../domain/policy.ts'
import type { Terms } from '../../domain/policy-terms.ts'
import { formatDate } from '../../i18n/format.ts'
import type { PlainDate } from '../../lib/plain-date.ts'
import type { ButtonPart } from '../../render/parts.ts'
import type { FormPage } from '../forms/answer.ts'
import type { TaskFormPage } from '../forms/task-act.ts'
import { mailLines, unitIdsOf } from './draft-mails.ts'
import { longDate, type Words } from './words.ts'

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
  const { t } = words
  const { task } = facts
  const heads = await listUnitHeads(parts.database.reader, words.today, unitIdsOf(facts))
  const issuedOn = task.issued_on ?? words.today
  const { terms } = await findPolicy(parts.database.reader, task.organisation_id, issuedOn)
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
      next: [...vacant, ...slips, ...graceLines(terms, issuedOn, words), t('page.draft.next.remind')],
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

/** By when the unit is to receive the task, and until when it may say that the task is not its own. */
export function graceLines(terms: Terms, issuedOn: PlainDate, { t, calendar }: Words): string[] {
  const days = terms.receipt_days
  return [
    t('page.draft.next.receive', { days, date: formatDate(calendar.addWorkingDays(issuedOn, days)) }),
    t('page.draft.next.refuse', { days: terms.refusal_days }),
  ]
}
