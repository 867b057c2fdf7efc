import { daysOf, farthestDays, recipientChoices, rungField, termField } from '../../domain/policy-check.ts'
import type { PolicyContent, RungSetting } from '../../domain/policy-content.ts'
import { defaultTerms, type TermName, type Terms, termNames, termShapes } from '../../domain/policy-terms.ts'
import { defaultLadder, type LadderRung, recipientWords } from '../../domain/reminder-ladder.ts'
import type { RecipientWord } from '../../domain/reminder-recipient.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { PlainDate } from '../../lib/plain-date.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { termWord, upperFirst, whenWord, whomWord } from '../pages/policy-words.ts'
import type { Form } from './form.ts'

/** A policy is changed a part at a time, so that a form stays short on a phone. */
export const policyParts = ['deadline', 'waiting', 'notices', 'graces', 'hours'] as const
export type PolicyPart = (typeof policyParts)[number]

export function rungsOfPart(part: PolicyPart): LadderRung[] {
  return defaultLadder.filter(rung => partOf(rung) === part)
}

function partOf({ anchor }: LadderRung): PolicyPart {
  if (anchor === 'act') return 'notices'
  return anchor === 'due' ? 'deadline' : 'waiting'
}

export function termsOfPart(part: PolicyPart): TermName[] {
  return termNames.filter(name => termShapes[name].group === part)
}

/** From when, and why; `confirmed` comes from the page of answers, `step` from its button that leads back. */
export const aboutFields = [
  {
    name: 'fromOn',
    kind: 'date',
    labelKey: 'field.policy_from',
    hintKey: 'hint.policy_from',
    required: true,
  },
  { name: 'note', kind: 'line', labelKey: 'field.policy_note', hintKey: 'hint.policy_note', required: true },
  { name: 'confirmed', kind: 'hidden' },
  { name: 'step', kind: 'hidden' },
] as const satisfies FieldDescriptor[]

export function rungFields(rung: LadderRung, t: Translate): FieldDescriptor[] {
  const choices = recipientChoices(rung)
  const side = daysOf(rung)
  const days: FieldDescriptor = {
    name: rungField.days(rung.rung),
    kind: 'number',
    labelKey: side === 'before' ? 'field.rung_days.before' : 'field.rung_days',
    hint: t('policy.default', { value: Math.abs(rung.offset_days) }),
    required: true,
    min: 1,
    max: farthestDays,
    suffix: t('policy.unit.days'),
    inputmode: 'numeric',
    width: 's',
  }
  const whom: FieldDescriptor = {
    name: rungField.recipients(rung.rung),
    kind: 'checks',
    labelKey: 'field.rung_recipients',
    hint: t('policy.default', { value: whomWord(t, rung, recipientWords(rung)) }),
    required: true,
    options: choices.map(value => ({ value, label: upperFirst(t(`policy.to.${value}`)) })),
  }
  return [
    { name: rungField.enabled(rung.rung), kind: 'checkbox', labelKey: 'field.rung_enabled' },
    ...(side === 'fixed' ? [] : [days]),
    ...(choices.length > 0 ? [whom] : []),
  ]
}

export function termFields(name: TermName, t: Translate): FieldDescriptor {
  const { kind } = termShapes[name]
  const shared = {
    name: termField(name),
    labelKey: `term.${name}`,
    hint: t('policy.default', { value: termWord(t, name, defaultTerms[name]) }),
    required: true,
    width: 's',
  } as const
  if (kind === 'weekday') {
    const options = [1, 2, 3, 4, 5].map(day => ({ value: String(day), label: t(`weekday.${day as 1}`) }))
    return { ...shared, kind: 'select', options }
  }
  if (kind === 'time') return { ...shared, kind: 'line' }
  const suffix = kind === 'days' ? { suffix: t('policy.unit.days') } : {}
  return { ...shared, kind: 'number', inputmode: 'numeric', ...suffix }
}

export function partFields(part: PolicyPart, t: Translate): FieldDescriptor[] {
  const rungs = rungsOfPart(part).flatMap(rung => rungFields(rung, t))
  return [...rungs, ...termsOfPart(part).map(name => termFields(name, t)), ...aboutFields]
}

/** What is stored, as the form shows it. */
export function partValues(part: PolicyPart, { rungs, terms }: PolicyContent, fromOn: PlainDate) {
  const values: Record<string, FieldDescriptor['value']> = { fromOn: formatDate(fromOn), note: '' }
  for (const { rung } of rungsOfPart(part)) {
    const setting = rungs[rung]
    if (!setting) continue
    values[rungField.enabled(rung)] = setting.enabled
    values[rungField.days(rung)] = Math.abs(setting.offset_days)
    values[rungField.recipients(rung)] = setting.recipients
  }
  for (const name of termsOfPart(part)) values[termField(name)] = terms[name]
  return values
}

/** The part as it was sent; what has no field keeps what `base` says. */
export function readPart(form: Form, part: PolicyPart, base: PolicyContent) {
  const rungs = rungsOfPart(part).map(rung => [rung.rung, readRung(form, rung, base)] as const)
  const terms = termsOfPart(part).map(name => [name, readTerm(form, name)] as const)
  return {
    rungs: Object.fromEntries(rungs),
    terms: Object.fromEntries(terms) as Partial<Terms>,
    fromOn: form.date('fromOn'),
    note: form.line('note'),
  }
}

function readRung(form: Form, rung: LadderRung, { rungs }: PolicyContent): RungSetting {
  const side = daysOf(rung)
  const days = form.number(rungField.days(rung.rung))
  const chosen = recipientWordsOf(form, rung)
  return {
    enabled: form.ticked(rungField.enabled(rung.rung)),
    offset_days: side === 'fixed' ? 0 : keptWhenOff(form, rung, side === 'before' ? -days : days, rungs),
    recipients: recipientChoices(rung).length > 0 ? chosen : (rungs[rung.rung]?.recipients ?? []),
  }
}

/** Of a rung that is switched off nothing is asked: days that cannot be read stay what they were. */
function keptWhenOff(form: Form, { rung }: LadderRung, days: number, rungs: PolicyContent['rungs']): number {
  const off = !form.ticked(rungField.enabled(rung))
  return off && !Number.isInteger(days) ? (rungs[rung]?.offset_days ?? 0) : days
}

/** In the order of the choices, so that another order of ticking is no change; the page of answers sends one field. */
function recipientWordsOf(form: Form, rung: LadderRung): RecipientWord[] {
  const sent = new Set(form.list(rungField.recipients(rung.rung)).flatMap(value => value.split(' ')))
  const given = recipientWords(rung)
  const choices = recipientChoices(rung)
  const known = [...given, ...choices.filter(word => !given.includes(word))].filter(word => sent.has(word))
  const unknown = [...sent].filter(word => word !== '' && !choices.some(choice => choice === word))
  return [...known, ...(unknown as RecipientWord[])]
}

function readTerm(form: Form, name: TermName): number | string {
  const field = termField(name)
  if (termShapes[name].kind !== 'time') return form.number(field)
  const typed = form.line(field).replace(/[hg]/i, ':')
  return /^\d:\d\d$/.test(typed) ? `0${typed}` : typed
}

/** The legend of a rung's fields, as it stands now. */
export function rungLegend(t: Translate, rung: LadderRung, { rungs }: PolicyContent): string {
  return whenWord(t, rung, rungs[rung.rung]?.offset_days ?? rung.offset_days)
}
