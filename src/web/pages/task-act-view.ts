import { listPendingEvidence } from '../../data/evidence.ts'
import type { TaskFacts } from '../../data/task.ts'
import { findDraftReport } from '../../data/task-update.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { LinkPart, StatusPart } from '../../render/parts.ts'
import { evidenceFields } from '../forms/evidence.ts'
import { behalfFields, behalfFileId } from '../forms/on-behalf.ts'
import type { TaskForm, TaskFormPage } from '../forms/task-act.ts'
import { originalDate } from './task-dates.ts'
import { dueStatus, stateStatus } from './task-status-part.ts'
import { longDate, type Words } from './words.ts'

/** What stands above every act: which task it is, by when, and what is owed. */
export interface TaskActView {
  trail: (LinkPart | { label: string })[]
  title: string
  lead: string
  task: { title: string; due: string; original: string; statuses: StatusPart[]; owed: string }
}

export function actView(
  { facts, words }: Pick<TaskFormPage, 'facts' | 'words'>,
  form: Pick<TaskForm, 'titleKey' | 'leadKey'>,
): TaskActView {
  const { t } = words
  const { task } = facts
  const title = t(form.titleKey)
  return {
    trail: [
      { label: t('nav.tasks'), href: '/tasks' },
      { label: t('page.task.code', { code: task.code }), href: `/tasks/${task.id}` },
      { label: title },
    ],
    title,
    lead: t(form.leadKey),
    task: {
      title: task.title,
      due: longDate(task.due_on, words),
      original: originalWord(facts, words),
      statuses: statusesOf(facts, words),
      owed: task.criterion,
    },
  }
}

/** The first deadline where another is in force, and how late the task is against it. */
function originalWord({ task }: TaskFacts, words: Words): string {
  const original = originalDate(task, words)
  if (!original) return ''
  const values = { date: formatDate(original.date), days: original.days }
  return words.t(original.days > 0 ? 'page.act.original.past' : 'page.act.original', values)
}

function statusesOf({ task }: TaskFacts, words: Words): StatusPart[] {
  const due = dueStatus(task, words)
  return [...(due ? [due] : []), stateStatus(task, words)]
}

/** What lies ready for the act: one's own, and for a report what the drafter laid ready. */
export async function readyEvidence({ request, parts, facts }: TaskFormPage, form: TaskForm) {
  const { reader } = parts.database
  const { id } = request.actor.person
  const own = await listPendingEvidence(reader, facts.task.id, id)
  const draft = form.act === 'report' ? await findDraftReport(reader, facts.task.id) : undefined
  if (!draft || draft.person_id === id) return own
  return [...own, ...(await listPendingEvidence(reader, facts.task.id, draft.person_id))]
}

/** `edit` goes back from the page that asks to confirm; `back` is where a press on a list returns to. */
const steps = ['step', 'confirmed', 'back'].map(
  name => ({ name, kind: 'hidden' }) as const satisfies FieldDescriptor,
)

/** Every field that the form may be sent with, for its schema and for reading it. */
export function allFields(form: TaskForm): FieldDescriptor[] {
  return [...form.fields, ...(form.evidence ? evidenceFields : []), ...behalfFields, behalfFileId, ...steps]
}
