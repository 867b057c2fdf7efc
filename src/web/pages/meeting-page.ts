import type { FastifyRequest } from 'fastify'
import {
  findLastMeeting,
  listMeetingNotes,
  listMembers,
  type MeetingOfCommittee,
} from '../../data/meeting.ts'
import { listMeetingItems } from '../../data/meeting-item.ts'
import type { Db } from '../../data/schema.ts'
import { findPosts } from '../../data/task-place.ts'
import { keeperOf } from '../../domain/meeting-record.ts'
import { formatDate, formatDateLong } from '../../i18n/format.ts'
import type { FormPart } from '../../render/form.ts'
import type {
  ActButtonPart,
  AnswerPart,
  ButtonPart,
  EmptyPart,
  ErrorPart,
  LinkPart,
  StatusPart,
} from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type AgendaRow, agendaRow } from './meeting-agenda-row.ts'
import { meetingTrail } from './meeting-form.ts'
import { lastDecisions } from './meeting-last.ts'
import { attendanceForm, noteForm } from './meeting-page-form.ts'
import { meetingStatus } from './meeting-words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'meeting/show': MeetingShow
  }
}

export interface MeetingShow {
  trail: (LinkPart | { label: string })[]
  title: string
  lead: string
  status: StatusPart
  acts: (ButtonPart | ActButtonPart)[]
  errors: ErrorPart[]
  about: AnswerPart[]
  agenda: { rows: AgendaRow[]; acts: ButtonPart[]; empty: EmptyPart | null }
  last: Awaited<ReturnType<typeof lastDecisions>> | null
  attendance: FormPart | null
  notes: { text: string; by: string }[]
  noteForm: FormPart | null
}

/** One meeting: when and where, its agenda with what came of it, who was there, and what became of the last one's. */
export async function meetingShow(
  db: Db,
  request: FastifyRequest,
  meeting: MeetingOfCommittee,
  failure?: Failure,
): Promise<FormPage> {
  const { t, actor, occasion } = request
  const keeps = keeperOf(actor, meeting) !== undefined
  const items = await listMeetingItems(db, meeting.id)
  const last = await findLastMeeting(db, actor, meeting.on_day, meeting.committee_id)
  const notes = await listMeetingNotes(db, meeting.id)
  const running = meeting.state === 'planned' || meeting.state === 'open'
  return {
    view: 'meeting/show',
    data: {
      trail: meetingTrail(request, meeting),
      title: meeting.title,
      lead: meeting.committee_name,
      status: meetingStatus(meeting, t),
      acts: actsOf(request, meeting, keeps),
      errors: failure ? [...failure.summary, ...Object.values(failure.errors).map(text => ({ text }))] : [],
      about: await aboutOf(db, request, meeting),
      agenda: {
        rows: items.map((item, index) =>
          agendaRow(request, { item, index, count: items.length, meeting, keeps }),
        ),
        acts: keeps && running ? addActs(request, meeting) : [],
        empty:
          items.length > 0
            ? null
            : {
                icon: 'task',
                fact: t('page.meeting.agenda.empty'),
                next: t('page.meeting.agenda.empty.next'),
              },
      },
      last: last && last.id !== meeting.id ? await lastDecisions(db, request, last) : null,
      attendance: keeps && running ? await attendanceForm(db, request, meeting) : null,
      notes: notes.map(note => ({
        text: note.text,
        by: t('page.meeting.note.by', {
          name: note.person_name,
          title: note.title,
          date: formatDate(note.on_day),
        }),
      })),
      noteForm: keeps && meeting.state === 'closed' ? noteForm(request, meeting, occasion.today) : null,
    },
    options: { title: meeting.title, nav: 'committee' },
  }
}

function actsOf(
  { t }: FastifyRequest,
  meeting: MeetingOfCommittee,
  keeps: boolean,
): (ButtonPart | ActButtonPart)[] {
  const href = `/meetings/${meeting.id}`
  const press = (path: string, label: string, kind: 'solid' | 'line'): ActButtonPart => ({
    label,
    kind,
    action: `${href}/${path}`,
    fields: { version: meeting.version, act_id: actIdFor() },
  })
  const minutes: ButtonPart = { label: t('page.minutes.title'), href: `${href}/minutes`, kind: 'line' }
  const room: ButtonPart = { label: t('page.room.enter'), href: `${href}/room`, kind: 'solid' }
  if (meeting.state === 'closed') return [minutes]
  if (meeting.state === 'open')
    return [room, minutes, ...(keeps ? [press('closing', t('page.meeting.close'), 'line')] : [])]
  if (meeting.state === 'cancelled' || !keeps) return []
  return [
    press('opening', t('page.meeting.open'), 'solid'),
    ...(meeting.invited_on === null ? [press('invitation', t('page.meeting.invite'), 'line')] : []),
    { label: t('page.meeting.change'), href: `${href}/plan`, kind: 'line' },
    { label: t('page.meeting.cancel'), href: `${href}/cancellation`, kind: 'text' },
  ]
}

function addActs({ t }: FastifyRequest, { id }: MeetingOfCommittee): ButtonPart[] {
  return [
    { label: t('page.agenda.pick'), href: `/meetings/${id}/agenda`, kind: 'tonal', icon: 'plus' },
    { label: t('page.agenda.add'), href: `/meetings/${id}/items`, kind: 'line' },
  ]
}

async function aboutOf(db: Db, { t, locale }: FastifyRequest, meeting: MeetingOfCommittee) {
  const posts = await findPosts(db, [meeting.chair_id, meeting.secretary_id])
  const named = (id: string) => {
    const post = posts.get(id)
    return post ? `${post.person_name}, ${post.title}` : ''
  }
  const members = await listMembers(db, meeting, meeting.on_day)
  const present = members.filter(one => one.present === 1)
  const noted = members.some(one => one.present !== null)
  const absent = members.filter(one => one.present === 0)
  const names = (all: typeof members) => all.map(one => one.person_name).join(', ')
  const rows: AnswerPart[] = [
    {
      label: t('page.meeting.when'),
      value: t('page.meeting.when.at', {
        time: meeting.starts_at,
        date: formatDateLong(meeting.on_day, locale),
      }),
    },
    { label: t('field.meetingPlace'), value: meeting.place },
    { label: t('field.chairId'), value: named(meeting.chair_id) },
    { label: t('page.meeting.secretary'), value: named(meeting.secretary_id) },
    ...(noted
      ? [
          { label: t('page.minutes.present'), value: names(present) },
          { label: t('page.minutes.absent'), value: names(absent) },
        ]
      : [{ label: t('page.meeting.members'), value: names(members) }]),
    { label: t('field.guests'), value: meeting.guests },
    ...(meeting.invited_on
      ? [{ label: t('page.meeting.invited'), value: formatDate(meeting.invited_on) }]
      : []),
    { label: t('field.reason'), value: meeting.reason },
  ]
  return rows.filter(row => row.value !== '')
}
