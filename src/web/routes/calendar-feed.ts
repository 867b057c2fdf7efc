import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../data/actor.ts'
import { listClosedDates } from '../../data/calendar-closed.ts'
import { type DateReach, type DateRow, listDates } from '../../data/calendar-date.ts'
import { listLastChanges } from '../../data/calendar-feed.ts'
import { listDateDetails, listDatedTasks } from '../../data/calendar-row.ts'
import { findOffice } from '../../data/office.ts'
import {
  findCalendarFeed,
  makeCalendarFeed,
  type OpenFeed,
  revokeCalendarFeed,
} from '../../domain/calendar-feed.ts'
import { NotFound } from '../../domain/errors.ts'
import { translate } from '../../i18n/translate.ts'
import { addDays } from '../../lib/plain-date.ts'
import { sha256 } from '../../lib/sha256.ts'
import { calendarFile } from '../calendar-file.ts'
import { answerForm } from '../forms/answer.ts'
import { feedFields, feedPage } from '../forms/calendar-feed.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import type { AppParts } from '../parts.ts'

/** Clients hold to few requests; a guesser is held back. */
const feedConfig = {
  policy: 'public',
  sessionless: true,
  rateLimit: { max: 60, timeWindow: '1 minute' },
} as const
/** Dates from a quarter back to a year and a half ahead; what is further off comes when it is nearer. */
const daysBack = 92
const daysAhead = 550
const mostDates = 2_000
const mostOfDay = 100

/** The personal feed of deadlines: its page under Cá nhân, and the address that calendars subscribe to. */
export async function calendarFeedRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database
  const signedIn = { config: { policy: 'signed_in' } } as const

  app.get('/profile/feed', signedIn, async (request, reply) => {
    const { view, data, options } = await feedPage(request, parts)
    return reply.page(view, data, options)
  })

  app.post(
    '/profile/feed',
    { ...signedIn, schema: { body: bodySchema(feedFields) } },
    async (request, reply) => {
      const form = readForm(feedFields, request.body)
      const choice = { content: form.list('content'), hasAlarm: form.ticked('alarm') }
      let secret = ''
      return answerForm(request, reply, {
        act: async () => {
          secret = await makeCalendarFeed(writer, requestOf(request), choice)
        },
        // Shown once, in the answer itself: it is a secret, and stands in no address of ours and no cookie.
        ask: () => feedPage(request, parts, { secret }),
        done: () => ({ to: '/profile/feed' }),
        again: failure => feedPage(request, parts, { failure, choice }),
      })
    },
  )

  app.post('/profile/feed/revocation', signedIn, async (request, reply) => {
    await revokeCalendarFeed(writer, requestOf(request))
    return reply.seeOther('/profile/feed', { key: 'flash.feed_revoked' })
  })

  app.get<{ Params: { file: string } }>('/feeds/:file', { config: feedConfig }, async (request, reply) => {
    const secret = /^([\w-]{43})\.ics$/.exec(request.params.file)?.[1]
    const open = secret && (await findCalendarFeed(reader, secret, request.occasion.today))
    if (!open) throw new NotFound()
    reply.header('x-robots-tag', 'noindex, nofollow').header('referrer-policy', 'no-referrer')
    if (!open.actor) return reply.code(410).type('text/plain; charset=utf-8').send('410')
    return answerFile(request, reply, await fileOf(open, open.actor))
  })

  function requestOf({ actor, origin }: FastifyRequest) {
    return { personId: actor.person.id, address: origin.address, now: parts.now() }
  }

  async function fileOf({ feed }: OpenFeed, actor: Actor): Promise<string> {
    const dates = await datesOf(actor, feed.content.split(' ') as DateReach[])
    const tasks = await listDatedTasks(reader, dates)
    const office = await findOffice(reader)
    const content = {
      office: office?.short_name ?? '',
      publicUrl: parts.config.publicUrl,
      dates,
      tasks,
      details: await listDateDetails(reader, dates),
      changes: await listLastChanges(reader, [...tasks.keys()]),
      hasAlarm: feed.has_alarm === 1,
      since: feed.created_at,
    }
    return calendarFile(content, translate('vi'))
  }

  /** The widest reach holds the others; what closed lately is told as cancelled, so that clients take it off. */
  async function datesOf(actor: Actor, content: DateReach[]): Promise<DateRow[]> {
    const found = new Map<string, DateRow>()
    for (const reach of content) {
      const range = { from: addDays(actor.today, -daysBack), to: addDays(actor.today, daysAhead), reach }
      const rows = await listDates(reader, actor, range, mostOfDay)
      const closed = await listClosedDates(reader, actor, range, mostDates)
      for (const row of [...rows, ...closed]) found.set(`${row.kind} ${row.subject_id}`, row)
    }
    return [...found.values()].slice(0, mostDates)
  }
}

function answerFile(request: FastifyRequest, reply: FastifyReply, file: string): FastifyReply {
  const etag = `"${sha256(file).slice(0, 32)}"`
  reply.header('cache-control', 'private, no-cache').header('etag', etag)
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', 'inline; filename="dondoc.ics"')
    .send(file)
}
