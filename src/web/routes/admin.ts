import type { FastifyInstance, FastifyRequest } from 'fastify'
import { listAppointments, listUnitHeads } from '../../data/appointment.ts'
import { listCommittees } from '../../data/committee.ts'
import type { Db } from '../../data/schema.ts'
import { findRootUnit, listUnits } from '../../data/unit.ts'
import { createCommittee } from '../../domain/committee.ts'
import { NotFound } from '../../domain/errors.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { TablePart } from '../../render/parts.ts'
import { actIdFor, actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, fill, readForm, strayErrors } from '../forms/form.ts'
import { type AgainWith, adminTabs } from '../pages/admin.ts'
import { webhookNotices } from '../pages/webhook.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

const committeeFields: readonly FieldDescriptor[] = [
  { name: 'name', kind: 'line', labelKey: 'field.committee_name', required: true },
  { name: 'level', kind: 'radio', labelKey: 'field.level', required: true },
  { name: 'parentId', kind: 'select', labelKey: 'field.parent_committee', emptyKey: 'ui.none' },
]

/** The checklist of a new office, and its committees. */
export async function adminRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const open = { config: { policy: rolesOf('admin') } }

  app.get('/admin', open, async (request, reply) => {
    const { t } = request
    const { table, missing } = await checklist(reader, request)
    const lead = missing === 0 ? t('page.admin.all_done') : t('page.admin.missing', { count: missing })
    const notices = await webhookNotices(reader, request)
    const data = { lead, tabs: adminTabs(request, 'index'), table, notices }
    return reply.page('admin/index', data, { title: t('page.admin.title'), nav: 'admin' })
  })

  app.get('/admin/committees', open, async (request, reply) => {
    const { view, data, options } = await committeePage(request, {})
    return reply.page(view, data, options)
  })

  app.post(
    '/admin/committees',
    { ...open, schema: { body: bodySchema(committeeFields) } },
    async (request, reply) => {
      const form = readForm(committeeFields, request.body)
      const root = await findRootUnit(reader)
      if (!root) throw new NotFound()
      const input = {
        organisationId: root.id,
        name: form.line('name'),
        level: form.line('level'),
        parentId: form.id('parentId'),
      }
      return answerForm(request, reply, {
        act: () => createCommittee(writer, actOf(request, form), input),
        done: () => ({ to: '/admin/committees', flash: { key: 'flash.committee_saved' } }),
        again: failure => committeePage(request, { failure, typed: form.typed }, form),
      })
    },
  )

  async function committeePage(
    request: FastifyRequest,
    { failure, typed }: AgainWith,
    form?: Form,
  ): Promise<FormPage> {
    const { t } = request
    const committees = await listCommittees(reader)
    const options: Record<string, { value: string; label: string }[]> = {
      level: (['organisation', 'province'] as const).map(value => ({ value, label: t(`level.${value}`) })),
      parentId: committees.map(one => ({ value: one.id, label: one.name })),
    }
    const fields = committeeFields.map(field => ({
      ...field,
      ...(options[field.name] ? { options: options[field.name] ?? [] } : {}),
    }))
    const errors = failure?.errors ?? {}
    const title = t('page.admin.committees.title')
    const table: TablePart = {
      id: 'committees',
      caption: title,
      columns: [{ label: t('field.committee_name'), card: 'title' }, { label: t('field.level') }],
      rows: committees.map(one => ({ id: one.id, cells: [one.name, t(`level.${one.level}`)] })),
      empty: {
        icon: 'committee',
        fact: t('page.admin.committees.none'),
        next: t('page.admin.committees.none_next'),
      },
    }
    const formPart: FormPart = {
      id: 'committee-form',
      action: '/admin/committees',
      fields: fill<FieldDescriptor>(fields, typed ?? { level: 'province' }, errors),
      errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
      submit: t('page.admin.committees.add'),
      actId: actIdFor(form),
    }
    const data = {
      title,
      tabs: adminTabs(request, 'committees'),
      table,
      formTitle: t('page.admin.committees.add'),
      form: formPart,
    }
    return { view: 'admin/list', data, options: { title, nav: 'admin' } }
  }
}

/** What a new office still lacks before anything can be assigned: each row says what, and where it is done. */
async function checklist(db: Db, request: FastifyRequest): Promise<{ table: TablePart; missing: number }> {
  const { t, occasion } = request
  const posts = await listAppointments(db, { today: occasion.today })
  const heads = await listUnitHeads(db, occasion.today)
  const units = (await listUnits(db, occasion.today)).filter(unit => unit.parent_id !== null)
  const holds = (role: string) => posts.some(post => post.role === role)
  const steps = [
    { key: 'units', done: units.length > 0, href: '/admin/units' },
    { key: 'director', done: posts.some(post => post.is_head === 1), href: '/admin/people' },
    { key: 'secretary', done: holds('secretary'), href: '/admin/people' },
    { key: 'verifier', done: holds('verifier'), href: '/admin/people' },
    { key: 'committee', done: (await listCommittees(db)).length > 0, href: '/admin/committees' },
    { key: 'calendar', done: true, href: '/calendar/days' },
  ] as const
  const general = steps.map(({ key, done, href }) => ({
    id: key,
    text: t(`page.admin.step.${key}`),
    done,
    href,
  }))
  const perUnit = units.map(unit => ({
    id: unit.id,
    text: t('page.admin.step.head', { unit: unit.name }),
    done: heads.has(unit.id),
    href: '/admin/people',
  }))
  const all = [...general, ...perUnit]
  const rows = all.map(step => ({
    id: step.id,
    cells: [
      { text: step.text, href: step.href },
      {
        status: {
          kind: step.done ? ('done' as const) : ('waiting' as const),
          word: t(step.done ? 'ui.done' : 'ui.to_do'),
        },
      },
    ],
  }))
  const columns = [
    { label: t('page.admin.step'), card: 'title' as const },
    { label: t('page.admin.step.state'), kind: 'status' as const },
  ]
  const table = { id: 'checklist-table', caption: t('page.admin.checklist'), columns, rows }
  return { table, missing: all.filter(step => !step.done).length }
}
