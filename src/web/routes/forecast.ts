import type { FastifyInstance } from 'fastify'
import { countLedgerDays } from '../../data/ledger.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { findForecast } from '../../domain/ledger-forecast.ts'
import { parseDateInput } from '../../lib/plain-date.ts'
import { forecastPage } from '../pages/forecast-page.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

/** What will be sent tomorrow, or on a later day, to whom and why, and what will not. */
export async function forecastRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const db = database.reader

  app.get<{ Querystring: { day?: unknown } }>(
    '/ledger/forecast',
    { config: { policy: rolesOf('ledger') } },
    async (request, reply) => {
      const { actor, occasion, t } = request
      const typed = typeof request.query.day === 'string' ? request.query.day.trim().slice(0, 40) : ''
      const asked = parseDateInput(typed)
      const forecast = await findForecast(db, actor, occasion.today, asked)
      // What cannot be read, or lies too far, is shown again with a sentence; the next day stands meanwhile.
      const wrong = typed !== '' && asked !== forecast.day ? typed : ''
      const counts = await countLedgerDays(db, actor, {}, [forecast.day])
      const planned = counts.find(one => one.state === 'planned')?.count ?? 0
      const page = forecastPage(forecast, planned, wrong, wordsFor(request, await findCalendar(db)))
      return reply.page('ledger/forecast', page, { title: t('page.forecast.title'), nav: 'ledger' })
    },
  )
}
