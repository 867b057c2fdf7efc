import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { NotAllowed } from '../../domain/errors.ts'
import { advanceSampleDay } from '../../domain/office-day.ts'
import { endSample } from '../../domain/sample-office.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actOf } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import type { AppParts } from '../parts.ts'
import { cookieName, cookieOptions } from '../plugins/cookies.ts'

declare module '../../render/views.ts' {
  interface Views {
    'session/end-sample': { actId: string }
  }
}

const noFields: FieldDescriptor[] = []

/** The clock of the sample, and its end. The verbs refuse a real office; its pages show neither. */
export async function sampleRoutes(app: FastifyInstance, { database, config }: AppParts): Promise<void> {
  const post = { config: { policy: 'signed_in' as const }, schema: { body: bodySchema(noFields) } }

  app.post('/sample/next-day', post, async (request, reply) => {
    const form = readForm(noFields, request.body)
    await advanceSampleDay(database.writer, actOf(request, form))
    request.nudge()
    return reply.seeOther(backTo(request.headers.referer))
  })

  app.get('/sample/end', { config: { policy: 'signed_in' } }, async (request, reply) => {
    if (request.office?.kind !== 'sample') throw new NotAllowed('refusal.office_is_real')
    return reply.page(
      'session/end-sample',
      { actId: randomUUID() },
      { title: request.t('page.end_sample.title') },
    )
  })

  app.post('/sample/end', post, async (_request, reply) => {
    await endSample(database.writer)
    reply.clearCookie(cookieName(config, 'session'), cookieOptions(config))
    return reply.seeOther('/setup')
  })
}

/** The page one stood on, since the day moves on for every page. */
function backTo(referer: string | undefined): string {
  if (!referer || !URL.canParse(referer)) return '/'
  const { pathname, search } = new URL(referer)
  return `${pathname}${search}`
}
