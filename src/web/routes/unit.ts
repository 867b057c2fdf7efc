import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listAppointments, listUnitHeads } from '../../data/appointment.ts'
import type { Db, Row } from '../../data/schema.ts'
import { findUnit, listUnits } from '../../data/unit.ts'
import { NotFound } from '../../domain/errors.ts'
import { changeUnit, createUnit } from '../../domain/unit.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { unitFields, unitForm, unitInput } from '../forms/unit.ts'
import { type AgainWith, adminFormPage, adminTabs } from '../pages/admin.ts'
import { unitPage } from '../pages/unit-page.ts'
import { unitTree } from '../pages/unit-tree.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

interface ById {
  Params: { id: string }
}

/** The tree of units, for secretaries and administrators. */
export async function unitRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const open = { config: { policy: rolesOf('admin') } }
  const post = { ...open, schema: { body: bodySchema(unitFields) } }

  app.get('/admin/units', open, async (request, reply) => {
    const { t, occasion } = request
    const units = unitTree(await listUnits(reader))
    const heads = await listUnitHeads(reader, occasion.today)
    const columns = [
      { label: t('field.unit_name'), card: 'title' as const },
      { label: t('field.short_name') },
      { label: t('page.admin.units.head') },
    ]
    const rows = units.map(({ unit, depth }) => ({
      id: unit.id,
      cells: [
        { text: `${'– '.repeat(depth)}${unit.name}`, href: `/admin/units/${unit.id}` },
        unit.short_name,
        heads.get(unit.id) ?? (depth === 0 ? '' : t('page.admin.units.no_head')),
      ],
    }))
    const act = { label: t('page.admin.units.add'), href: '/admin/units/new', kind: 'solid' as const }
    const title = t('page.admin.units.title')
    const table = { id: 'units', caption: title, columns, rows }
    const data = { title, acts: [act], tabs: adminTabs(request, 'units'), table, form: null }
    return reply.page('admin/list', data, { title, nav: 'admin' })
  })

  app.get('/admin/units/new', open, async (request, reply) =>
    show(reply, await pageOf(request, undefined, {})),
  )

  app.post('/admin/units/new', post, (request, reply) => {
    const form = readForm(unitFields, request.body)
    return answerForm(request, reply, {
      act: () => createUnit(writer, actOf(request, form), unitInput(form)),
      done: () => ({ to: '/admin/units', flash: { key: 'flash.unit_saved' } }),
      again: failure => pageOf(request, undefined, { failure, typed: form.typed }, form),
    })
  })

  app.get<ById>('/admin/units/:id', open, async (request, reply) => {
    return show(reply, await pageOf(request, await known(request.params.id), {}))
  })

  app.post<ById>('/admin/units/:id', post, async (request, reply) => {
    const unit = await known(request.params.id)
    const form = readForm(unitFields, request.body)
    return answerForm(request, reply, {
      act: () =>
        changeUnit(writer, actOf(request, form), {
          id: unit.id,
          version: form.version,
          input: unitInput(form),
        }),
      done: () => ({ to: '/admin/units', flash: { key: 'flash.unit_saved' } }),
      again: failure => pageOf(request, unit, { failure, typed: form.typed }, form),
    })
  })

  async function known(id: string): Promise<Row<'unit'>> {
    const unit = await findUnit(reader, id)
    if (!unit) throw new NotFound()
    return unit
  }

  async function pageOf(
    request: FastifyRequest,
    unit: Row<'unit'> | undefined,
    again: AgainWith,
    form?: Form,
  ): Promise<FormPage> {
    const title = unit?.name ?? request.t('page.admin.units.add')
    const choices = await choicesOf(reader, request.occasion.today)
    const part = unitForm(request, unit, choices, again, form)
    const page = adminFormPage(request, { tab: 'units', title, form: part })
    return unit ? unitPage(reader, request, unit, page) : page
  }
}

async function choicesOf(db: Db, today: string) {
  const units = unitTree(await listUnits(db))
  const leaders = (await listAppointments(db, { today })).filter(post => post.role === 'leader')
  return {
    parents: units.map(({ unit, depth }) => ({ value: unit.id, label: `${'– '.repeat(depth)}${unit.name}` })),
    leaders: leaders.map(held => ({ value: held.id, label: `${held.person_name}, ${held.title}` })),
  }
}

function show(reply: FastifyReply, { view, data, options }: FormPage): FastifyReply {
  return reply.page(view, data, options)
}
