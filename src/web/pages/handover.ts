import type { FastifyRequest } from 'fastify'
import {
  findItemNames,
  findTasksSeen,
  type HandoverItem,
  listHandoverItems,
  listPostWork,
} from '../../data/handover.ts'
import type { Db } from '../../data/schema.ts'
import { findPosts, type PostName } from '../../data/task-place.ts'
import { findUnitNames } from '../../data/unit-name.ts'
import type { SeenHandover } from '../../domain/handover.ts'
import { formatDate, formatDateTime } from '../../i18n/format.ts'
import { isMessageKey, type Translate } from '../../i18n/translate.ts'
import type {
  ActButtonPart,
  ButtonPart,
  CellPart,
  EmptyPart,
  ErrorPart,
  LinkPart,
  TablePart,
} from '../../render/parts.ts'
import { actIdFor } from '../forms/answer.ts'
import type { Form } from '../forms/form.ts'
import type { AgainWith } from './admin.ts'
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
  sections: { id: string; title: string; count: number; table: TablePart }[]
  empty: EmptyPart | null
  /** For whoever may confirm. */
  confirm: ActButtonPart | null
  problems: readonly ErrorPart[]
  /** Names under the two signatures of the printed list. */
  signs: { label: string; name: string }[]
}

const kinds = ['task', 'part', 'verify', 'extension', 'unit'] as const

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
  const known: Known = {
    t,
    names: await findItemNames(db, items),
    seen: await findTasksSeen(db, actor, tasks),
    unit: id => units(id, day)?.name ?? '',
  }
  const title = t('page.handover.title')
  return {
    breadcrumb: [{ label: t('nav.my_work'), href: '/' }, { label: title }],
    title,
    lead: from ? t('page.handover.lead', { name: from.person_name, post: postLine(t, from) }) : '',
    standing: standingOf(seen, posts, request),
    acts: mayConfirm && post.role === 'officer' ? [transferAct(post.id, t)] : [],
    sections: kinds.flatMap(kind => sectionOf(kind, items, known)),
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

interface Known {
  t: Translate
  names: Map<string, string>
  seen: Set<string>
  unit: (id: string) => string
}

function sectionOf(
  kind: (typeof kinds)[number],
  all: HandoverItem[],
  known: Known,
): HandoverPage['sections'] {
  const items = all.filter(item => item.kind === kind)
  if (items.length === 0) return []
  const { t } = known
  const title = t(`page.handover.kind.${kind}`)
  const name = { label: t('page.handover.what'), card: 'title' as const }
  const columns =
    kind === 'unit'
      ? [name]
      : [
          name,
          { label: t('page.handover.due'), kind: 'date' as const },
          { label: t('page.handover.state') },
          { label: t('page.handover.pending') },
        ]
  const rows = items.map(item => ({ id: item.subject_id, cells: cellsOf(item, known) }))
  return [
    {
      id: kind,
      title,
      count: items.length,
      table: { id: `handover-${kind}`, caption: title, columns, rows },
    },
  ]
}

function cellsOf(item: HandoverItem, known: Known): CellPart[] {
  const { t, names, seen } = known
  if (item.kind === 'unit') return [known.unit(item.subject_id)]
  const task = item.task_id ?? ''
  const sub = item.kind === 'part' ? names.get(item.subject_id) : ''
  const key =
    item.kind === 'part' ? `part.${item.state}` : item.kind === 'extension' ? '' : `state.${item.state}`
  return [
    {
      text: names.get(task) ?? '',
      ...(seen.has(task) ? { href: `/tasks/${task}` } : {}),
      ...(sub ? { sub } : {}),
    },
    item.due_on ? formatDate(item.due_on) : t('ui.nothing'),
    isMessageKey(key) ? t(key) : t('page.handover.pending.extension'),
    waitingOf(item, t),
  ]
}

/** What waits on the task, and how much evidence lies with it. */
function waitingOf({ pending, evidence }: HandoverItem, t: Translate): string {
  const words = (['extension', 'non_implementation', 'part', 'draft'] as const).filter(name =>
    pending.split(' ').includes(name),
  )
  const laid = evidence > 0 ? [t('page.handover.evidence', { count: evidence })] : []
  return [...words.map(name => t(`page.handover.pending.${name}`)), ...laid].join('; ') || t('ui.nothing')
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
