import type { FastifyRequest } from 'fastify'
import type { AppointmentWithNames } from '../../data/appointment.ts'
import { hasHandover } from '../../domain/handover.ts'
import { formatDate } from '../../i18n/format.ts'
import type { ButtonPart, CellPart, TablePart } from '../../render/parts.ts'

/** The posts of one person, those that hold today with a way to end them. */
export function postTable(request: FastifyRequest, posts: AppointmentWithNames[]): TablePart {
  const { t } = request
  const rows = posts.map(post => ({
    id: post.id,
    cells: [
      { text: post.title, sub: roleOf(request, post) },
      post.unit_name,
      whenOf(request, post),
      { acts: actsOf(request, post) },
    ],
  }))
  return tableOf(request, t('field.unit'), rows)
}

/** The posts of one unit: who holds, will hold and held them. */
export function unitPostTable(request: FastifyRequest, posts: AppointmentWithNames[]): TablePart {
  const { t, occasion } = request
  const order = (post: AppointmentWithNames) => Number(post.to_on !== null && post.to_on < occasion.today)
  const rows = posts
    .toSorted((a, b) => order(a) - order(b))
    .map(post => ({
      id: post.id,
      cells: [
        { text: post.title, sub: roleOf(request, post) },
        { text: post.person_name, href: `/admin/people/${post.person_id}` },
        whenOf(request, post),
        { acts: actsOf(request, post) },
      ],
    }))
  return tableOf(request, t('field.person_name'), rows)
}

function roleOf({ t }: FastifyRequest, post: AppointmentWithNames): string {
  const role = t(`role.${post.role}`)
  return post.acting_for ? t('page.post.acting', { post: role, other: post.acting_for }) : role
}

function whenOf({ t }: FastifyRequest, post: AppointmentWithNames): CellPart {
  const until = post.to_on ? formatDate(post.to_on) : t('page.admin.posts.open')
  return { text: `${formatDate(post.from_on)} – ${until}`, nowrap: true }
}

/** What has not begun is corrected, what holds is ended, what ends or has ended is handed over. */
function actsOf({ t, actor, occasion }: FastifyRequest, post: AppointmentWithNames): ButtonPart[] {
  const { today } = occasion
  const isOpen = post.to_on === null || post.to_on >= today
  const isOwn = post.person_id === actor.person.id
  const base = `/admin/appointments/${post.id}`
  const look = { kind: 'line' as const, small: true }
  return [
    ...(isOpen && !isOwn && post.from_on > today
      ? [{ ...look, label: t('page.admin.posts.change'), href: `${base}/change` }]
      : []),
    ...(isOpen && !isOwn ? [{ ...look, label: t('page.admin.posts.end'), href: `${base}/end` }] : []),
    ...(post.to_on !== null && post.from_on <= today && hasHandover(post)
      ? [{ ...look, label: t('page.handover.title'), href: `/handovers/${post.id}` }]
      : []),
  ]
}

function tableOf({ t }: FastifyRequest, second: string, rows: TablePart['rows']): TablePart {
  return {
    id: 'posts-table',
    caption: t('page.admin.posts'),
    columns: [
      { label: t('field.post_title'), card: 'title' },
      { label: second },
      { label: t('page.admin.posts.when') },
      { label: t('ui.acts'), kind: 'act' },
    ],
    rows,
    empty: { icon: 'admin', fact: t('page.admin.posts.none'), next: t('page.admin.posts.none_next') },
  }
}
