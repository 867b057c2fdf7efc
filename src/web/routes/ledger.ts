import type { FastifyInstance, FastifyRequest } from 'fastify'
import { countLedgerDays, listLedger } from '../../data/ledger.ts'
import { listLedgerUnits } from '../../data/ledger-choice.ts'
import { listSlipReminders } from '../../data/ledger-slip.ts'
import { findOfficeNameOn, findUnitNames } from '../../data/unit-name.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { findForecast } from '../../domain/ledger-forecast.ts'
import { findPolicies } from '../../domain/policy.ts'
import { formatDate } from '../../i18n/format.ts'
import { isId } from '../../lib/id.ts'
import { isPlainDate } from '../../lib/plain-date.ts'
import type { ButtonPart, EmptyPart, PagerPart } from '../../render/parts.ts'
import { type LedgerDayPart, ledgerDays } from '../pages/ledger-day.ts'
import { type LedgerFilterBar, ledgerFilterBar } from '../pages/ledger-filter.ts'
import { forecastPart } from '../pages/ledger-forecast.ts'
import {
  isNarrowed,
  type LedgerChoice,
  type LedgerQuery,
  ledgerFilterOf,
  ledgerHref,
  ledgerQuerySchema,
  readLedgerQuery,
} from '../pages/ledger-query.ts'
import { type SlipPart, slipPart } from '../pages/ledger-slip.ts'
import { ledgerTabs, type TabsPart } from '../pages/ledger-tabs.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'
import { mayWriteLetters } from './reminder-letter.ts'

declare module '../../render/views.ts' {
  interface Views {
    'ledger/index': {
      tabs: TabsPart
      acts: ButtonPart[]
      filter: LedgerFilterBar
      days: LedgerDayPart[]
      empty: EmptyPart | null
      pager: PagerPart | null
    }
    'ledger/slip': SlipPart
  }
}

const rowsOfPage = 40

export async function ledgerRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const db = parts.database.reader
  const config = { policy: rolesOf('ledger') }

  app.get<{ Querystring: LedgerQuery }>(
    '/ledger',
    { config, schema: { querystring: ledgerQuerySchema } },
    async (request, reply) => {
      const { actor, t, occasion } = request
      const words = { ...wordsFor(request, await findCalendar(db)), policies: await findPolicies(db) }
      const choice = readLedgerQuery(request.query)
      const units = await listLedgerUnits(db, actor)
      const filter = ledgerFilterOf(choice, units.find(unit => unit.id === choice.unit)?.path)
      const page = await listLedger(db, actor, filter, choice.cursor, rowsOfPage)
      const days = [...new Set(page.rows.map(row => row.for_on))]
      const counts = await countLedgerDays(db, actor, filter, days)
      const newest = !choice.cursor && !page.hasNewer
      const quietFrom = isNarrowed(choice)
        ? null
        : newest
          ? (choice.until ?? occasion.today)
          : (days[0] ?? null)
      const shown = ledgerDays(page.rows, counts, words, quietFrom)
      const whole = newest && !isNarrowed(choice) && choice.until === null
      if (whole) shown.unshift(forecastPart(await findForecast(db, actor, occasion.today), words))
      return reply.page(
        'ledger/index',
        {
          tabs: ledgerTabs(t, 'ledger'),
          acts: mayWriteLetters(actor)
            ? [{ label: t('page.letter.title'), href: '/reminder-letters/new', kind: 'line' }]
            : [],
          filter: await ledgerFilterBar(db, request, choice, units),
          days: shown,
          empty: page.rows.length === 0 ? emptyOf(request, choice) : null,
          pager: pagerOf(request, choice, page),
        },
        { title: t('page.ledger.title'), nav: 'ledger' },
      )
    },
  )

  app.get<{ Params: { personId: string }; Querystring: { day?: unknown } }>(
    '/ledger/slips/:personId',
    { config },
    async (request, reply) => {
      const { actor, t } = request
      const { personId } = request.params
      const day = request.query.day
      if (!isId(personId) || typeof day !== 'string' || !isPlainDate(day)) throw new NotFound()
      const rows = await listSlipReminders(db, actor, personId, day)
      if (rows.length === 0) throw new NotFound()
      const names = await findUnitNames(
        db,
        rows.map(row => row.unit_id),
      )
      const office = {
        name: await findOfficeNameOn(db, day),
        salutation: request.office?.salutation ?? ('dong_chi' as const),
      }
      const slip = slipPart(
        rows.map(row => ({ ...row, unit_name: names(row.unit_id, day)?.name ?? row.unit_name })),
        day,
        office,
        wordsFor(request, await findCalendar(db)),
      )
      return reply.page('ledger/slip', slip, { title: t('page.ledger.slip.title'), nav: 'ledger' })
    },
  )
}

function emptyOf({ t }: FastifyRequest, choice: LedgerChoice): EmptyPart {
  if (isNarrowed(choice) || choice.until !== null) {
    const act = { label: t('ui.filter.reset'), href: '/ledger', kind: 'line' as const }
    return {
      icon: 'ledger',
      fact: t('page.ledger.empty.narrowed'),
      next: t('page.ledger.empty.narrowed.next'),
      act,
    }
  }
  return { icon: 'ledger', fact: t('page.ledger.empty'), next: t('page.ledger.empty.next') }
}

function pagerOf(
  { t }: FastifyRequest,
  choice: LedgerChoice,
  page: Awaited<ReturnType<typeof listLedger>>,
): PagerPart | null {
  const [first, last] = [page.rows[0], page.rows.at(-1)]
  if (!first || !last || !(page.hasNewer || page.hasOlder)) return null
  return {
    label: t('page.ledger.pager'),
    text: t('page.ledger.pager.text', { from: formatDate(last.for_on), to: formatDate(first.for_on) }),
    ...(page.hasNewer ? { previous: ledgerHref(choice, { row: first, newer: true }) } : {}),
    ...(page.hasOlder ? { next: ledgerHref(choice, { row: last, newer: false }) } : {}),
  }
}
