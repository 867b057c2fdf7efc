import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Role } from '../../data/schema-office.ts'
import { holdingOver } from '../../domain/authority.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotAllowed, NotFound } from '../../domain/errors.ts'
import { findPolicies, type Policies } from '../../domain/policy.ts'
import { baseOf, changePolicy, type PlannedChange, planChange } from '../../domain/policy-change.ts'
import { rehearseChange } from '../../domain/policy-rehearsal.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { type PolicyPart, partFields, policyParts, readPart } from '../forms/policy.ts'
import { policyCheckPage } from '../pages/policy-check.ts'
import { policyFormPage } from '../pages/policy-form.ts'
import { policyHref } from '../pages/policy-link.ts'
import { policyIndex } from '../pages/policy-page.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

type ByPart = { Params: { organisationId: string; part: PolicyPart } }

const readers: readonly Role[] = ['secretary', 'admin', 'leader', 'auditor']

/** The policy of each organisation: read by those who run, lead or audit it, changed by its secretary (PRODUCT §1). */
export async function policyRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const change = { config: { policy: rolesOf('admin') } }

  app.get<{ Querystring: { organisation?: unknown; version?: unknown } }>(
    '/admin/policy',
    { config: { policy: readers } },
    async (request, reply) => {
      const policies = await findPolicies(reader)
      const reach = reachOf(request, policies)
      const { organisation = reach[0]?.id, version } = request.query
      const organisationId = reach.find(one => one.id === organisation)?.id
      if (!organisationId) throw new NotFound()
      const asked = typeof version === 'string' && /^\d{1,6}$/.test(version) ? Number(version) : null
      const known = policies.rows.some(row => row.organisation_id === organisationId && row.number === asked)
      if (version !== undefined && !known) throw new NotFound()
      const mayEdit = (part: PolicyPart) => mayChange(request, organisationId, part)
      const view = { policies, organisationId, reach, asked, mayEdit }
      const page = await policyIndex(reader, request, view, wordsFor(request, await findCalendar(reader)))
      return reply.page('policy/index', page, { title: request.t('page.policy.title'), nav: 'admin' })
    },
  )

  for (const part of policyParts) {
    const path = `/admin/policy/:organisationId/${part}`
    app.get<ByPart>(path, change, async (request, reply) => {
      const { view, data, options } = await formPage(request, part)
      return reply.page(view, data, options)
    })

    // Labels and hints play no part in a schema, so that it is the same in every language.
    const schema = { body: bodySchema(partFields(part, key => key)) }
    app.post<ByPart>(path, { ...change, schema }, async (request, reply) => {
      const edit = await editOf(request, part)
      const fields = partFields(part, request.t)
      const form = readForm(fields, request.body)
      const { organisationId } = edit
      const base = baseOf(edit.policies, organisationId, request.occasion.today)
      const input = { ...readPart(form, part, base), organisationId, version: form.version }
      const act = actOf(request, form)
      const again = form.line('step') === 'edit'
      const asks = again || form.line('confirmed') !== '1'
      return answerForm<PlannedChange | null>(request, reply, {
        act: async () => {
          if (again) return null
          if (asks) return planChange(reader, act, input)
          await changePolicy(writer, act, input)
          return null
        },
        ask: async planned => {
          if (!asks) return undefined
          const words = wordsFor(request, await findCalendar(reader))
          if (!planned) return policyFormPage(request, edit, words, { form })
          const rehearsal = await rehearseChange(reader, planned, organisationId, words.today)
          return policyCheckPage(request, edit, words, { planned, rehearsal, form })
        },
        done: () => ({ to: policyHref(organisationId), flash: { key: 'flash.policy_saved' } }),
        again: async failure =>
          policyFormPage(
            request,
            await editOf(request, part),
            wordsFor(request, await findCalendar(reader)),
            {
              failure,
              form,
            },
          ),
      })
    })
  }

  async function formPage(request: FastifyRequest<ByPart>, part: PolicyPart): Promise<FormPage> {
    const edit = await editOf(request, part)
    return policyFormPage(request, edit, wordsFor(request, await findCalendar(reader)))
  }

  /** @throws NotFound for an organisation out of reach, NotAllowed for a part that is not theirs to change */
  async function editOf(request: FastifyRequest<ByPart>, part: PolicyPart) {
    const policies = await findPolicies(reader)
    const { organisationId } = request.params
    if (!reachOf(request, policies).some(one => one.id === organisationId)) throw new NotFound()
    if (!mayChange(request, organisationId, part)) throw new NotAllowed('refusal.role.policy')
    return { policies, organisationId, part }
  }
}

/** The organisations whose policy the person reads, those above first. */
function reachOf({ actor }: FastifyRequest, { organisations }: Policies) {
  return organisations.filter(({ id }) => readers.some(role => holdingOver(actor, role, id) !== undefined))
}

/** The administrator sets when mail goes; whom it goes to is the secretary's. */
function mayChange({ actor }: FastifyRequest, organisationId: string, part: PolicyPart): boolean {
  const roles: Role[] = part === 'hours' ? ['secretary', 'admin'] : ['secretary']
  return roles.some(role => holdingOver(actor, role, organisationId) !== undefined)
}
