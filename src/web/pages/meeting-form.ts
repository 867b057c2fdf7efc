import type { FastifyRequest } from 'fastify'
import { listHoldings } from '../../data/actor.ts'
import { listCommittees } from '../../data/committee.ts'
import type { MeetingOfCommittee } from '../../data/meeting.ts'
import { listPeople } from '../../data/person.ts'
import type { Db } from '../../data/schema.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { LinkPart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { dateValue } from '../forms/date-picks.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { cancelFields, committeeField, meetingFields } from '../forms/meeting.ts'
import { wordsFor } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'meeting/form': {
      trail: (LinkPart | { label: string })[]
      title: string
      lead: string
      form: FormPart
    }
  }
}

export interface MeetingAgain {
  sent?: Form | undefined
  failure?: Failure | undefined
}

export function meetingTrail(
  { t }: FastifyRequest,
  meeting?: MeetingOfCommittee,
  last?: string,
): (LinkPart | { label: string })[] {
  return [
    { label: t('nav.committee'), href: '/committee' },
    { label: t('page.meetings.title'), href: '/meetings' },
    ...(meeting && last ? [{ label: meeting.title, href: `/meetings/${meeting.id}` }] : []),
    ...(meeting && !last ? [{ label: meeting.title }] : []),
    ...(last ? [{ label: last }] : []),
  ]
}

/** The form of a meeting that is planned anew, or of one that is changed. */
export async function meetingFormPage(
  db: Db,
  request: FastifyRequest,
  meeting: MeetingOfCommittee | undefined,
  { sent, failure }: MeetingAgain,
): Promise<FormPage> {
  const { t } = request
  const fields = await fieldsOf(db, request, meeting, { sent, failure })
  const title = t(meeting ? 'page.meeting.change' : 'page.meeting.new')
  const href = meeting ? `/meetings/${meeting.id}` : '/meetings'
  return {
    view: 'meeting/form',
    data: {
      trail: meetingTrail(request, meeting, title),
      title,
      lead: t(meeting?.invited_on ? 'page.meeting.change.lead' : 'page.meeting.new.lead'),
      form: {
        id: 'meeting-form',
        action: meeting ? `${href}/plan` : '/meetings/new',
        actId: actIdFor(sent),
        ...(meeting ? { version: sent && !failure?.conflict ? sent.version : meeting.version } : {}),
        fields,
        submit: t(meeting ? 'page.models.save' : 'page.meeting.plan'),
        cancel: { label: t('page.models.cancel'), href },
        errors: [...(failure?.summary ?? []), ...strayErrors(fields, failure?.errors ?? {})],
      },
    },
    options: { title, nav: 'committee' },
  }
}

async function fieldsOf(
  db: Db,
  request: FastifyRequest,
  meeting: MeetingOfCommittee | undefined,
  { sent, failure }: MeetingAgain,
): Promise<FieldDescriptor[]> {
  const words = wordsFor(request, await findCalendar(db))
  const committees = meeting ? [] : await committeesOf(db, request)
  const sitting = meeting ? [meeting.committee_id] : committees.map(one => one.value)
  const options: Record<string, FieldDescriptor['options']> = {
    committeeId: committees,
    chairId: await chairsOf(db, request.occasion.today, sitting),
  }
  const wanted: readonly FieldDescriptor[] = meeting ? meetingFields : [committeeField, ...meetingFields]
  const shown = wanted.map(field => {
    const choices = options[field.name]
    return choices ? { ...field, options: choices } : field
  })
  const first = committees.length === 1 ? { committeeId: committees[0]?.value ?? '' } : {}
  const values = { ...storedOf(meeting), ...first, ...sent?.typed }
  return fill(shown, values, failure?.errors).map(field =>
    field.kind === 'date' ? { ...field, ...dateValue(String(field.value ?? ''), words) } : field,
  )
}

function storedOf(meeting: MeetingOfCommittee | undefined): Record<string, string> {
  if (!meeting) return { startsAt: '14:00' }
  return {
    title: meeting.title,
    onDay: formatDate(meeting.on_day),
    startsAt: meeting.starts_at,
    place: meeting.place,
    chairId: meeting.chair_id,
    guests: meeting.guests,
  }
}

export function cancelFormPage(
  request: FastifyRequest,
  meeting: MeetingOfCommittee,
  { sent, failure }: MeetingAgain,
): FormPage {
  const { t } = request
  const title = t('page.meeting.cancel')
  const fields = fill(cancelFields, sent?.typed ?? {}, failure?.errors)
  return {
    view: 'meeting/form',
    data: {
      trail: meetingTrail(request, meeting, title),
      title,
      lead: t('page.meeting.cancel.lead'),
      form: {
        id: 'meeting-cancel',
        action: `/meetings/${meeting.id}/cancellation`,
        actId: actIdFor(sent),
        version: meeting.version,
        fields,
        submit: title,
        cancel: { label: t('page.models.cancel'), href: `/meetings/${meeting.id}` },
        errors: [...(failure?.summary ?? []), ...strayErrors(fields, failure?.errors ?? {})],
      },
    },
    options: { title, nav: 'committee' },
  }
}

async function committeesOf(db: Db, { actor }: FastifyRequest) {
  const reach = actor.holdings
    .filter(held => held.role === 'secretary')
    .flatMap(held => held.organisation_ids)
  return (await listCommittees(db))
    .filter(one => reach.includes(one.organisation_id))
    .map(one => ({ value: one.id, label: one.name }))
}

/** Members of the committees; the verb checks that the chair sits on the one that meets. */
async function chairsOf(db: Db, today: string, committeeIds: string[]) {
  const names = new Map((await listPeople(db)).map(one => [one.id, one.name]))
  const members = await listHoldings(db, today, { role: 'committee' })
  return members
    .filter(held => committeeIds.includes(held.committee_id ?? ''))
    .map(held => ({ value: held.id, label: `${names.get(held.person_id) ?? ''}, ${held.title}` }))
}
