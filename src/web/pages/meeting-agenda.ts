import type { FastifyRequest } from 'fastify'
import { listAttentionSubjects } from '../../data/attention-list.ts'
import type { MeetingOfCommittee } from '../../data/meeting.ts'
import { listMeetingItems } from '../../data/meeting-item.ts'
import type { Db } from '../../data/schema.ts'
import { findSearchReach, listHits } from '../../data/search-hit.ts'
import { listFoundTexts } from '../../data/search-row.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { offeredOfKind, subjectTitle } from '../../domain/meeting-agenda.ts'
import { statusDay } from '../../domain/status-day.ts'
import { formatDate } from '../../i18n/format.ts'
import { readSearch } from '../../lib/search-words.ts'
import type { FieldOption, FormPart } from '../../render/form.ts'
import type { ActButtonPart, EmptyPart, ErrorPart, LinkPart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type Form, fill } from '../forms/form.ts'
import { itemFields } from '../forms/meeting.ts'
import { listedKinds } from './committee-attention-page.ts'
import { excerpt } from './conclusion-text.ts'
import { type MeetingAgain, meetingTrail } from './meeting-form.ts'

declare module '../../render/views.ts' {
  interface Views {
    'meeting/agenda': {
      trail: (LinkPart | { label: string })[]
      action: string
      actId: string
      errors: ErrorPart[]
      groups: { id: string; legend: string; lead: string; options: (FieldOption & { checked: boolean })[] }[]
      empty: EmptyPart | null
      cancel: LinkPart
    }
    'meeting/item': {
      trail: (LinkPart | { label: string })[]
      form: FormPart
      search: { action: string; query: string }
      found: { id: string; text: string; act: ActButtonPart }[]
      none: boolean
    }
  }
}

/** The lists of "cần chú ý" with a tick for each line that is not on the agenda yet, grouped by why it stands there. */
export async function agendaPage(
  db: Db,
  request: FastifyRequest,
  meeting: MeetingOfCommittee,
  { sent, failure }: { sent?: Form; failure?: Failure } = {},
): Promise<FormPage> {
  const { t, actor, occasion } = request
  const day = statusDay(occasion.today, await findCalendar(db))
  const items = await listMeetingItems(db, meeting.id)
  const known = new Set(
    items.map(item => `${item.kind} ${item.task_id ?? item.recommendation_id ?? item.obligation_id}`),
  )
  const ticked = new Set(sent?.list('picks') ?? [])
  const groups = []
  for (const kind of listedKinds) {
    if (kind === 'vacant') continue
    const rows = await listAttentionSubjects(db, actor, kind, { day, limit: offeredOfKind })
    const fresh = rows.filter(
      row => !known.has(`${kind} ${row.task_id ?? row.recommendation_id ?? row.obligation_id}`),
    )
    const options = fresh.map(row => {
      const value = `${kind} ${row.subject_id}`
      const due = row.due_on ? t('page.committee.attention.due', { date: formatDate(row.due_on) }) : ''
      const hint = [row.unit_name ?? '', due].filter(Boolean).join(' · ')
      return { value, label: excerpt(subjectTitle(row), 200), hint, checked: ticked.has(value) }
    })
    if (options.length > 0)
      groups.push({
        id: kind,
        legend: t(`attention.kind.${kind}`),
        lead: t(`attention.lead.${kind}`),
        options,
      })
  }
  const title = t('page.agenda.pick')
  return {
    view: 'meeting/agenda',
    data: {
      trail: meetingTrail(request, meeting, title),
      action: `/meetings/${meeting.id}/agenda`,
      actId: actIdFor(sent),
      errors: failure ? [...failure.summary, ...Object.values(failure.errors).map(text => ({ text }))] : [],
      groups,
      empty:
        groups.length > 0
          ? null
          : { icon: 'done', fact: t('page.agenda.pick.none'), next: t('page.agenda.pick.none.next') },
      cancel: { label: t('page.models.cancel'), href: `/meetings/${meeting.id}` },
    },
    options: { title, nav: 'committee' },
  }
}

/** One's own item: words typed here, or a task or recommendation found by its code or words. */
export async function itemPage(
  db: Db,
  request: FastifyRequest,
  meeting: MeetingOfCommittee,
  { sent, failure, query = '' }: MeetingAgain & { query?: string | undefined },
): Promise<FormPage> {
  const { t } = request
  const title = t('page.agenda.add')
  const found = query === '' ? [] : await foundOf(db, request, meeting, query)
  return {
    view: 'meeting/item',
    data: {
      trail: meetingTrail(request, meeting, title),
      form: {
        id: 'item-form',
        action: `/meetings/${meeting.id}/items`,
        actId: actIdFor(sent),
        fields: fill(
          itemFields.filter(field => field.kind === 'line'),
          sent?.typed ?? {},
          failure?.errors,
        ),
        submit: t('page.agenda.add.submit'),
        cancel: { label: t('page.models.cancel'), href: `/meetings/${meeting.id}` },
        errors: failure?.summary ?? [],
      },
      search: { action: `/meetings/${meeting.id}/items`, query },
      found,
      none: query !== '' && found.length === 0,
    },
    options: { title, nav: 'committee' },
  }
}

/** What a search offers of each kind. */
const offered = 10

async function foundOf(
  db: Db,
  { actor, t }: FastifyRequest,
  meeting: MeetingOfCommittee,
  query: string,
): Promise<{ id: string; text: string; act: ActButtonPart }[]> {
  const add = (name: 'taskId' | 'recommendationId', id: string, text: string) => ({
    id,
    text,
    act: {
      label: t('page.agenda.add.this'),
      kind: 'line' as const,
      small: true,
      action: `/meetings/${meeting.id}/items`,
      fields: { [name]: id, act_id: actIdFor() },
      attrs: { 'aria-label': `${t('page.agenda.add.this')}: ${text}` },
    },
  })
  const asked = readSearch(query)
  if (!asked) return []
  const reach = await findSearchReach(db, actor)
  const found = async (kind: 'task' | 'recommendation') => {
    const hits = (await listHits(db, actor, kind, asked, reach)).slice(0, offered)
    const ids = hits.map(hit => hit.subject_id)
    const texts = new Map((await listFoundTexts[kind](db, ids)).map(one => [one.id, one]))
    return ids.flatMap(id => texts.get(id) ?? [])
  }
  return [
    ...(await found('task')).map(one => add('taskId', one.id, `${one.code} ${one.title} (${one.place})`)),
    ...(await found('recommendation')).map(one =>
      add(
        'recommendationId',
        one.id,
        t('page.recommendation.choice', {
          ordinal: one.code,
          date: formatDate(one.on_day),
          title: excerpt(one.text || one.title, 120),
        }),
      ),
    ),
  ]
}
