import type { FastifyRequest } from 'fastify'
import { latestOf, type PlannedChange } from '../../domain/policy-change.ts'
import type { PolicyContent } from '../../domain/policy-content.ts'
import type { Rehearsal } from '../../domain/policy-rehearsal.ts'
import { type TermName, termNames } from '../../domain/policy-terms.ts'
import { defaultLadder } from '../../domain/reminder-ladder.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { FormPart } from '../../render/form.ts'
import type { AnswerPart, LinkPart } from '../../render/parts.ts'
import { actIdFor, type FormPage } from '../forms/answer.ts'
import type { Form } from '../forms/form.ts'
import { partFields } from '../forms/policy.ts'
import type { PolicyEdit } from './policy-form.ts'
import { policyHref, policyPartHref } from './policy-link.ts'
import { type RehearsalPart, rehearsalPart } from './policy-rehearsal.ts'
import { movedRungWord, settingWord, termWord, upperFirst } from './policy-words.ts'
import { longDate, type Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'policy/check': {
      title: string
      lead: string
      trail: (Partial<LinkPart> & { label: string })[]
      warnings: string[]
      rows: AnswerPart[]
      rehearsal: RehearsalPart
      form: FormPart
    }
  }
}

/** What changes, and what the change would have people told that they are not told now: asked before it is saved. */
export function policyCheckPage(
  request: FastifyRequest,
  edit: PolicyEdit,
  words: Words,
  { planned, rehearsal, form }: { planned: PlannedChange; rehearsal: Rehearsal; form: Form },
): FormPage {
  const { t } = request
  const title = t('page.policy.check')
  const before = planned.now.on(edit.organisationId, planned.fromOn).content
  return {
    view: 'policy/check',
    options: { title, nav: 'admin' },
    data: {
      title,
      lead: t('page.policy.check.lead'),
      trail: [
        { label: t('page.admin.tab.policy'), href: policyHref(edit.organisationId) },
        { label: upperFirst(t(`policy.part.${edit.part}`)) },
        { label: title },
      ],
      warnings: warningsOf(edit, planned, t),
      rows: [
        ...changesOf(t, before, planned.content),
        { label: t('field.policy_from'), value: longDate(planned.fromOn, words) },
        { label: t('field.policy_note'), value: form.line('note') },
      ],
      rehearsal: rehearsalPart(rehearsal, planned.content, words),
      form: confirmForm(edit, form, t),
    },
  }
}

/** A version that waits and would begin later never will: the later decision counts. */
function warningsOf({ organisationId }: PolicyEdit, { now, fromOn }: PlannedChange, t: Translate): string[] {
  const latest = latestOf(now, organisationId)
  if (!latest || latest.from_on <= fromOn) return []
  return [t('page.policy.check.overtakes', { number: latest.number, date: formatDate(latest.from_on) })]
}

function changesOf(t: Translate, before: PolicyContent, after: PolicyContent): AnswerPart[] {
  const rungs = defaultLadder.flatMap(rung => {
    const [old, now] = [before.rungs[rung.rung], after.rungs[rung.rung]]
    if (!old || !now || JSON.stringify(old) === JSON.stringify(now)) return []
    const values = { before: settingWord(t, rung, old), after: settingWord(t, rung, now) }
    return [{ label: movedRungWord(t, rung.rung, old.offset_days), value: t('page.policy.from_to', values) }]
  })
  const terms = termNames.filter(name => before.terms[name] !== after.terms[name])
  return [...rungs, ...terms.map(name => termChange(t, name, before, after))]
}

function termChange(t: Translate, name: TermName, before: PolicyContent, after: PolicyContent): AnswerPart {
  const values = {
    before: termWord(t, name, before.terms[name]),
    after: termWord(t, name, after.terms[name]),
  }
  return { label: t(`term.${name}`), value: t('page.policy.from_to', values) }
}

/** Everything typed goes along unseen, so that the second sending says the same as the first. */
function confirmForm({ organisationId, part }: PolicyEdit, form: Form, t: Translate): FormPart {
  const names = partFields(part, t).flatMap(({ name }) => (name in asking ? [] : [name]))
  return {
    id: 'policy-confirm',
    action: policyPartHref(organisationId, part),
    groups: [],
    hidden: {
      ...Object.fromEntries(names.map(name => [name, flatValue(form.typed[name])])),
      confirmed: '1',
    },
    submit: t('page.policy.save'),
    others: [{ label: t('page.policy.edit_again'), kind: 'line', name: 'step', value: 'edit' }],
    cancel: { label: t('ui.cancel'), href: policyHref(organisationId) },
    actId: actIdFor(form),
    version: form.version,
  }
}

const asking = { step: '', confirmed: '' }

function flatValue(typed: string | string[] | undefined): string {
  return Array.isArray(typed) ? typed.join(' ') : (typed ?? '')
}
