import { type MailTaskAct, mailActNames } from '../../domain/mail-act.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { TaskForm } from './task-act.ts'
import { partForms } from './task-act-part.ts'
import { unitForms } from './task-act-unit.ts'

/** The forms behind the links of mails: those of the task's own page, without files, for which one signs in. */
export const mailForms: Record<MailTaskAct, TaskForm> = Object.fromEntries(
  [...unitForms, ...partForms].flatMap(form =>
    (mailActNames as readonly string[]).includes(form.act) ? [[form.act, plain(form)]] : [],
  ),
) as Record<MailTaskAct, TaskForm>

/** Every field that a link's page may send. */
export const mailFields: FieldDescriptor[] = [
  ...new Map(
    Object.values(mailForms)
      .flatMap(form => form.fields)
      .map(field => [field.name, field]),
  ).values(),
]

/** To receive is one press: the officer is named with a session, since the list of officers is no mail's to show. */
function plain(form: TaskForm): TaskForm {
  const { act, titleKey, submitKey, leadKey, fields } = form
  const bare: TaskForm = {
    act,
    titleKey,
    submitKey,
    leadKey,
    fields,
    read: (sent, page) => form.read(sent, page),
  }
  if (act !== 'receive')
    return form.known ? { ...bare, known: async page => (await form.known?.(page)) ?? {} } : bare
  return {
    ...bare,
    leadKey: 'page.mail_act.lead.receive',
    fields: [],
    read: (_, { facts }) => ({ act: 'receive', input: { officerId: facts.task.officer_id } }),
  }
}
