import type { FastifyRequest } from 'fastify'
import type { AppointmentWithNames } from '../../data/appointment.ts'
import { formatDate } from '../../i18n/format.ts'
import type { TablePart } from '../../render/parts.ts'

/** The posts of one person, those that hold today with a way to end them. */
export function postTable(
  { t, actor }: FastifyRequest,
  posts: AppointmentWithNames[],
  today: string,
): TablePart {
  const rows = posts.map(post => {
    const until = post.to_on ? formatDate(post.to_on) : t('page.admin.posts.open')
    const open = (post.to_on === null || post.to_on >= today) && post.person_id !== actor.person.id
    const act = {
      label: t('page.admin.posts.end'),
      href: `/admin/appointments/${post.id}/end`,
      kind: 'line' as const,
      small: true,
    }
    return {
      id: post.id,
      cells: [
        { text: post.title, sub: t(`role.${post.role}`) },
        post.unit_name,
        { text: `${formatDate(post.from_on)} – ${until}`, nowrap: true },
        { acts: open ? [act] : [] },
      ],
    }
  })
  return {
    id: 'posts-table',
    caption: t('page.admin.posts'),
    columns: [
      { label: t('field.title'), card: 'title' },
      { label: t('field.unit') },
      { label: t('page.admin.posts.when') },
      { label: t('ui.acts'), kind: 'act' },
    ],
    rows,
    empty: { icon: 'admin', fact: t('page.admin.posts.none'), next: t('page.admin.posts.none_next') },
  }
}
