import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findOffice } from '../../data/office.ts'
import { findOccasion } from '../../domain/occasion.ts'
import { enterSample, openSession } from '../../domain/session.ts'
import { createOffice } from '../../domain/setup.ts'
import type { OfficeInput } from '../../domain/setup-check.ts'
import { translate } from '../../i18n/translate.ts'
import { answerForm } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { setupFields, setupPage } from '../forms/setup.ts'
import type { AppParts } from '../parts.ts'
import { setSessionCookie } from '../plugins/session.ts'

/** The first run: set up the office, or open the sample. Once an office stands, all of it leads to the start page. */
export async function setupRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { database, config, now, setupCode } = parts
  /** A second press while the sample is being filled waits for the first. */
  let opening: Promise<void> | null = null

  app.addHook('preHandler', async (request, reply) => {
    // A second press may find the sample that the first one opened, and enters it as well.
    const pressedTwice = request.office?.kind === 'sample' && request.routeOptions.url === '/setup/sample'
    if (request.office && !pressedTwice) return reply.seeOther('/')
  })

  app.get('/setup', { config: { policy: 'public' } }, async (request, reply) =>
    reply.page(
      'setup/start',
      { hasCode: setupCode !== null },
      { title: request.t('page.setup.title'), wide: true },
    ),
  )

  app.get('/setup/office', { config: { policy: 'public' } }, async (request, reply) => {
    const { view, data, options } = setupPage(request)
    return reply.page(view, data, options)
  })

  app.post(
    '/setup/office',
    { config: { policy: 'public' }, schema: { body: bodySchema(setupFields) } },
    (request, reply) => {
      const form = readForm(setupFields, request.body)
      return answerForm(request, reply, {
        act: async () => {
          const gate = { setupCode, address: request.origin.address, now: now(), occasion: request.occasion }
          const adminId = await createOffice(
            database.writer,
            officeInput(form),
            officeWords(request, parts),
            gate,
          )
          return openSession(database.writer, adminId, request.origin, now(), config)
        },
        done: sessionId => {
          setSessionCookie(reply, parts, sessionId)
          return { to: '/admin', flash: { key: 'flash.office_set_up' } }
        },
        again: failure => setupPage(request, form.typed, failure),
      })
    },
  )

  app.post('/setup/sample', { config: { policy: 'public' } }, async (request, reply) => {
    opening ??= openSampleOnce(parts).finally(() => {
      opening = null
    })
    await opening
    parts.nudge()
    const occasion = await findOccasion(database.reader, now(), parts.keys)
    setSessionCookie(
      reply,
      parts,
      await enterSample(database.writer, request.origin, occasion, now(), config),
    )
    return reply.seeOther('/')
  })
}

/** The request may have looked before another one's sample stood, in this process or in another. */
async function openSampleOnce({ database, openSample }: AppParts): Promise<void> {
  if (await findOffice(database.reader)) return
  try {
    await openSample()
  } catch (error) {
    if (!(await findOffice(database.reader))) throw error
  }
}

function officeInput(form: Form): OfficeInput {
  return {
    code: form.line('code'),
    officeName: form.line('officeName'),
    parentName: form.line('parentName'),
    shortName: form.line('shortName'),
    place: form.line('place'),
    helpContact: form.line('helpContact'),
    adminName: form.line('adminName'),
    adminEmail: form.line('adminEmail'),
    adminPassword: form.raw('adminPassword'),
    secretaryName: form.line('secretaryName'),
    secretaryEmail: form.line('secretaryEmail'),
    secretaryPassword: form.raw('secretaryPassword'),
    units: form.text('units'),
  }
}

/** What is stored is Vietnamese, whatever language the page was read in. */
function officeWords(request: FastifyRequest, { config }: AppParts) {
  const t = translate('vi')
  const office = readForm(setupFields, request.body).line('officeName')
  return {
    committeeName: t('page.setup.committee_name', { office }),
    adminTitle: t('page.setup.admin_title'),
    secretaryTitle: t('page.setup.secretary_title'),
    subjectTerm: t('page.setup.subject_term'),
    mailGoesOut: config.smtpUrl !== null,
  }
}
