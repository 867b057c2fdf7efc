import type { FastifyRequest } from 'fastify'
import type { ChoiceStep } from '../../domain/choice-step.ts'
import type { Pick } from '../../domain/conclusion-choice.ts'
import type { InspectionInput } from '../../domain/inspection.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Form } from './form.ts'
import { acceptedConclusions } from './upload.ts'

/** Step 1: the document or its text; what it says of itself is read from it and looked over in step 2. */
export const conclusionFields = [
  { name: 'organisationId', kind: 'select', labelKey: 'field.organisationId', required: true, width: 'l' },
  {
    name: 'conclusionFile',
    kind: 'file',
    labelKey: 'field.conclusionFile',
    hintKey: 'hint.conclusionFile',
    accept: acceptedConclusions,
    // One of the two is needed: neither is optional by itself.
    required: true,
  },
  {
    name: 'conclusion',
    kind: 'text',
    labelKey: 'field.conclusion',
    hintKey: 'hint.conclusion',
    required: true,
    rows: 12,
    spellcheck: false,
  },
] as const satisfies FieldDescriptor[]

/** Step 2: the facts of the inspection; names are those of the verb's input. */
export const factFields = [
  { name: 'title', kind: 'line', labelKey: 'field.inspectionTitle', required: true },
  { name: 'body', kind: 'line', labelKey: 'field.body', required: true },
  { name: 'heldOn', kind: 'date', labelKey: 'field.heldOn', required: true },
  {
    name: 'number',
    kind: 'line',
    labelKey: 'field.inspectionNumber',
    hintKey: 'hint.inspectionNumber',
    width: 'm',
  },
  { name: 'documentNo', kind: 'line', labelKey: 'field.conclusionNo', width: 'm' },
  { name: 'documentOn', kind: 'date', labelKey: 'field.conclusionOn' },
  { name: 'teamLead', kind: 'line', labelKey: 'field.teamLead' },
  { name: 'inspectedUnitId', kind: 'select', labelKey: 'field.inspectedUnitId', emptyKey: 'ui.choose' },
  {
    name: 'committeeId',
    kind: 'select',
    labelKey: 'field.committeeId',
    emptyKey: 'page.inspection.no_committee',
  },
] as const satisfies FieldDescriptor[]

/**
 * What the page of sentences sends: of every choice it showed `item` (its span, "12-80"), `kind` and `summary` in the
 * same order; of what is ticked `tick`; of sentences that were ticked at some time `seen`; of what repeats an earlier
 * recommendation `repeat` ("12-80:<its id>"); and which button was pressed.
 */
export const pickFields = [
  { name: 'item', kind: 'checks' },
  { name: 'kind', kind: 'checks' },
  { name: 'summary', kind: 'checks' },
  { name: 'tick', kind: 'checks' },
  { name: 'seen', kind: 'checks' },
  { name: 'repeat', kind: 'checks' },
  { name: 'step', kind: 'hidden' },
] as const satisfies FieldDescriptor[]

export type FactValues = Record<(typeof factFields)[number]['name'], string>

/** The facts as typed, to be kept until they are right. */
export function typedFacts(form: Form): FactValues {
  const entries = factFields.map(({ name }) => [name, form.line(name)])
  return Object.fromEntries(entries) as FactValues
}

export function factsOf(
  form: Form,
): Omit<InspectionInput, 'organisationId' | 'conclusion' | 'recommendations'> {
  return {
    title: form.line('title'),
    body: form.line('body'),
    number: form.line('number'),
    documentNo: form.line('documentNo'),
    teamLead: form.line('teamLead'),
    heldOn: form.date('heldOn'),
    documentOn: form.date('documentOn'),
    inspectedUnitId: form.id('inspectedUnitId'),
    committeeId: form.id('committeeId'),
  }
}

/** What the page said of each choice it showed, and the sentences that were ticked beside them. */
export function picksOf(form: Form): Pick[] {
  const ticked = new Set(form.list('tick'))
  const [kinds, summaries] = [many(form, 'kind'), many(form, 'summary')]
  const repeats = new Map(form.list('repeat').map(text => text.split(':', 2) as [string, string]))
  const shown = many(form, 'item').map((span, index) => ({
    ...spanOf(span),
    ticked: ticked.delete(span),
    kind: kinds[index] ?? '',
    summary: (summaries[index] ?? '').replace(/\s+/g, ' ').trim(),
    repeatsId: repeats.get(span) || null,
  }))
  const gone = form.list('seen').filter(span => !ticked.has(span) && !many(form, 'item').includes(span))
  const beside = [
    ...[...ticked].map(span => [span, true] as const),
    ...gone.map(span => [span, false] as const),
  ]
  return [...shown, ...beside.map(([span, isTicked]) => ({ ...spanOf(span), ticked: isTicked }))]
}

/** The correction that the pressed button asked for: "merge:12", "split:12:40,60", "add:12-80", "extent:12:12-60". */
export function choiceStepOf(form: Form): ChoiceStep | undefined {
  const [act, first = '', second = ''] = form.line('step').split(':')
  const whole = /^\d{1,8}$/.test(first) ? Number(first) : Number.NaN
  switch (act) {
    case 'merge':
      return { act, start: whole }
    case 'split':
      return { act, start: whole, at: second.split(',', mostCuts).map(place => spanOf(`${place}-0`).start) }
    case 'add':
      return { act, ...spanOf(first) }
    case 'extent':
      return { act, of: whole, span: spanOf(second) }
    default:
      return undefined
  }
}

const mostCuts = 50

/** As typed, empty ones included, so that the lists stay side by side. */
function many(form: Form, name: string): string[] {
  return [form.typed[name] ?? []].flat()
}

/** "12-80"; what is none is refused by the verb. */
function spanOf(text: string): { start: number; end: number } {
  const found = /^(\d{1,8})-(\d{1,8})$/.exec(text)
  return { start: Number(found?.[1] ?? Number.NaN), end: Number(found?.[2] ?? Number.NaN) }
}

/** The organisations whose inspections this secretary enters. */
export function organisationsOf(request: FastifyRequest): string[] {
  const posts = request.actor.holdings.filter(held => held.role === 'secretary')
  return [...new Set(posts.flatMap(held => [held.organisation_id, ...held.organisation_ids]))]
}
