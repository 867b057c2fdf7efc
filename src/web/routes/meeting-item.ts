import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findMeetingFor, type MeetingOfCommittee } from '../../data/meeting.ts'
import { findMeetingItem, listMeetingItems, type MeetingItem } from '../../data/meeting-item.ts'
import { NotFound } from '../../domain/errors.ts'
import { moveItem, removeItem } from '../../domain/meeting-agenda.ts'
import { completeFollowUp, concludeItem } from '../../domain/meeting-conclusion.ts'
import {
  confirmDecision,
  decideItem,
  dropPrepared,
  prepareDecision,
  type RoomAct,
} from '../../domain/meeting-decision.ts'
import { isId } from '../../lib/id.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { conclusionFields, moveFields, subjectField } from '../forms/meeting.ts'
import { meetingShow } from '../pages/meeting-page.ts'
import { roomPage } from '../pages/meeting-room.ts'
import {
  findRoomRight,
  findRoomSubject,
  readDecision,
  roomRecommendationActs,
  roomTaskForms,
} from '../pages/meeting-room-act.ts'
import type { AppParts } from '../parts.ts'

interface ById {
  Params: { id: string }
  Querystring: { q?: unknown; item?: unknown; act?: unknown }
}
interface ByItem {
  Params: { id: string; item: string }
}

const signedIn = { config: { policy: 'signed_in' } } as const

/** The agenda of a meeting, and what is decided on it in the room. */
export async function meetingItemRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database

  app.get<ById>('/meetings/:id/room', signedIn, async (request, reply) => {
    const meeting = await known(request)
    const { item, act } = request.query
    if ((await listMeetingItems(reader, meeting.id)).length === 0)
      return reply.seeOther(`/meetings/${meeting.id}`, { key: 'flash.meeting.no_items', kind: 'problem' })
    const itemId = typeof item === 'string' ? item : undefined
    const state = { itemId, act: typeof act === 'string' ? act : undefined }
    return show(reply, await roomPage(parts, request, meeting, state))
  })

  onItem('place', moveFields, 'show', 'flash.meeting.moved', (request, sent, item) =>
    moveItem(writer, actOf(request, sent), item.id, sent.line('by') === 'up' ? 'up' : 'down'),
  )
  onItem('removal', [], 'show', 'flash.meeting.removed', (request, sent, item) =>
    removeItem(writer, actOf(request, sent), { itemId: item.id, version: sent.version }),
  )
  onItem('follow-up', [], 'show', 'flash.meeting.follow_up', (request, sent, item) =>
    completeFollowUp(writer, actOf(request, sent), { itemId: item.id, version: sent.version }),
  )
  onItem('conclusion', conclusionFields, 'conclusion', 'flash.meeting.concluded', (request, sent, item) =>
    concludeItem(writer, actOf(request, sent), {
      itemId: item.id,
      version: sent.version,
      conclusion: sent.text('concluded'),
      followUp: sent.text('followUp'),
      followUpBy: sent.line('followUpBy'),
      followUpDueOn: sent.date('followUpDueOn'),
    }),
  )
  onItem('confirmation', [subjectField], 'room', 'flash.meeting.decided', (request, sent, item) =>
    confirmDecision(writer, actOf(request, sent), versionsOf(item, sent)),
  )
  onItem('prepared-removal', [], 'room', 'flash.meeting.dropped', (request, sent, item) =>
    dropPrepared(writer, actOf(request, sent), { itemId: item.id, version: sent.version }),
  )
  for (const { act, fields } of roomTaskForms) onDecision(act as RoomAct, fields)
  for (const { name, fields } of roomRecommendationActs) onDecision(name as RoomAct, fields)

  /** The act itself where the person is entitled to it, else what the keeper prepares for the chair. */
  function onDecision(act: RoomAct, fields: readonly FieldDescriptor[]): void {
    const path = `decisions/${act}`
    onItem(
      path,
      [...fields, subjectField],
      'decision',
      'flash.meeting.decided',
      async (request, sent, item) => {
        const meeting = await known(request)
        const subject = await findRoomSubject(parts, request, item)
        const right = await findRoomRight(reader, request, meeting, subject)
        const decision = readDecision(act, sent, subject.page)
        const input = { ...versionsOf(item, sent), decision }
        if (right?.mode === 'prepare') return prepareDecision(writer, actOf(request, sent), input)
        return decideItem(writer, actOf(request, sent), input)
      },
    )
  }

  function onItem(
    path: string,
    fields: readonly FieldDescriptor[],
    page: 'show' | 'room' | 'decision' | 'conclusion',
    flash: ItemFlash,
    run: (request: FastifyRequest<ByItem>, sent: Form, item: MeetingItem) => Promise<unknown>,
  ): void {
    app.post<ByItem>(
      `/meetings/:id/items/:item/${path}`,
      { ...signedIn, schema: { body: bodySchema(fields) } },
      async (request, reply) => {
        const meeting = await known(request)
        const item = await itemOf(request, meeting)
        const sent = readForm(fields, request.body)
        const room = `/meetings/${meeting.id}/room?item=${item.id}`
        return answerForm(request, reply, {
          act: () => run(request, sent, item),
          done: () => ({ to: page === 'show' ? `/meetings/${meeting.id}` : room, flash: { key: flash } }),
          again: async failure => {
            const now = await known(request)
            if (page === 'show') return meetingShow(reader, request, now, failure)
            const part = page === 'room' ? undefined : page
            const act = path.startsWith('decisions/') ? path.slice('decisions/'.length) : undefined
            return roomPage(parts, request, now, { itemId: item.id, act, sent, part, failure })
          },
        })
      },
    )
  }

  async function known({ params, actor }: { params: { id: string }; actor: FastifyRequest['actor'] }) {
    const meeting = isId(params.id) ? await findMeetingFor(reader, actor, params.id) : undefined
    if (!meeting) throw new NotFound()
    return meeting
  }

  async function itemOf(
    { params }: FastifyRequest<ByItem>,
    meeting: MeetingOfCommittee,
  ): Promise<MeetingItem> {
    const item = isId(params.item) ? await findMeetingItem(reader, params.item) : undefined
    if (!item || item.meeting_id !== meeting.id) throw new NotFound()
    return item
  }
}

type ItemFlash =
  | 'flash.meeting.moved'
  | 'flash.meeting.removed'
  | 'flash.meeting.follow_up'
  | 'flash.meeting.concluded'
  | 'flash.meeting.decided'
  | 'flash.meeting.dropped'

function versionsOf(item: MeetingItem, sent: Form) {
  return { itemId: item.id, version: sent.version, subjectVersion: sent.number('subjectVersion') || 0 }
}

function show(reply: FastifyReply, { view, data, options }: FormPage): FastifyReply {
  return reply.page(view, data, options)
}
