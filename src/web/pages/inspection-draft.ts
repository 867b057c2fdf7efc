import type { FastifyRequest } from 'fastify'
import { listCommittees } from '../../data/committee.ts'
import { findConclusionDraft, listConclusionDrafts } from '../../data/conclusion-draft.ts'
import type { Db, Row } from '../../data/schema.ts'
import { listUnits } from '../../data/unit.ts'
import { type Choice, mergePicks, readChoices } from '../../domain/conclusion-choice.ts'
import { NotFound } from '../../domain/errors.ts'
import { formatDate, formatDateTime } from '../../i18n/format.ts'
import { isPlainDate } from '../../lib/plain-date.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { ActButtonPart, ErrorPart } from '../../render/parts.ts'
import { actIdFor, type Failure } from '../forms/answer.ts'
import { type Form, fill, type Typed } from '../forms/form.ts'
import { conclusionFields, factFields, organisationsOf, picksOf, typedFacts } from '../forms/inspection.ts'
import { repeatsOf } from './choice-repeat.ts'
import { conclusionNotices } from './conclusion-notices.ts'
import { type SplitPart, type Stretch, splitPart } from './inspection-split.ts'

declare module '../../render/views.ts' {
  interface Views {
    'inspection/new': NewPart
    'inspection/split': SplitPart
    'inspection/kept': { text: string }
  }
}

export interface NewPart {
  steps: SplitPart['steps']
  actId: string
  fields: FieldDescriptor[]
  errors: ErrorPart[]
  drafts: { id: string; title: string; meta: string; href: string; remove: ActButtonPart }[]
}

/** Step 1: where the conclusion is pasted, and what was begun before. */
export async function newPart(
  db: Db,
  request: FastifyRequest,
  shown: { typed: Typed; form?: Form; failure?: Failure },
): Promise<NewPart> {
  const { t, actor, locale } = request
  const ids = organisationsOf(request)
  const units = ids.length > 1 ? (await listUnits(db)).filter(unit => ids.includes(unit.id)) : []
  const options = units.map(unit => ({ value: unit.id, label: unit.name }))
  const organisationId = shown.typed.organisationId || ids[0]
  const fields = fill<FieldDescriptor>(
    conclusionFields,
    { ...shown.typed, organisationId },
    shown.failure?.errors,
  )
  const drafts = await listConclusionDrafts(db, actor.person.id)
  return {
    steps: stepsOf(t, 0),
    actId: actIdFor(shown.form),
    errors: shown.failure?.summary ?? [],
    fields: fields
      .filter(field => field.name !== 'organisationId' || options.length > 1)
      .map(field => ({ ...field, ...(field.kind === 'select' ? { options } : {}) })),
    drafts: drafts.map(draft => ({
      id: draft.id,
      title: (JSON.parse(draft.fields) as { title?: string }).title || t('page.inspection.untitled'),
      meta: t('page.inspection.draft.begun', { when: formatDateTime(draft.created_at, locale) }),
      href: draftHref(draft.id),
      remove: {
        label: t('page.inspection.draft.remove'),
        kind: 'text',
        small: true,
        action: `${draftHref(draft.id)}/removal`,
      },
    })),
  }
}

/** Step 2 of this person's draft, as stored or with what was typed; throws `NotFound`. */
export async function splitPage(
  db: Db,
  request: FastifyRequest,
  id: string,
  shown: { stretch: Stretch; form?: Form; failure?: Failure },
): Promise<SplitPart> {
  const draft = await findConclusionDraft(db, request.actor.person.id, id)
  if (!draft) throw new NotFound()
  const { t } = request
  const { form, failure } = shown
  const errors = failure?.errors ?? {}
  const stored = readChoices(draft.choices)
  const choices = form ? mergeSafely(draft, stored, form) : stored
  const values = form ? typedFacts(form) : (JSON.parse(draft.fields) as Record<string, string>)
  const fields = await shownFacts(db, values, errors)
  const standing = choices.filter(choice => choice.ticked && choice.kind === 'standing').length
  const count = choices.filter(choice => choice.ticked).length
  const input = { conclusion: draft.conclusion, choices, stretch: shown.stretch, errors }
  const repeats = await repeatsOf(db, request.actor, draft.organisation_id, values, input)
  return {
    title: t('page.split.title'),
    steps: stepsOf(t, 1),
    lead: count > 0 ? t('page.split.lead', { count, standing }) : t('page.split.lead.none'),
    action: stretchHref(id, shown.stretch),
    actId: actIdFor(form),
    version: draft.version,
    errors: [...(failure?.summary ?? []), ...listErrors(errors)],
    notices: await conclusionNotices(db, t, draft, {
      value: form?.ticked('isAnother') ?? false,
      error: errors.isAnother,
    }),
    facts: {
      open: fields.some(field => field.error || (field.required && !field.value)),
      summary: factSummary(t, values),
      fields,
    },
    none: t('page.split.none'),
    buttons: [
      { label: t('page.split.refresh'), step: 'refresh', kind: 'text' },
      { label: t('page.split.save'), step: 'save', kind: 'line' },
      { label: t('page.split.finish'), step: 'finish', kind: 'solid' },
    ],
    ...splitPart(t, { ...input, repeats }),
  }
}

export function draftHref(id: string): string {
  return `/inspections/drafts/${id}`
}

/** The page of a draft on which the stretch is shown. */
export function stretchHref(id: string, stretch: Stretch): string {
  if ('part' in stretch) return `${draftHref(id)}?part=${stretch.part}`
  return stretch.page > 1 ? `${draftHref(id)}?page=${stretch.page}` : draftHref(id)
}

/**
 * What was typed, over what is stored now: pick by pick where the list has moved on meanwhile, so that only what fits no
 * longer is left out; the sentence on top says why the form was refused.
 */
function mergeSafely(draft: Row<'conclusion_draft'>, stored: Choice[], form: Form): Choice[] {
  const merge = (choices: Choice[], picks: ReturnType<typeof picksOf>) => {
    try {
      return mergePicks(draft.conclusion, choices, picks)
    } catch {
      return null
    }
  }
  const picks = picksOf(form)
  const whole = merge(stored, picks)
  return whole ?? picks.reduce((choices, pick) => merge(choices, [pick]) ?? choices, stored)
}

/** What is wrong with the list as a whole, and with titles, whose fields the view draws itself. */
function listErrors(errors: Readonly<Record<string, string>>): ErrorPart[] {
  const known = new Set<string>(factFields.map(field => field.name))
  return Object.entries(errors)
    .filter(([name]) => !known.has(name))
    .map(([name, text]) => (name.startsWith('summary.') || name === 'isAnother' ? { name, text } : { text }))
}

/** The fields of the facts with the choices of their selects. */
export async function shownFacts(
  db: Db,
  values: Record<string, string>,
  errors: Readonly<Record<string, string>>,
): Promise<FieldDescriptor[]> {
  const units = (await listUnits(db)).map(unit => ({ value: unit.id, label: unit.name }))
  const committees = (await listCommittees(db)).map(one => ({ value: one.id, label: one.name }))
  const options: Record<string, typeof units> = { inspectedUnitId: units, committeeId: committees }
  const shown = { ...values, heldOn: dateShown(values.heldOn), documentOn: dateShown(values.documentOn) }
  return fill<FieldDescriptor>(factFields, shown, errors).map(field => ({
    ...field,
    ...(options[field.name] ? { options: options[field.name] ?? [] } : {}),
  }))
}

/** A stored date as people write it; anything else as it was typed. */
function dateShown(value = ''): string {
  return isPlainDate(value) ? formatDate(value) : value
}

function factSummary(t: FastifyRequest['t'], values: Record<string, string>): string {
  const parts = [values.title, values.body, dateShown(values.heldOn)].filter(Boolean)
  return parts.length > 0 ? parts.join(' · ') : t('page.inspection.facts.empty')
}

export function stepsOf(t: FastifyRequest['t'], current: number): SplitPart['steps'] {
  const labels = [
    t('page.inspection.step.text'),
    t('page.inspection.step.split'),
    t('page.inspection.step.assign'),
  ]
  return labels.map((label, index) => ({ label, done: index < current, current: index === current }))
}
