import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Row } from '../../data/schema.ts'
import { findUnit, listUnits } from '../../data/unit.ts'
import { NotFound } from '../../domain/errors.ts'
import { closeUnit, postChoices } from '../../domain/unit-closing.ts'
import { cancelUnitName, renameUnit } from '../../domain/unit-name.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actIdFor, actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, fill, readForm, strayErrors } from '../forms/form.ts'
import { closingFields, closingInput, renameFields, renameInput } from '../forms/unit-change.ts'
import { type AgainWith, adminFormPage } from '../pages/admin.ts'
import { unitTree } from '../pages/unit-tree.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

interface ById {
  Params: { id: string }
}
interface ByName {
  Params: { id: string; name: string }
}

const noFields: FieldDescriptor[] = []

/** A unit goes by another name from a day on, or closes with the one that takes over. */
export async function unitChangeRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const open = { config: { policy: rolesOf('admin') } }
  const post = (fields: readonly FieldDescriptor[]) => ({ ...open, schema: { body: bodySchema(fields) } })

  app.get<ById>('/admin/units/:id/names/new', open, async (request, reply) => {
    const { view, data, options } = renamePage(request, await known(request.params.id), {})
    return reply.page(view, data, options)
  })

  app.post<ById>('/admin/units/:id/names/new', post(renameFields), async (request, reply) => {
    const unit = await known(request.params.id)
    const form = readForm(renameFields, request.body)
    const change = { id: unit.id, version: form.version, input: renameInput(form) }
    return answerForm(request, reply, {
      act: () => renameUnit(writer, actOf(request, form), change),
      done: () => ({ to: `/admin/units/${unit.id}`, flash: { key: 'flash.unit_renamed' } }),
      again: failure => renamePage(request, unit, { failure, typed: form.typed }, form),
    })
  })

  app.post<ByName>('/admin/units/:id/names/:name/removal', post(noFields), async (request, reply) => {
    const { id, name } = request.params
    await cancelUnitName(writer, actOf(request, readForm(noFields, request.body)), {
      unitId: id,
      nameId: name,
    })
    request.nudge()
    return reply.seeOther(`/admin/units/${id}`, { key: 'flash.unit_name_cancelled' })
  })

  app.get<ById>('/admin/units/:id/closing', open, async (request, reply) => {
    const { view, data, options } = await closingPage(request, await known(request.params.id), {})
    return reply.page(view, data, options)
  })

  app.post<ById>('/admin/units/:id/closing', post(closingFields), async (request, reply) => {
    const unit = await known(request.params.id)
    const form = readForm(closingFields, request.body)
    const change = { id: unit.id, version: form.version, input: closingInput(form) }
    return answerForm(request, reply, {
      act: () => closeUnit(writer, actOf(request, form), change),
      done: () => ({ to: `/admin/units/${unit.id}`, flash: { key: 'flash.unit_closed' } }),
      again: failure => closingPage(request, unit, { failure, typed: form.typed }, form),
    })
  })

  async function known(id: string): Promise<Row<'unit'>> {
    const unit = await findUnit(reader, id)
    if (!unit) throw new NotFound()
    return unit
  }

  function renamePage(request: FastifyRequest, unit: Row<'unit'>, again: AgainWith, form?: Form): FormPage {
    const typed = again.typed ?? { shortName: unit.short_name, fromOn: formatDate(request.occasion.today) }
    return changePage(
      request,
      unit,
      { key: 'rename', path: 'names/new', fields: renameFields, typed },
      again,
      form,
    )
  }

  async function closingPage(
    request: FastifyRequest,
    unit: Row<'unit'>,
    again: AgainWith,
    form?: Form,
  ): Promise<FormPage> {
    const { t, occasion } = request
    const units = unitTree(await listUnits(reader, occasion.today))
    const others = units.filter(one => !one.unit.path.startsWith(unit.path))
    const choices: Record<string, FieldDescriptor['options']> = {
      successorId: others.map(one => ({
        value: one.unit.id,
        label: `${'– '.repeat(one.depth)}${one.unit.name}`,
      })),
      posts: postChoices.map(value => ({ value, label: t(`closing.posts.${value}`) })),
    }
    const fields = closingFields.map(field => ({
      ...field,
      ...(choices[field.name] ? { options: choices[field.name] ?? [] } : {}),
    }))
    const typed = again.typed ?? { closedOn: unit.valid_to ? formatDate(unit.valid_to) : '', posts: 'end' }
    return changePage(request, unit, { key: 'close', path: 'closing', fields, typed }, again, form)
  }
}

interface UnitChange {
  key: 'rename' | 'close'
  path: string
  fields: readonly FieldDescriptor[]
  typed: Record<string, string | string[]>
}

function changePage(
  request: FastifyRequest,
  unit: Row<'unit'>,
  { key, path, fields, typed }: UnitChange,
  { failure }: AgainWith,
  form?: Form,
): FormPage {
  const { t } = request
  const errors = failure?.errors ?? {}
  return adminFormPage(request, {
    tab: 'units',
    trail: [{ label: unit.name, href: `/admin/units/${unit.id}` }],
    title: t(`page.admin.units.${key}`),
    lead: t(`page.admin.units.${key}.lead`),
    form: {
      id: `unit-${key}-form`,
      action: `/admin/units/${unit.id}/${path}`,
      fields: fill<FieldDescriptor>(fields, typed, errors),
      errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
      submit: t(`page.admin.units.${key}`),
      cancel: { label: t('ui.cancel'), href: `/admin/units/${unit.id}` },
      actId: actIdFor(form),
      version: unit.version,
    },
  })
}
