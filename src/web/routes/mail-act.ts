import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { requestFreshLinks } from '../../domain/mail-act-fresh.ts'
import { actByMailLink, findMailLink, type MailLink } from '../../domain/mail-act-link.ts'
import { answerForm, type Failure, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { mailFields, mailForms } from '../forms/mail-act.ts'
import type { TaskFormPage } from '../forms/task-act.ts'
import { mailActEnded, mailActPage } from '../pages/mail-act.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'

interface Link {
  Params: { token: string }
}

/** Whoever holds the link may press; the post it was sent to acts (PRODUCT §4). No session is looked at or made. */
const config = { policy: 'public', sessionless: true } as const
/** A minute and address: many of one office share an address. */
const posts = { ...config, rateLimit: { max: 60, timeWindow: '1 minute' } }

/** Links of mails: opening one shows a page and changes nothing, its button does the one act it is for. */
export async function mailActRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database

  app.get<Link>('/m/:token', { config }, async (request, reply) => {
    const held = await heldBy(request, reply)
    return show(reply, await pageOf(request, held), held.end && held.end.why !== 'used' ? 410 : 200)
  })

  app.post<Link>(
    '/m/:token',
    { config: posts, schema: { body: bodySchema(mailFields) } },
    async (request, reply) => {
      const held = await heldBy(request, reply)
      const path = pathOf(request)
      if (held.end || held.act === 'view') return show(reply, await pageOf(request, held), 409)
      const form = mailForms[held.act]
      const sent = readForm(form.fields, request.body)
      return answerForm(request, reply, {
        act: async () => {
          const { input } = form.read(sent, await formPageOf(request, held))
          const version = sent.version > 0 ? { version: sent.version } : {}
          const wish = { token: request.params.token, input: input as never, ...version }
          await actByMailLink(writer, wish, momentOf(request))
        },
        done: () => ({ to: `${path}/done` }),
        again: async failure => pageOf(request, await heldBy(request, reply), { sent, failure }),
      })
    },
  )

  app.get<Link>('/m/:token/done', { config }, async (request, reply) => {
    const held = await heldBy(request, reply)
    if (!held.end) return reply.seeOther(pathOf(request))
    return show(reply, await pageOf(request, held), 200)
  })

  app.post<Link>(
    '/m/:token/fresh',
    { config: posts, schema: { body: bodySchema([]) } },
    async (request, reply) => {
      const { occasion, params, origin } = request
      await requestFreshLinks(writer, {
        token: params.token,
        address: origin.address,
        occasion,
        now: parts.now(),
      })
      request.nudge()
      return reply.seeOther('/m/sent')
    },
  )

  app.get('/m/sent', { config }, async (request, reply) =>
    reply.page('mail-act/sent', {}, { title: request.t('page.mail_act.sent') }),
  )

  const momentOf = (request: FastifyRequest) => ({ occasion: request.occasion, now: parts.now() })

  /** @throws NotFound for a token that no link has: a page that does not exist, like any other */
  async function heldBy(request: FastifyRequest<Link>, reply: FastifyReply): Promise<MailLink> {
    const held = await findMailLink(reader, request.params.token, momentOf(request))
    if (!held) throw new NotFound()
    // The second is for browsers that know it: it keeps the token out of every Referer and the Origin in the post.
    reply.header('referrer-policy', 'no-referrer, strict-origin').header('x-robots-tag', 'noindex, nofollow')
    return held
  }

  async function formPageOf(request: FastifyRequest, { facts, link }: MailLink): Promise<TaskFormPage> {
    if (!facts) throw new NotFound()
    const part = facts.co_units.find(one => one.id === link.co_unit_id)
    return {
      request,
      parts,
      facts,
      part,
      subtask: undefined,
      words: wordsFor(request, await findCalendar(reader)),
    }
  }

  async function pageOf(
    request: FastifyRequest<Link>,
    held: MailLink,
    again: { sent?: Form; failure?: Failure } = {},
  ): Promise<FormPage> {
    const path = pathOf(request)
    if (held.end) return mailActEnded(held, path, wordsFor(request, await findCalendar(reader)))
    return mailActPage(await formPageOf(request, held), held, path, again)
  }
}

function pathOf({ params }: FastifyRequest<Link>): string {
  return `/m/${params.token}`
}

function show(reply: FastifyReply, { view, data, options }: FormPage, status: number): FastifyReply {
  return reply.page(view, data, { ...options, status })
}
