import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findMeetingFor, type MeetingOfCommittee } from '../../data/meeting.ts'
import { NotAllowed, NotFound } from '../../domain/errors.ts'
import type { Done } from '../../domain/event.ts'
import { cancelMeeting, changeMeeting, inviteToMeeting, planMeeting } from '../../domain/meeting.ts'
import { closeMeeting, noteAttendance, noteOnMeeting, openMeeting } from '../../domain/meeting-course.ts'
import { keeperOf } from '../../domain/meeting-record.ts'
import { isId } from '../../lib/id.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import {
  attendanceFields,
  cancelFields,
  committeeField,
  meetingFields,
  meetingInput,
  noteFields,
} from '../forms/meeting.ts'
import { cancelFormPage, meetingFormPage } from '../pages/meeting-form.ts'
import { meetingIndex } from '../pages/meeting-index.ts'
import { meetingMinutes } from '../pages/meeting-minutes.ts'
import { meetingShow } from '../pages/meeting-page.ts'
import type { AppParts } from '../parts.ts'

interface ById {
  Params: { id: string }
}

/** Whoever has no business with meetings does not learn that there are any. */
const readers: readonly string[] = ['secretary', 'leader', 'committee', 'auditor']
const signedIn = { config: { policy: 'signed_in' } } as const
const notNow = { key: 'flash.act.not_now', kind: 'problem' } as const

/** The committee's meetings: planned, held, and their minutes. */
export async function meetingRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database

  app.get('/meetings', signedIn, async (request, reply) => {
    if (!request.actor.holdings.some(held => readers.includes(held.role))) throw new NotFound()
    const title = request.t('page.meetings.title')
    return reply.page('meeting/index', await meetingIndex(reader, request), { title, nav: 'committee' })
  })

  app.get('/meetings/new', { config: { policy: ['secretary'] } }, async (request, reply) =>
    show(reply, await meetingFormPage(reader, request, undefined, {})),
  )

  const newFields = [committeeField, ...meetingFields]
  app.post(
    '/meetings/new',
    { config: { policy: ['secretary'] }, schema: { body: bodySchema(newFields) } },
    async (request, reply) => {
      const sent = readForm(newFields, request.body)
      return answerForm(request, reply, {
        act: () => planMeeting(writer, actOf(request, sent), sent.line('committeeId'), meetingInput(sent)),
        done: ({ subjectId }) => ({ to: `/meetings/${subjectId}`, flash: { key: 'flash.meeting.planned' } }),
        again: failure => meetingFormPage(reader, request, undefined, { sent, failure }),
      })
    },
  )

  app.get<ById>('/meetings/:id', signedIn, async (request, reply) =>
    show(reply, await meetingShow(reader, request, await known(request))),
  )

  app.get<ById>('/meetings/:id/minutes', signedIn, async (request, reply) => {
    const meeting = await known(request)
    const title = request.t('page.minutes.title')
    return reply.page('meeting/minutes', await meetingMinutes(reader, request, meeting), {
      title,
      nav: 'committee',
    })
  })

  for (const [path, page] of [
    ['plan', meetingFormPage],
    [
      'cancellation',
      async (_db, request, meeting, again) => cancelFormPage(request, meeting as never, again),
    ],
  ] as [string, typeof meetingFormPage][]) {
    app.get<ById>(`/meetings/:id/${path}`, signedIn, async (request, reply) => {
      const meeting = await known(request)
      if (!keeperOf(request.actor, meeting)) throw new NotAllowed('refusal.role.keep_meeting')
      if (meeting.state !== 'planned') return reply.seeOther(`/meetings/${meeting.id}`, notNow)
      return show(reply, await page(reader, request, meeting, {}))
    })
  }

  app.post<ById>(
    '/meetings/:id/plan',
    { ...signedIn, schema: { body: bodySchema(meetingFields) } },
    async (request, reply) => {
      const { id } = await known(request)
      const sent = readForm(meetingFields, request.body)
      const input = { ...meetingInput(sent), version: sent.version }
      return answerForm(request, reply, {
        act: () => changeMeeting(writer, actOf(request, sent), id, input),
        done: () => ({ to: `/meetings/${id}`, flash: { key: 'flash.meeting.changed' } }),
        again: async failure => meetingFormPage(reader, request, await known(request), { sent, failure }),
      })
    },
  )

  app.post<ById>(
    '/meetings/:id/cancellation',
    { ...signedIn, schema: { body: bodySchema(cancelFields) } },
    async (request, reply) => {
      const { id } = await known(request)
      const sent = readForm(cancelFields, request.body)
      const input = { reason: sent.text('reason'), version: sent.version }
      return answerForm(request, reply, {
        act: () => cancelMeeting(writer, actOf(request, sent), id, input),
        done: () => ({ to: `/meetings/${id}`, flash: { key: 'flash.meeting.cancelled' } }),
        again: async failure => cancelFormPage(request, await known(request), { sent, failure }),
      })
    },
  )

  type Press = (request: FastifyRequest, sent: Form, id: string) => Promise<Done>
  press('opening', [], 'flash.meeting.opened', (request, sent, id) =>
    openMeeting(writer, actOf(request, sent), id, sent.version),
  )
  press('closing', [], 'flash.meeting.closed', (request, sent, id) =>
    closeMeeting(writer, actOf(request, sent), id, sent.version),
  )
  press('invitation', [], 'flash.meeting.invited', (request, sent, id) =>
    inviteToMeeting(writer, actOf(request, sent), id, sent.version),
  )
  press('attendance', attendanceFields, 'flash.meeting.attendance', (request, sent, id) =>
    noteAttendance(writer, actOf(request, sent), id, {
      presentIds: sent.list('present'),
      guests: sent.text('guests'),
      version: sent.version,
    }),
  )
  press('notes', noteFields, 'flash.meeting.noted', (request, sent, id) =>
    noteOnMeeting(writer, actOf(request, sent), id, sent.text('text')),
  )

  /** A button or a small form of the meeting's own page. */
  function press(
    path: string,
    fields: typeof attendanceFields | typeof noteFields | readonly [],
    flash:
      | 'flash.meeting.opened'
      | 'flash.meeting.closed'
      | 'flash.meeting.invited'
      | 'flash.meeting.attendance'
      | 'flash.meeting.noted',
    run: Press,
  ): void {
    app.post<ById>(
      `/meetings/:id/${path}`,
      { ...signedIn, schema: { body: bodySchema(fields) } },
      async (request, reply) => {
        const { id } = await known(request)
        const sent = readForm(fields, request.body)
        return answerForm(request, reply, {
          act: () => run(request, sent, id),
          done: () => ({
            to: path === 'opening' ? `/meetings/${id}/room` : `/meetings/${id}`,
            flash: { key: flash },
          }),
          again: async failure => meetingShow(reader, request, await known(request), failure),
        })
      },
    )
  }

  async function known({ params, actor }: FastifyRequest<ById>): Promise<MeetingOfCommittee> {
    const meeting = isId(params.id) ? await findMeetingFor(reader, actor, params.id) : undefined
    if (!meeting) throw new NotFound()
    return meeting
  }
}

function show(reply: FastifyReply, { view, data, options }: FormPage): FastifyReply {
  return reply.page(view, data, options)
}
