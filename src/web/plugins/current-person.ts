import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Actor, findActor } from '../../data/actor.ts'
import { findOffice, findOfficeClock } from '../../data/office.ts'
import { listSeats } from '../../data/person-account.ts'
import type { Row } from '../../data/schema.ts'
import { findOccasion, type Occasion } from '../../domain/occasion.ts'
import { findReaderPolicy } from '../../domain/policy.ts'
import { defaultTerms, type Terms } from '../../domain/policy-terms.ts'
import { type Locale, type Translate, translate } from '../../i18n/translate.ts'
import type { AppParts } from '../parts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who acts: the person with the appointments valid today. On pages that need a session; else it throws. */
    actor: Actor
    /** The same, or null where nobody is signed in. */
    visitor: Actor | null
    /** The office's moment, for verbs and for "today" on pages. */
    occasion: Occasion
    /** Null on an empty database, and where the database did not answer. */
    office: Row<'office'> | null
    clock: Row<'office_clock'> | null
    /** By which the reader's office works today. */
    terms: Terms
    /** Who can be played, in a sample office; else empty. */
    seats: Awaited<ReturnType<typeof listSeats>>
    /** The person's; Vietnamese before sign-in, since office machines often speak English to people who do not. */
    locale: Locale
    t: Translate
    nudge: () => void
    /** True for htmx requests that want a part of a page, not a whole one. */
    htmx: boolean
  }
}

/** Who asks, in which office, on which day and in which language: read once a request, before the policy. */
export function addCurrentPerson(app: FastifyInstance, parts: AppParts): void {
  decorate(app, parts)
  app.addHook('onRequest', async request => {
    request.htmx =
      request.headers['hx-request-type'] === 'partial' && !request.headers['hx-history-restore-request']
    request.seats = []
    request.terms = defaultTerms
    request.occasion = { at: parts.now().toISOString(), today: '', keys: parts.keys }
    if (request.routeOptions.config.bare) return
    await readSurroundings(request, parts)
  })
}

async function readSurroundings(request: FastifyRequest, parts: AppParts): Promise<void> {
  const { reader } = parts.database
  request.office = (await findOffice(reader)) ?? null
  request.clock = (await findOfficeClock(reader)) ?? null
  request.occasion = await findOccasion(reader, parts.now(), parts.keys)
  const personId = seatOf(request)
  request.visitor = personId ? ((await findActor(reader, personId, request.occasion.today)) ?? null) : null
  if (request.visitor) request.terms = (await findReaderPolicy(reader, request.visitor)).terms
  request.seats =
    request.visitor && request.office?.kind === 'sample'
      ? await listSeats(reader, request.occasion.today)
      : []
  request.locale = request.visitor?.person.locale ?? 'vi'
}

/** Another's seat counts in a sample office only, whatever the row says. */
function seatOf({ session, office }: FastifyRequest): string | null {
  if (!session || !office) return null
  return office.kind === 'sample' ? (session.as_person_id ?? session.person_id) : session.person_id
}

function decorate(app: FastifyInstance, parts: AppParts): void {
  app.decorateRequest('visitor', null)
  app.decorateRequest('office', null)
  app.decorateRequest('clock', null)
  app.decorateRequest('terms', null as unknown as Terms)
  app.decorateRequest('seats', null as unknown as FastifyRequest['seats'])
  app.decorateRequest('htmx', false)
  app.decorateRequest('locale', 'vi')
  app.decorateRequest('nudge', parts.nudge)
  app.decorateRequest('occasion', null as unknown as Occasion)
  app.decorateRequest('t', {
    getter(): Translate {
      return translate(this.locale)
    },
  })
  app.decorateRequest('actor', {
    getter(): Actor {
      if (!this.visitor) throw new Error('request.actor is asked for on a page that needs no session')
      return this.visitor
    },
  })
}
