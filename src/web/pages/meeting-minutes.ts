import type { FastifyRequest } from 'fastify'
import { listMeetingNotes, listMembers, type MeetingOfCommittee } from '../../data/meeting.ts'
import { listMeetingItems, type MeetingItem } from '../../data/meeting-item.ts'
import { findOffice } from '../../data/office.ts'
import type { Db } from '../../data/schema.ts'
import { findPosts } from '../../data/task-place.ts'
import { findItemFacts, type ItemFacts, keptFacts } from '../../domain/meeting-facts.ts'
import { findMeetingFigures } from '../../domain/meeting-figures.ts'
import { formatDate } from '../../i18n/format.ts'
import { type Translate, translate } from '../../i18n/translate.ts'
import { localTime } from '../../lib/plain-date.ts'
import { decisionWord, followUpWord, whyWord } from './meeting-words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'meeting/minutes': Minutes
  }
}

interface Minutes {
  back: string
  closed: boolean
  parent: string
  office: string
  committee: string
  dateLine: string
  subject: string
  when: string[]
  present: string[]
  absent: string[]
  guests: string[]
  chair: string
  secretary: string
  figures: string[]
  items: { id: string; number: number; title: string; facts: string; lines: string[] }[]
  ended: string
  notes: string[]
}

/**
 * The minutes as they are printed (Nghị định 30, biên bản), in Vietnamese alone as every official document. Of a closed
 * meeting nothing on it changes any more: facts were kept with the items, figures are those of its day.
 */
export async function meetingMinutes(
  db: Db,
  request: FastifyRequest,
  meeting: MeetingOfCommittee,
): Promise<Minutes> {
  const t = translate('vi')
  const office = await findOffice(db)
  const posts = await findPosts(db, [meeting.chair_id, meeting.secretary_id])
  const named = (id: string) => {
    const post = posts.get(id)
    return post ? t('minutes.person', { name: post.person_name, title: post.title }) : ''
  }
  const members = await listMembers(db, meeting, meeting.on_day)
  const person = (one: (typeof members)[number]) =>
    t('minutes.person', { name: one.person_name, title: one.title })
  const items = await listMeetingItems(db, meeting.id)
  const parts: Minutes['items'] = []
  for (const [index, item] of items.entries()) parts.push(await itemPart(db, request, item, index, t))
  const notes = await listMeetingNotes(db, meeting.id)
  return {
    back: `/meetings/${meeting.id}`,
    closed: meeting.state === 'closed',
    parent: office?.name ?? '',
    office: office?.place ?? '',
    committee: meeting.committee_name,
    dateLine: t('minutes.date', dateParts(meeting.on_day, office?.place ?? '')),
    subject: meeting.title,
    when: [
      t('minutes.when', {
        time: meeting.opened_at ? localTime(meeting.opened_at) : meeting.starts_at,
        date: formatDate(meeting.on_day),
      }),
      t('minutes.place', { place: meeting.place }),
    ],
    present: members.filter(one => one.present === 1).map(person),
    absent: members.filter(one => one.present === 0).map(person),
    guests: meeting.guests.split('\n').filter(line => line.trim() !== ''),
    chair: named(meeting.chair_id),
    secretary: named(meeting.secretary_id),
    figures: await figureLines(db, request, meeting, t),
    items: parts,
    ended: meeting.closed_at ? t('minutes.ended', { time: localTime(meeting.closed_at) }) : '',
    notes: notes.map(note =>
      t('minutes.note', { date: formatDate(note.on_day), text: note.text, name: note.person_name }),
    ),
  }
}

async function itemPart(
  db: Db,
  { occasion }: FastifyRequest,
  item: MeetingItem,
  index: number,
  t: Translate,
): Promise<Minutes['items'][number]> {
  // Before the end an item shows how its task stands now.
  const facts = keptFacts(item) ?? keptFacts({ facts: await findItemFacts(db, item, occasion.today) })
  const decided = item.state === 'decided' ? decisionWord(item, t) : ''
  const followUp = followUpWord(item, t)
  const lines = [
    ...(decided === '' ? [] : [t('minutes.decided', { text: decided })]),
    ...(item.conclusion === '' ? [] : [t('minutes.concluded', { text: item.conclusion })]),
    ...(followUp === '' ? [] : [t('minutes.follow_up', { text: followUp })]),
  ]
  return {
    id: item.id,
    number: index + 1,
    title: item.title,
    facts: facts ? factsLine(facts, t) : whyWord(item, t),
    lines: lines.length > 0 ? lines : [t('minutes.nothing')],
  }
}

function factsLine(facts: ItemFacts, t: Translate): string {
  const moved = facts.original_due_on !== null && facts.original_due_on !== facts.due_on
  return [
    facts.lead_unit_name,
    t(`state.${facts.state}`),
    ...(facts.due_on ? [t('page.committee.attention.due', { date: formatDate(facts.due_on) })] : []),
    ...(moved ? [t('minutes.original', { date: formatDate(facts.original_due_on ?? '') })] : []),
    ...(facts.reported_on ? [t('minutes.reported', { date: formatDate(facts.reported_on) })] : []),
    t('minutes.as_of', { date: formatDate(facts.day) }),
  ].join('; ')
}

async function figureLines(
  db: Db,
  { occasion }: FastifyRequest,
  meeting: MeetingOfCommittee,
  t: Translate,
): Promise<string[]> {
  const found = await findMeetingFigures(db, meeting, occasion.today)
  if (!found) return []
  const { total, since } = found
  const { done, done_on_time, done_late, running_in_time, running_late } = total
  const line = t('minutes.figures', {
    date: formatDate(found.asOf),
    total: total.total,
    done,
    done_on_time,
    done_late,
    running_in_time,
    running_late,
  })
  if (!since) return [line]
  const { done: more = 0, running_late: late = 0 } = since.difference as {
    done?: number
    running_late?: number
  }
  const signed = (n: number) => (n > 0 ? `+${n}` : String(n))
  const values = { date: formatDate(since.day), done: signed(more), late: signed(late) }
  return [line, t('minutes.since', values)]
}

function dateParts(day: string, place: string) {
  const [year = '', month = '', date = ''] = day.split('-')
  // Days below 10 and months 1 and 2 are written with a nought (Nghị định 30/2020, Phụ lục I).
  const short = Number(month) > 2 ? String(Number(month)) : month
  return { place, day: date, month: short, year }
}
