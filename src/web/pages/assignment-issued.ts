import type { FastifyRequest } from 'fastify'
import { findEventOfSubject } from '../../data/event.ts'
import type { Db } from '../../data/schema.ts'
import { findTaskFor, type TaskFacts } from '../../data/task.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { findPolicy } from '../../domain/policy.ts'
import type { TogetherImage } from '../../domain/reminder-notice.ts'
import { isId } from '../../lib/id.ts'
import type { FormPage } from '../forms/answer.ts'
import { headsOfTasks, togetherMailLines, unreachableLines } from './assignment-mails.ts'
import { graceLines } from './draft-issued.ts'
import { wordsFor } from './words.ts'

/** What happens next, once the tasks of one go are issued; throws `NotFound` where none of them may be seen. */
export async function assignmentIssuedPage(
  db: Db,
  request: FastifyRequest,
  { inspectionId, id }: { inspectionId: string; id: string },
): Promise<FormPage & { view: 'draft/issued' }> {
  const { t } = request
  const words = wordsFor(request, await findCalendar(db))
  const known = await tasksOf(db, request, { inspectionId, id })
  const tasks = known.map(({ task, co_units }) => ({
    leadUnitId: task.lead_unit_id,
    coUnitIds: co_units.map(part => part.unit_id),
  }))
  const heads = await headsOfTasks(db, tasks, words)
  const leads = new Map(known.map(({ task, lead_unit_name: name }) => [task.lead_unit_id, name]))
  const issuedOn = known[0]?.task.issued_on ?? words.today
  const { terms } = await findPolicy(db, known[0]?.task.organisation_id ?? '', issuedOn)
  const title = t('page.assignment.issued', { count: known.length })
  return {
    view: 'draft/issued',
    options: { title, nav: 'inspections' },
    data: {
      title,
      lead: t('page.assignment.issued.lead'),
      mails: togetherMailLines(tasks, heads, words),
      next: [
        ...unreachableLines(
          [...leads].map(([unitId, name]) => ({ id: unitId, name })),
          heads,
          words,
        ),
        ...graceLines(terms, issuedOn, words),
        t('page.draft.next.remind'),
      ],
      acts: [
        { label: t('page.draft.to_inspection'), href: `/inspections/${inspectionId}`, kind: 'solid' },
        { label: t('page.assignment.tasks'), href: `/tasks?inspection=${inspectionId}`, kind: 'line' },
      ],
    },
  }
}

async function tasksOf(
  db: Db,
  { actor }: FastifyRequest,
  { inspectionId, id }: { inspectionId: string; id: string },
): Promise<TaskFacts[]> {
  const event = isId(id) ? await findEventOfSubject(db, 'assignment', id) : undefined
  const image = event && (JSON.parse(event.payload) as TogetherImage & { inspection_id: string })
  if (image?.inspection_id !== inspectionId) throw new NotFound()
  const found: TaskFacts[] = []
  for (const task of image.tasks) {
    const facts = await findTaskFor(db, actor, task.id)
    if (facts) found.push(facts)
  }
  if (found.length === 0) throw new NotFound()
  return found
}
