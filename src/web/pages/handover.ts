import type { FastifyRequest } from 'fastify'
import { findItemNames, findTasksSeen, listHandoverItems } from '../../data/handover.ts'
import { findDuties } from '../../data/handover-duty.ts'
import { listPostWork } from '../../data/handover-work.ts'
import type { Db } from '../../data/schema.ts'
import { findPosts, type PostName } from '../../data/task-place.ts'
import { findUnitNames } from '../../data/unit-name.ts'
import type { SeenHandover } from '../../domain/handover.ts'
import { formatDate, formatDateTime } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { ActButtonPart, ButtonPart, EmptyPart, ErrorPart, LinkPart } from '../../render/parts.ts'
import { actIdFor } from '../forms/answer.ts'
import type { Form } from '../forms/form.ts'
import type { AgainWith } from './admin.ts'
import { type HandoverSection, handoverSections, type KnownItems } from './handover-item.ts'
import { postOf } from './ledger-row.ts'

declare module '../../render/views.ts' {
  interface Views {
    'handover/page': HandoverPage
  }
}

export interface HandoverPage {
  breadcrumb: (Partial<LinkPart> & { label: string })[]
  title: string
  lead: string
  /** How it stands: to come, laid down, confirmed. */
  standing: string
  acts: ButtonPart[]
  sections: HandoverSection[]
  empty: EmptyPart | null
  /** For whoever may confirm. */
  confirm: ActButtonPart | null
  problems: readonly ErrorPart[]
  /** Names under the two signatures of the printed list. */
  signs: { label: string; name: string }[]
}

/** The list of a handover, as it was laid down, or, before its day, as it would be today. */
export async function handoverPage(
  db: Db,
  request: FastifyRequest,
  seen: SeenHandover,
  { failure }: AgainWith = {},
  form?: Form,
): Promise<HandoverPage> {
  const { t, actor } = request
  const { post, handover, receivers, mayConfirm } = seen
  const items = handover ? await listHandoverItems(db, handover.id) : await listPostWork(db, post)
  const ids = [
    post.id,
    ...receivers.map(held => held.id),
    ...(handover?.to_appointment_id ? [handover.to_appointment_id] : []),
  ]
  const posts = await findPosts(db, ids)
  const from = posts.get(post.id)
  const tasks = items.flatMap(item => (item.task_id ? [item.task_id] : []))
  const day = handover?.on_day ?? request.occasion.today
  const units = await findUnitNames(
    db,
    items.flatMap(item => (item.kind === 'unit' ? [item.subject_id] : [])),
  )
  const known: KnownItems = {
    t,
    names: await findItemNames(db, items),
    seen: await findTasksSeen(db, actor, tasks),
    duties: await findDuties(db, actor, items),
    unit: id => units(id, day)?.name ?? '',
  }
  const title = t('page.handover.title')
  return {
    breadcrumb: [{ label: t('nav.my_work'), href: '/' }, { label: title }],
    title,
    lead: from ? t('page.handover.lead', { name: from.person_name, post: postLine(t, from) }) : '',
    standing: standingOf(seen, posts, request),
    acts: mayConfirm && post.role === 'officer' ? [transferAct(post.id, t)] : [],
    sections: handoverSections(items, known),
    empty:
      items.length === 0
        ? { icon: 'done', fact: t('page.handover.none'), next: t('page.handover.none.next') }
        : null,
    confirm: mayConfirm && handover ? confirmAct(post.id, handover.version, t, form) : null,
    problems: failure?.summary ?? [],
    signs: [
      { label: t('page.handover.sign.from'), name: from?.person_name ?? '' },
      { label: t('page.handover.sign.to'), name: receiverNames(seen, posts) },
    ],
  }
}

function receiverNames({ handover, receivers }: SeenHandover, posts: Map<string, PostName>): string {
  const ids = handover?.to_appointment_id ? [handover.to_appointment_id] : receivers.map(held => held.id)
  return ids.flatMap(id => posts.get(id)?.person_name ?? []).join(', ')
}

function postLine(t: Translate, post: PostName): string {
  const line = postOf(t, post.title, post.unit_name)
  return post.acting_for ? t('page.post.acting', { post: line, other: post.acting_for }) : line
}

function standingOf(
  seen: SeenHandover,
  posts: Map<string, PostName>,
  { t, occasion }: FastifyRequest,
): string {
  const { post, handover } = seen
  const names = receiverNames(seen, posts)
  if (handover?.confirmed_at)
    return t('page.handover.confirmed', { names, at: formatDateTime(handover.confirmed_at, 'vi') })
  const to = names ? t('page.handover.to', { names }) : t('page.handover.to.nobody')
  if (handover) return t('page.handover.laid', { date: formatDate(handover.on_day), to })
  const ends = post.to_on ? t('page.handover.ends', { date: formatDate(post.to_on) }) : ''
  return t('page.handover.planned', { date: formatDate(occasion.today), ends, to })
    .replace(/\s+/g, ' ')
    .trim()
}

function transferAct(officerId: string, t: Translate): ButtonPart {
  return { label: t('page.transfer.title'), href: `/officers/${officerId}/transfer`, kind: 'line' }
}

/** One press: the list itself is what is confirmed. */
function confirmAct(postId: string, version: number, t: Translate, form?: Form): ActButtonPart {
  return {
    label: t('page.handover.confirm'),
    icon: 'done',
    kind: 'solid',
    action: `/handovers/${postId}/confirmation`,
    fields: { act_id: actIdFor(form), version },
  }
}
