import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type AppointmentWithNames, listAppointments } from '../../data/appointment.ts'
import { findPerson, listPeople } from '../../data/person.ts'
import type { Row } from '../../data/schema.ts'
import { NotFound } from '../../domain/errors.ts'
import { invitePerson } from '../../domain/one-use-link.ts'
import { changePerson, createPerson, setPersonDisabled } from '../../domain/person.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { personFields, personForm, personInput } from '../forms/person.ts'
import { type AgainWith, adminFormPage, adminTabs } from '../pages/admin.ts'
import { postTable } from '../pages/post-table.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

interface ById {
  Params: { id: string }
}

const noFields: FieldDescriptor[] = []
const disableFields: FieldDescriptor[] = [{ name: 'disabled', kind: 'hidden' }]

/** People, their accounts and invitations, for secretaries and administrators. */
export async function personRoutes(
  app: FastifyInstance,
  { database, config, composeAccess, now }: AppParts,
): Promise<void> {
  const { reader, writer } = database
  const open = { config: { policy: rolesOf('admin') } }
  const post = (fields: FieldDescriptor[]) => ({ ...open, schema: { body: bodySchema(fields) } })

  app.get('/admin/people', open, async (request, reply) => {
    const { t, occasion } = request
    const posts = postsByPerson(await listAppointments(reader, { today: occasion.today }))
    const rows = (await listPeople(reader)).map(person => ({
      id: person.id,
      cells: [
        { text: person.name, href: `/admin/people/${person.id}` },
        posts.get(person.id) ?? t('page.admin.people.no_post'),
        person.email ?? t('page.admin.people.no_email'),
        accountWord(request, person),
      ],
    }))
    const columns = [
      { label: t('field.person_name'), card: 'title' as const },
      { label: t('page.admin.posts') },
      { label: t('field.email') },
      { label: t('page.admin.people.account') },
    ]
    const title = t('page.admin.people.title')
    const acts = [{ label: t('page.admin.people.add'), href: '/admin/people/new', kind: 'solid' as const }]
    const table = { id: 'people', caption: title, columns, rows }
    return reply.page(
      'admin/list',
      { title, acts, tabs: adminTabs(request, 'people'), table, form: null },
      { title, nav: 'admin' },
    )
  })

  app.get('/admin/people/new', open, async (request, reply) => {
    const { view, data, options } = newPage(request, {})
    return reply.page(view, data, options)
  })

  app.post('/admin/people/new', post([...personFields]), (request, reply) => {
    const form = readForm(personFields, request.body)
    return answerForm(request, reply, {
      act: () => createPerson(writer, actOf(request, form), personInput(form)),
      done: ({ subjectId }) => ({ to: `/admin/people/${subjectId}`, flash: { key: 'flash.person_saved' } }),
      again: failure => newPage(request, { failure, typed: form.typed }, form),
    })
  })

  app.get<ById>('/admin/people/:id', open, async (request, reply) => {
    const { view, data, options } = await pageOf(request, await known(request.params.id), {})
    return reply.page(view, data, options)
  })

  app.post<ById>('/admin/people/:id', post([...personFields]), async (request, reply) => {
    const person = await known(request.params.id)
    const form = readForm(personFields, request.body)
    const change = { id: person.id, version: form.version, input: personInput(form) }
    return answerForm(request, reply, {
      act: () => changePerson(writer, actOf(request, form), change),
      done: () => ({ to: `/admin/people/${person.id}`, flash: { key: 'flash.person_saved' } }),
      again: failure => pageOf(request, person, { failure, typed: form.typed }, form),
    })
  })

  app.post<ById>('/admin/people/:id/account', post(disableFields), async (request, reply) => {
    const person = await known(request.params.id)
    const form = readForm(disableFields, request.body)
    const change = { id: person.id, version: form.version, disabled: form.line('disabled') === '1' }
    return answerForm(request, reply, {
      act: () => setPersonDisabled(writer, actOf(request, form), change),
      done: () => ({ to: `/admin/people/${person.id}`, flash: { key: 'flash.account_changed' } }),
      again: failure => pageOf(request, person, { failure }),
    })
  })

  /** The link is shown once, in the answer itself: it is a secret, and stands in no URL and no cookie. */
  app.post<ById>('/admin/people/:id/invitation', post(noFields), async (request, reply) => {
    const person = await known(request.params.id)
    const form = readForm(noFields, request.body)
    const letters = {
      compose: composeAccess,
      publicUrl: config.publicUrl,
      mailGoesOut: config.smtpUrl !== null,
      now: now(),
    }
    const { link } = await invitePerson(writer, actOf(request, form), person.id, letters)
    request.nudge()
    const { view, data, options } = await pageOf(request, person, {})
    const text = request.t(person.email ? 'page.admin.invitation.mailed' : 'page.admin.invitation.copy')
    return reply.page(view, { ...data, link: link ? { text, href: link } : null }, options)
  })

  async function known(id: string): Promise<Row<'person'>> {
    const person = await findPerson(reader, id)
    if (!person) throw new NotFound()
    return person
  }

  async function pageOf(request: FastifyRequest, person: Row<'person'>, again: AgainWith, form?: Form) {
    const { t } = request
    const posts = await listAppointments(reader, { personId: person.id })
    const data = {
      breadcrumb: [
        { label: t('page.admin.title'), href: '/admin' },
        { label: t('page.admin.tab.people'), href: '/admin/people' },
        { label: person.name },
      ],
      title: person.name,
      lead: accountWord(request, person),
      acts: accountActs(request, person),
      link: null,
      posts: postTable(request, posts),
      form: personForm(request, person, again, form),
    }
    return { view: 'admin/person' as const, data, options: { title: person.name, nav: 'admin' as const } }
  }
}

function newPage(request: FastifyRequest, again: AgainWith, form?: Form): FormPage {
  const title = request.t('page.admin.people.add')
  return adminFormPage(request, { tab: 'people', title, form: personForm(request, undefined, again, form) })
}

function accountActs({ t, actor }: FastifyRequest, person: Row<'person'>) {
  const base = `/admin/people/${person.id}`
  const appoint = { label: t('page.admin.appoint'), href: `${base}/appointments/new`, kind: 'solid' as const }
  const invite = {
    label: t('page.admin.invite'),
    action: `${base}/invitation`,
    fields: { act_id: randomUUID() },
    kind: 'line' as const,
  }
  const disabled = person.disabled_at === null ? '1' : '0'
  const account = {
    label: t(person.disabled_at === null ? 'page.admin.account.close' : 'page.admin.account.open'),
    action: `${base}/account`,
    fields: { act_id: randomUUID(), version: person.version, disabled },
    kind: 'text' as const,
  }
  const own = person.id === actor.person.id
  return [
    ...(own ? [] : [appoint]),
    ...(person.disabled_at === null ? [invite] : []),
    ...(own ? [] : [account]),
  ]
}

function accountWord({ t }: FastifyRequest, person: Row<'person'>): string {
  if (person.disabled_at) return t('page.admin.account.closed')
  return t(person.password_hash ? 'page.admin.account.ready' : 'page.admin.account.waiting')
}

function postsByPerson(posts: AppointmentWithNames[]): Map<string, string> {
  const words = new Map<string, string>()
  for (const post of posts) {
    const word = `${post.title} (${post.unit_name})`
    words.set(post.person_id, [words.get(post.person_id), word].filter(Boolean).join('; '))
  }
  return words
}
