import type { FastifyRequest } from 'fastify'
import type { MeetingOfCommittee } from '../../data/meeting.ts'
import { listMeetingItems, type MeetingItem } from '../../data/meeting-item.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { keeperOf } from '../../domain/meeting-record.ts'
import type { FormPart } from '../../render/form.ts'
import type {
  ActButtonPart,
  AnswerPart,
  ErrorPart,
  LinkPart,
  QuotePart,
  StatusPart,
} from '../../render/parts.ts'
import type { Failure, FormPage } from '../forms/answer.ts'
import type { Form } from '../forms/form.ts'
import type { AppParts } from '../parts.ts'
import { meetingTrail } from './meeting-form.ts'
import { findRoomRight, findRoomSubject } from './meeting-room-act.ts'
import { doneOf, factsOf, preparedOf } from './meeting-room-facts.ts'
import { concludedRows, conclusionForm, decisionOf } from './meeting-room-form.ts'
import { itemStatus, whyWord } from './meeting-words.ts'
import { wordsFor } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'meeting/room': MeetingRoom
  }
}

interface MeetingRoom {
  trail: (LinkPart | { label: string })[]
  title: string
  position: string
  items: { label: string; href: string; current: boolean; status: StatusPart }[]
  previous: LinkPart | null
  next: LinkPart | null
  errors: ErrorPart[]
  why: string
  statuses: StatusPart[]
  rows: AnswerPart[]
  quote: QuotePart | null
  link: LinkPart | null
  done: { text: string; by: string } | null
  prepared: { text: string; lead: string; acts: ActButtonPart[] } | null
  decision: { tabs: { label: string; href: string; current: boolean }[]; lead: string; form: FormPart } | null
  conclusion: FormPart | null
  concluded: AnswerPart[]
}

export interface RoomState {
  itemId?: string | undefined
  act?: string | undefined
  sent?: Form | undefined
  /** Which of the page's forms was sent. */
  part?: 'decision' | 'conclusion' | undefined
  failure?: Failure | undefined
}

/** The page for the room: one item with its facts beside what is decided on it. @throws NotFound */
export async function roomPage(
  parts: AppParts,
  request: FastifyRequest,
  meeting: MeetingOfCommittee,
  state: RoomState,
): Promise<FormPage> {
  const { t, actor } = request
  const db = parts.database.reader
  const items = await listMeetingItems(db, meeting.id)
  const at = state.itemId ? items.findIndex(one => one.id === state.itemId) : firstOpen(items)
  const item = items[at]
  if (!item) throw new NotFound()
  const words = wordsFor(request, await findCalendar(db))
  const subject = await findRoomSubject(parts, request, item)
  const undecided = meeting.state === 'open' && item.state !== 'decided'
  const right = undecided ? await findRoomRight(db, request, meeting, subject) : null
  const href = (one: MeetingItem) => `/meetings/${meeting.id}/room?item=${one.id}`
  const step = (one: MeetingItem | undefined) => (one ? { label: one.title, href: href(one) } : null)
  const keeps = keeperOf(actor, meeting) !== undefined
  const title = item.title
  return {
    view: 'meeting/room',
    data: {
      trail: meetingTrail(request, meeting, t('page.room.title')),
      title,
      position: t('page.room.position', { number: at + 1, count: items.length }),
      items: items.map((one, index) => ({
        label: `${index + 1}. ${one.title}`,
        href: href(one),
        current: one.id === item.id,
        status: itemStatus(one, t),
      })),
      previous: step(items[at - 1]),
      next: step(items[at + 1]),
      errors: state.part ? [] : [...(state.failure?.summary ?? [])],
      why: whyWord(item, t),
      ...(await factsOf(subject, words)),
      done: item.state === 'decided' ? await doneOf(parts, item, words) : null,
      prepared:
        undecided && item.state === 'prepared' ? preparedOf(request, meeting, item, subject, keeps) : null,
      decision:
        right && item.state !== 'prepared'
          ? await decisionOf(parts, request, { meeting, item, subject, right, state })
          : null,
      conclusion: keeps && meeting.state === 'open' ? conclusionForm(meeting, item, words, state) : null,
      concluded: keeps && meeting.state === 'open' ? [] : concludedRows(item, words),
    },
    options: { title: `${t('page.room.title')}: ${title}`.slice(0, 120), nav: 'committee' },
  }
}

function firstOpen(items: MeetingItem[]): number {
  const open = items.findIndex(one => one.state === 'open' || one.state === 'prepared')
  return open < 0 ? 0 : open
}
