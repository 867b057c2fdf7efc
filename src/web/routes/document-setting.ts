import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findDocumentSettingOn } from '../../domain/document-setting.ts'
import { changeDocumentSetting } from '../../domain/document-setting-change.ts'
import type { FormPart } from '../../render/form.ts'
import type { ButtonPart } from '../../render/parts.ts'
import { actIdFor, actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { readSetting, settingFields, settingGroups, settingValues } from '../forms/document-setting.ts'
import { bodySchema, type Form, fill, readForm, strayErrors } from '../forms/form.ts'
import { type AgainWith, adminTabs } from '../pages/admin.ts'
import { ownOrganisation } from '../pages/own-organisation.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

declare module '../../render/views.ts' {
  interface Views {
    'document/setting': { tabs: ReturnType<typeof adminTabs>; acts: ButtonPart[]; form: FormPart }
  }
}

/** What official documents say of their sender: the secretary's and the administrator's. */
export async function documentSettingRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const open = { config: { policy: rolesOf('admin') } }

  app.get('/admin/documents', open, async (request, reply) => {
    const { view, data, options } = await settingPage(request, {})
    return reply.page(view, data, options)
  })

  app.post(
    '/admin/documents',
    { ...open, schema: { body: bodySchema(settingFields) } },
    async (request, reply) => {
      const form = readForm(settingFields, request.body)
      const organisationId = await ownOrganisation(reader, request.actor)
      const change = { input: readSetting(form), version: form.version }
      return answerForm(request, reply, {
        act: () => changeDocumentSetting(writer, actOf(request, form), organisationId, change),
        done: () => ({ to: '/admin/documents', flash: { key: 'flash.document_setting_saved' } }),
        again: failure => settingPage(request, { failure, typed: form.typed }, form),
      })
    },
  )

  async function settingPage(
    request: FastifyRequest,
    { failure, typed }: AgainWith,
    form?: Form,
  ): Promise<FormPage> {
    const { t, occasion } = request
    const organisationId = await ownOrganisation(reader, request.actor)
    const setting = await findDocumentSettingOn(reader, organisationId, occasion.today)
    const errors = failure?.errors ?? {}
    const values = typed ?? settingValues(setting)
    const groups = settingGroups(t, fields => fill(fields, values, errors))
    const title = t('page.document.title')
    return {
      view: 'document/setting',
      data: {
        tabs: adminTabs(request, 'documents'),
        acts: [{ label: t('page.template.title'), href: '/admin/templates', kind: 'line' }],
        form: {
          id: 'document-setting-form',
          action: '/admin/documents',
          groups,
          errors: [...(failure?.summary ?? []), ...strayErrors(settingFields, errors)],
          submit: t('ui.save'),
          actId: actIdFor(form),
          version: setting.version,
        },
      },
      options: { title, nav: 'admin' },
    }
  }
}
