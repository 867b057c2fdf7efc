import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { formatDateLong } from '../../i18n/format.ts'
import type { FlashPart } from '../../render/parts.ts'
import type { PageShell, SampleBanner } from '../../render/views.ts'
import type { AppParts } from '../parts.ts'
import { isTrustworthy } from './cookies.ts'
import { navOf } from './nav.ts'

/** Everything around a page, from what was read of the request before its handler ran. */
export function shellOf(request: FastifyRequest, parts: AppParts, flash: FlashPart | null): PageShell {
  const { visitor, office, locale, t } = request
  return {
    locale,
    person: visitor && {
      name: visitor.person.name,
      post: visitor.holdings[0]?.title ?? '',
      profileHref: '/profile',
      signOutAction: '/sign-out',
    },
    nav: navOf(visitor, t, request.waiting),
    office: { name: office?.name ?? '', helpContact: office?.help_contact ?? '' },
    todayText: todayOf(request),
    search: visitor ? { href: '/search', value: searchedOf(request) } : null,
    flash,
    banner: bannerOf(request),
    alarm: holdsOneOf(request, ['admin']) && !isTrustworthy(parts.config) ? t('ui.alarm.no_https') : null,
    keysOff: visitor?.person.keys_on === 0,
    cspNonce: request.cspNonce,
    asset: name => parts.assets.url(name),
    env: 'production',
  }
}

/** Empty where a request is answered before it was looked at: shed, or refused by the server. */
function todayOf({ occasion, locale }: FastifyRequest): string {
  const day = (occasion as FastifyRequest['occasion'] | null)?.today
  return day ? formatDateLong(day, locale) : ''
}

/** The search keeps what it was asked for. */
function searchedOf({ routeOptions, query }: FastifyRequest): string {
  const { q } = (query ?? {}) as { q?: unknown }
  return routeOptions.url === '/search' && typeof q === 'string' ? q : ''
}

function holdsOneOf({ visitor }: FastifyRequest, roles: readonly string[]): boolean {
  return visitor?.holdings.some(held => roles.includes(held.role)) ?? false
}

/** The sample's clock and cast; only for those who are in it. */
function bannerOf({ office, clock, visitor, seats, locale, t }: FastifyRequest): SampleBanner | null {
  if (office?.kind !== 'sample' || !clock?.today || !visitor) return null
  return {
    text: t('ui.banner.today', { date: formatDateLong(clock.today, locale) }),
    running: clock.worked_on !== clock.today,
    nextDayAction: '/sample/next-day',
    actId: randomUUID(),
    castAction: '/sample/cast',
    cast: seats.map(seat => ({ value: seat.person_id, label: `${seat.name}, ${seat.title}` })),
    current: visitor.person.id,
    endHref: '/sample/end',
  }
}
