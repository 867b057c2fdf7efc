import type { MessageReminder, OutboxMessage } from '../../data/outbox.ts'
import { formatDate, formatDateTime } from '../../i18n/format.ts'
import type { ActButtonPart, AnswerPart, LinkPart, StatusPart } from '../../render/parts.ts'
import { postOf } from './ledger-row.ts'
import { causeOf, messageStatus, resendAct, resendable } from './outbox-table.ts'
import { rungWord } from './rung-word.ts'
import type { Words } from './words.ts'

export interface MessagePage {
  title: string
  breadcrumb: { label: string; href?: string }[]
  status: StatusPart
  facts: AnswerPart[]
  /** The rows of the ledger that the mail carries. */
  reminders: { id: string; rung: string; post: string; task: LinkPart | null }[]
  text: string
  htmlHref: string | null
  resend: ActButtonPart | null
}

/** One mail: to whom, what became of it, why, and its words. */
export function messagePage(
  message: OutboxMessage,
  reminders: MessageReminder[],
  mayResend: boolean,
  words: Words,
): MessagePage {
  const { t } = words
  const title = message.subject || t('page.outbox.not_worded')
  return {
    title,
    breadcrumb: [{ label: t('page.outbox.title'), href: '/outbox' }, { label: title }],
    status: messageStatus(message, words),
    facts: factsOf(message, words),
    reminders: reminders.map(row => ({
      id: row.id,
      rung: rungWord(t, row.rung),
      post: postOf(t, row.post, row.unit_name),
      task: row.task_id
        ? { label: `${row.task_code} ${row.task_title}`, href: `/tasks/${row.task_id}` }
        : null,
    })),
    text: message.text,
    htmlHref: message.html === '' ? null : `/outbox/${message.id}/html`,
    resend:
      mayResend && resendable.includes(message.state) ? resendAct(message, { view: 'office' }, words) : null,
  }
}

function factsOf(message: OutboxMessage, words: Words): AnswerPart[] {
  const { t, locale } = words
  const cause = causeOf(message, words)
  return [
    { label: t('page.outbox.fact.to'), value: `${message.person_name} <${message.to_address}>` },
    { label: t('page.outbox.fact.kind'), value: t(`page.outbox.kind.${message.kind}`) },
    { label: t('page.outbox.fact.day'), value: formatDate(message.for_on) },
    ...(message.sent_at
      ? [{ label: t('page.outbox.fact.sent'), value: formatDateTime(message.sent_at, locale) }]
      : [{ label: t('page.outbox.fact.send'), value: formatDateTime(message.send_at, locale) }]),
    ...(cause ? [{ label: t('page.outbox.fact.cause'), value: cause }] : []),
    { label: t('page.outbox.fact.id'), value: message.header_id },
  ]
}
