import type { FastifyRequest } from 'fastify'
import { findFeedOf } from '../../data/calendar-feed.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { ActButtonPart, AnswerPart } from '../../render/parts.ts'
import { reachesOf } from '../pages/calendar-query.ts'
import type { AppParts } from '../parts.ts'
import { helpersOf } from '../plugins/views.ts'
import { actIdFor, type Failure, type FormPage } from './answer.ts'
import { fill } from './form.ts'

declare module '../../render/views.ts' {
  interface Views {
    'profile/feed': {
      /** Null where the person has no address. */
      present: { rows: AnswerPart[]; revoke: ActButtonPart } | null
      /** The new address, shown this once. */
      made: { address: string; webcal: string } | null
      formTitle: string
      form: FormPart
    }
  }
}

export const feedFields: readonly FieldDescriptor[] = [
  { name: 'content', kind: 'checks', labelKey: 'field.feed_content', required: true },
  { name: 'alarm', kind: 'checkbox', labelKey: 'field.feed_alarm' },
]

interface Shown {
  secret?: string
  failure?: Failure
  choice?: { content: string[]; hasAlarm: boolean }
}

/** The page of one's calendar address: make, renew, revoke. */
export async function feedPage(
  request: FastifyRequest,
  parts: AppParts,
  shown: Shown = {},
): Promise<FormPage> {
  const { t, actor } = request
  const feed = await findFeedOf(parts.database.reader, actor.person.id)
  const address = shown.secret ? `${parts.config.publicUrl}/feeds/${shown.secret}.ics` : ''
  const h = helpersOf(request)
  const chosen = feed?.content.split(' ') ?? ['mine', 'unit']
  const values = shown.choice ?? { content: chosen, hasAlarm: feed?.has_alarm === 1 }
  const rows = feed && [
    { label: t('page.feed.since'), value: h.formatDateTime(feed.created_at) },
    {
      label: t('field.feed_content'),
      value: chosen.map(reach => t(`page.dates.reach.${reach as 'mine'}`)).join(', '),
    },
  ]
  const revoke = {
    label: t('page.feed.revoke'),
    action: '/profile/feed/revocation',
    fields: { act_id: actIdFor() },
    kind: 'line' as const,
  }
  const data = {
    present: rows ? { rows, revoke } : null,
    made: address ? { address, webcal: address.replace(/^https?:/, 'webcal:') } : null,
    formTitle: t(feed ? 'page.feed.renew' : 'page.feed.make'),
    form: feedForm(request, values, feed !== undefined, shown.failure),
  }
  return { view: 'profile/feed', data, options: { title: t('page.feed.title') } }
}

function feedForm(
  { t, actor }: FastifyRequest,
  values: { content: string[]; hasAlarm: boolean },
  hasOne: boolean,
  failure?: Failure,
): FormPart {
  const reaches = reachesOf(actor)
  const options = (reaches.length > 0 ? reaches : (['mine'] as const)).map(value => ({
    value,
    label: t(`page.dates.reach.${value}`),
  }))
  const typed = { content: values.content, alarm: values.hasAlarm }
  const [content, alarm] = fill<FieldDescriptor>(feedFields, typed, failure?.errors) as [
    FieldDescriptor,
    FieldDescriptor,
  ]
  return {
    id: 'feed-form',
    action: '/profile/feed',
    fields: [{ ...content, options }, alarm],
    errors: failure?.summary ?? [],
    submit: t(hasOne ? 'page.feed.renew' : 'page.feed.make'),
    submitKind: 'tonal',
    actId: actIdFor(),
  }
}
