import type { TaskToMove } from '../../data/unit-task.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import { actIdFor, type FormPage } from '../forms/answer.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import type { AgainWith } from './admin.ts'
import type { Words } from './words.ts'

export interface TransferPage {
  title: string
  lead: string
  action: string
  backHref: string
  fields: readonly FieldDescriptor[]
  values: Record<string, FieldDescriptor['value']>
}

/** The tasks to choose among: number and title, with the deadline and how each stands. */
export function taskChoices(tasks: readonly TaskToMove[], { t }: Words): FieldDescriptor['options'] {
  return tasks.map(task => ({
    value: task.id,
    label: `${task.code} ${task.title}`,
    hint: t('page.transfer.task', {
      due: task.due_on ? formatDate(task.due_on) : t('ui.nothing'),
      state: t(`state.${task.state}`),
    }),
  }))
}

/** A page that moves many tasks at once. */
export function transferPage(
  { title, lead, action, backHref, fields, values }: TransferPage,
  { t }: Words,
  { failure, typed }: AgainWith,
  form?: Form,
): FormPage {
  const errors = failure?.errors ?? {}
  const part: FormPart = {
    id: 'transfer-form',
    action,
    fields: fill<FieldDescriptor>(fields, typed ?? values, errors),
    errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
    submit: t('page.transfer.submit'),
    cancel: { label: t('ui.cancel'), href: backHref },
    actId: actIdFor(form),
  }
  const breadcrumb = [{ label: t('nav.tasks'), href: '/tasks' }, { label: title }]
  return {
    view: 'admin/form',
    data: { breadcrumb, title, lead, form: part },
    options: { title, nav: 'tasks' },
  }
}
