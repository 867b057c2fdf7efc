import { parseDateInput } from '../../lib/plain-date.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { AnswerPart, EvidencePart } from '../../render/parts.ts'
import { actIdFor, type FormPage } from '../forms/answer.ts'
import { dayOffWarning } from '../forms/date-picks.ts'
import type { Form } from '../forms/form.ts'
import { knownBehalf } from '../forms/on-behalf.ts'
import type { TaskFormPage } from '../forms/task-act.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import { helpersOf } from '../plugins/views.ts'
import { evidenceParts } from './evidence.ts'
import type { ActPageState } from './task-act-page.ts'
import { actView, readyEvidence, type TaskActView } from './task-act-view.ts'
import { longDate, type Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'task/check': TaskActView & {
      rows: AnswerPart[]
      evidence: EvidencePart[]
      warnings: string[]
      form: FormPart
    }
  }
}

/** The answers once more, with what they lead to; only the button on this page does the act. */
export async function taskCheckPage(
  page: TaskFormPage,
  state: ActPageState & { sent: Form },
): Promise<FormPage> {
  const { form, sent } = state
  const { words, facts, request } = page
  const { t } = words
  const known = (await form.known?.(page)) ?? {}
  const behalf = state.onBehalf ? await knownBehalf(page, state.behalfFileId ?? null, helpersOf(request)) : []
  const fields: FieldDescriptor[] = [
    ...form.fields.map(field => ({ ...field, ...known[field.name] })),
    ...behalf,
  ]
  const typed = Object.entries(sent.typed).filter(([name]) => fields.some(field => field.name === name))
  const evidence = form.evidence ? await readyEvidence(page, form) : []
  const part: FormPart = {
    id: 'task-act-form',
    action: taskActHref(facts.task.id, form.act, page.part?.id ?? page.subtask?.id),
    actId: actIdFor(sent),
    version: sent.version,
    groups: [],
    hidden: {
      confirmed: '1',
      ...(Object.fromEntries(typed) as Record<string, string>),
      ...(state.behalfFileId ? { behalfFileId: state.behalfFileId } : {}),
    },
    submit: t(form.submitKey),
    others: [{ label: t('page.act.change'), kind: 'line', name: 'step', value: 'edit' }],
    cancel: { label: t('page.act.cancel'), href: `/tasks/${facts.task.id}` },
  }
  const view = actView(page, form)
  const data = {
    ...view,
    title: t('page.act.check', { act: view.title }),
    rows: [...fields.flatMap(field => answerOf(field, sent, words)), ...(form.foretell?.(sent, page) ?? [])],
    evidence: evidenceParts(evidence, helpersOf(request)),
    warnings: fields.flatMap(field => (field.kind === 'date' ? warningOf(sent.date(field.name), words) : [])),
    form: part,
  }
  return { view: 'task/check', data, options: { title: data.title, nav: 'tasks' } }
}

function answerOf(field: FieldDescriptor, sent: Form, words: Words): AnswerPart[] {
  const value = valueText(field, sent, words)
  if (value === '' || !field.labelKey) return []
  return [{ label: words.t(field.labelKey as never), value }]
}

function valueText(field: FieldDescriptor, sent: Form, words: Words): string {
  if (field.kind === 'file') return (field.attached ?? []).map(file => file.name).join(', ')
  if (field.kind === 'date') return sent.date(field.name) ? longDate(sent.date(field.name), words) : ''
  const typed = sent.text(field.name)
  if (field.options) return field.options.find(option => option.value === typed)?.label ?? ''
  return field.suffix && typed ? `${typed}${field.suffix}` : typed
}

function warningOf(date: string | null, words: Words): string[] {
  const day = date ? parseDateInput(date) : null
  const warning = day ? dayOffWarning(day, words) : undefined
  return warning ? [warning] : []
}
