import { findLetterTask } from '../../data/letter.ts'
import type { MailLink } from '../../domain/mail-act-link.ts'
import { formatDate } from '../../i18n/format.ts'
import { isMessageKey } from '../../i18n/translate.ts'
import { localDate } from '../../lib/plain-date.ts'
import type { FormPart } from '../../render/form.ts'
import type { QuotePart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type Form, strayErrors } from '../forms/form.ts'
import { mailForms } from '../forms/mail-act.ts'
import type { TaskFormPage } from '../forms/task-act.ts'
import { ownFields } from './task-act-page.ts'
import { actView, type TaskActView } from './task-act-view.ts'
import { momentOf, type Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'mail-act/page': MailActPage
    'mail-act/ended': MailActEnded
    'mail-act/sent': Record<string, never>
  }
}

interface MailActPage {
  title: string
  lead: string
  task: TaskActView['task']
  quote: QuotePart | null
  form: FormPart | null
  taskHref: string
  until: string
}

interface MailActEnded {
  title: string
  text: string
  /** "Tiếp nhận, thứ Hai 10/12, 09:00: Phạm Hoàng Phúc, Trưởng phòng …" */
  happened: string
  task: { title: string; href: string } | null
  /** Where a press asks for fresh links; '' where none would be sent. */
  freshAction: string
}

/** The page that a standing link opens: which task it is, as whom one acts, and the button. */
export async function mailActPage(
  page: TaskFormPage,
  held: MailLink,
  path: string,
  again: { sent?: Form; failure?: Failure } = {},
): Promise<FormPage> {
  const { words, facts } = page
  const { t } = words
  const form = held.act === 'view' ? null : mailForms[held.act]
  const view = form ? actView(page, form) : actView(page, mailForms.update)
  const title = form ? view.title : t('page.task.code', { code: facts.task.code })
  return {
    view: 'mail-act/page',
    data: {
      title,
      lead: form ? `${view.lead} ${asWhom(held, words)}` : t('page.mail_act.lead.view'),
      task: { ...view.task, owed: page.part?.deliverable || view.task.owed },
      quote: await quoteOf(page),
      form: form ? await formOf(page, held, path, again) : null,
      taskHref: `/tasks/${facts.task.id}`,
      until: t('page.mail_act.until', { date: formatDate(localDate(held.link.expires_at)) }),
    },
    options: { title, wide: true },
  }
}

async function formOf(
  page: TaskFormPage,
  held: MailLink,
  path: string,
  { sent, failure }: { sent?: Form; failure?: Failure },
): Promise<FormPart> {
  const { words, facts } = page
  const form = mailForms[held.act as keyof typeof mailForms]
  const errors = failure?.errors ?? {}
  const fields = await ownFields(page, { form, onBehalf: false, sent }, errors)
  return {
    id: 'mail-act-form',
    action: path,
    actId: actIdFor(sent),
    version: sent && !failure?.conflict ? sent.version : facts.task.version,
    groups: fields.length > 0 ? [{ fields }] : [],
    submit: words.t(held.act === 'receive' ? 'page.mail_act.submit.receive' : form.submitKey),
    errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
  }
}

async function quoteOf({ parts, facts, words }: TaskFormPage): Promise<QuotePart | null> {
  const task = await findLetterTask(parts.database.reader, facts.task.id)
  if (!task) return null
  const values = { ordinal: task.recommendation_ordinal, count: task.recommendation_count }
  const caption = words.t('page.mail_act.quote', {
    ...values,
    body: task.inspection_body,
    date: formatDate(task.held_on),
  })
  return { text: task.quote, caption }
}

function asWhom({ actor }: MailLink, { t }: Words): string {
  const post = actor?.holdings[0]
  return t('page.mail_act.as', {
    name: actor?.person.name ?? '',
    title: post?.title ?? '',
    unit: post?.unit_name ?? '',
  })
}

/** What became of a link that is of no use any more; of the task only to those whose it still is. */
export function mailActEnded(held: MailLink, path: string, words: Words): FormPage {
  const { t } = words
  const why = held.end?.why ?? 'expired'
  const theirs = held.facts !== null && why !== 'address' ? held.facts.task : null
  const title = t(`page.mail_act.ended.${why}`)
  const data = {
    title,
    text: t(`page.mail_act.ended.${why}.text`),
    happened: theirs ? happenedOf(held, words) : '',
    task: theirs && { title: theirs.title, href: `/tasks/${theirs.id}` },
    freshAction: theirs ? `${path}/fresh` : '',
  }
  return { view: 'mail-act/ended', data, options: { title } }
}

function happenedOf({ end }: MailLink, words: Words): string {
  const { t } = words
  if (!end?.event) return end?.at ? t('page.mail_act.happened_at', { when: momentOf(end.at, words) }) : ''
  const { act, occurred_at, person_name, title, unit_name } = end.event
  const key = `act.${act}`
  const what = isMessageKey(key) ? t(key) : t('page.mail_act.changed')
  const who = [person_name, title, unit_name].filter(Boolean).join(', ')
  const when = momentOf(occurred_at, words)
  return who
    ? t('page.mail_act.happened', { what, when, who })
    : t('page.mail_act.happened_by_itself', { what, when })
}
