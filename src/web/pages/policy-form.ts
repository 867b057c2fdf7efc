import type { FastifyRequest } from 'fastify'
import type { Policies } from '../../domain/policy.ts'
import { baseOf, latestOf } from '../../domain/policy-change.ts'
import { addDays } from '../../lib/plain-date.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import {
  aboutFields,
  type PolicyPart,
  partFields,
  partValues,
  rungFields,
  rungLegend,
  rungsOfPart,
  termFields,
  termsOfPart,
} from '../forms/policy.ts'
import { adminFormPage } from './admin.ts'
import { policyHref, policyPartHref } from './policy-link.ts'
import type { Words } from './words.ts'

export interface PolicyEdit {
  policies: Policies
  organisationId: string
  part: PolicyPart
}

/** The form of one part: a fieldset a rung, or the terms together; then from when, and why. */
export function policyFormPage(
  request: FastifyRequest,
  edit: PolicyEdit,
  words: Words,
  again: { failure?: Failure; form?: Form } = {},
): FormPage {
  const { t } = request
  const { policies, organisationId, part } = edit
  const content = baseOf(policies, organisationId, words.today)
  const values =
    typedValues(again.form) ??
    partValues(part, content, words.calendar.nextWorkingDay(addDays(words.today, 1)))
  const errors = again.failure?.errors ?? {}
  const latest = latestOf(policies, organisationId)?.number ?? 0
  const conflict = again.failure?.conflict === true
  const filled = (fields: readonly FieldDescriptor[]) => fill(fields, values, errors)
  const terms = termsOfPart(part)
  const about = aboutFields.filter(field => field.kind !== 'hidden')
  const form: FormPart = {
    id: 'policy-form',
    action: policyPartHref(organisationId, part),
    groups: [
      ...rungsOfPart(part).map(rung => ({
        legend: rungLegend(t, rung, content),
        fields: filled(rungFields(rung, t)),
      })),
      ...(terms.length > 0 ? [{ fields: filled(terms.map(name => termFields(name, t))) }] : []),
      { legend: t('page.policy.about'), fields: filled(about) },
    ],
    errors: [...(again.failure?.summary ?? []), ...strayErrors(partFields(part, t), errors)],
    submit: t('page.policy.to_check'),
    cancel: { label: t('ui.cancel'), href: policyHref(organisationId) },
    actId: actIdFor(again.form),
    version: conflict || !again.form ? latest : again.form.version,
  }
  const lead = conflict ? t('page.policy.conflict', { number: latest }) : t('page.policy.change.lead')
  const title = t('page.policy.change', { part: t(`policy.part.${part}`) })
  return adminFormPage(request, { tab: 'policy', title, lead, form })
}

/** The page of answers sends the ticked words of a rung as one. */
function typedValues(form: Form | undefined): Form['typed'] | undefined {
  if (!form) return undefined
  const split = Object.entries(form.typed).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.flatMap(word => word.split(' ')) : value,
  ])
  return Object.fromEntries(split)
}
