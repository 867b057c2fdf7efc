import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findCalendar } from '../../domain/calendar.ts'
import { NotAllowed } from '../../domain/errors.ts'
import type { Done } from '../../domain/event.ts'
import { takeBack } from '../../domain/rehearse.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import type { StandingAct, StandingPage, StandingSubject } from '../forms/standing-act.ts'
import { standingActPage, standingCheckPage } from '../pages/standing-act-page.ts'
import { type Words, wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'

interface ById {
  Params: { id: string }
}

export interface StandingResource<Subject> {
  /** "/obligations/:id". */
  url: string
  acts: readonly StandingAct<Subject>[]
  /** As this person may see it. @throws NotFound */
  find(request: FastifyRequest<ById>): Promise<Subject>
  shown(request: FastifyRequest, subject: Subject, words: Words): StandingSubject
}

/** `edit` goes back from the page that asks to confirm. */
const steps = [
  { name: 'step', kind: 'hidden' },
  { name: 'confirmed', kind: 'hidden' },
] as const satisfies FieldDescriptor[]

/** The acts of a resource, each under its address: GET shows the form, POST does it through its verb. */
export function addStandingActs<Subject>(
  app: FastifyInstance,
  parts: AppParts,
  resource: StandingResource<Subject>,
): void {
  const { reader, writer } = parts.database

  for (const act of resource.acts) {
    const url = `${resource.url}/${act.path}`
    const fields = [...act.fields, ...steps]
    const { policy } = act

    app.get<ById>(url, { config: { policy } }, async (request, reply) => {
      const page = await pageOf(request, act)
      const { href } = page.shown
      if (!act.open(page.subject)) return reply.seeOther(href, { key: 'flash.act.not_now', kind: 'problem' })
      const kept = draftFor(request)
      const shown = await standingActPage(page, act, kept ? { kept: readForm(fields, kept).typed } : {})
      return reply.page(shown.view, shown.data, shown.options)
    })

    const schema = { body: bodySchema(fields) }
    app.post<ById>(url, { config: { policy }, schema }, async (request, reply) => {
      const page = await pageOf(request, act)
      const sent = readForm(fields, request.body)
      if (sent.line('step') === 'edit') {
        const shown = await standingActPage(page, act, { sent })
        return reply.page(shown.view, shown.data, shown.options)
      }
      const asks = act.check === true && sent.line('confirmed') !== '1'
      const run = (db: typeof writer) => act.run(db, actOf(request, sent), page.subject, sent)
      return answerForm<Done | null>(request, reply, {
        act: async () => {
          if (!asks) return run(writer)
          await takeBack(writer, run)
          return null
        },
        ask: async () => (asks ? standingCheckPage(page, act, sent) : undefined),
        done: done => ({
          to: (done && act.next?.(done, page.subject)) ?? page.shown.href,
          flash: { key: `flash.standing.${act.name}` },
        }),
        again: async failure => standingActPage(await pageOf(request, act), act, { sent, failure }),
      })
    })
  }

  async function pageOf(
    request: FastifyRequest<ById>,
    act: StandingAct<Subject>,
  ): Promise<StandingPage<Subject>> {
    const subject = await resource.find(request)
    const words = wordsFor(request, await findCalendar(reader))
    const shown = resource.shown(request, subject, words)
    const page = { request, db: reader, words, subject, shown }
    if (!act.may(page)) throw new NotAllowed(`refusal.role.${act.name}`)
    return page
  }
}
