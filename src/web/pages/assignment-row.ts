import { dueOnOf } from '../../domain/assignment-row.ts'
import type { UnitMatch } from '../../domain/unit-match.ts'
import { formatDate } from '../../i18n/format.ts'
import { isPlainDate } from '../../lib/plain-date.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import type { ButtonPart } from '../../render/parts.ts'
import { rowFields } from '../forms/assignment.ts'
import { dateValue, deadlinePicks } from '../forms/date-picks.ts'
import { mostCoUnits } from '../forms/draft.ts'
import { cycleOptions } from '../forms/obligation-act.ts'
import type { AssignmentEntry } from './assignment.ts'
import { recommendationsOfPage } from './conclusion-page.ts'
import { excerpt } from './conclusion-text.ts'
import { deadlineWarning } from './draft-fields.ts'
import type { Words } from './words.ts'

/** A recommendation with the fields of the task that is to be made of it. */
export interface AssignmentRowPart {
  ordinal: number
  chosen: boolean
  kind: string
  quote: string
  href: string
  what: FieldDescriptor[]
  who: FieldDescriptor[]
  add: ButtonPart | null
}

export interface RowChoices {
  units: FieldOption[]
  /** Officers by lead unit; a unit without any has no field. */
  officers: ReadonlyMap<string, FieldOption[]>
}

const longestQuote = 320

export function assignmentRowPart(
  entry: AssignmentEntry,
  choices: RowChoices,
  errors: Readonly<Record<string, string>>,
  words: Words,
): AssignmentRowPart {
  const { recommendation, row } = entry
  const { ordinal } = recommendation
  const officers = choices.officers.get(row.leadUnitId) ?? []
  const fields = rowFields(ordinal, row.coUnitIds.length, recommendation.kind === 'standing')
    .map(field => ({ ...filled(field, entry, choices, words), error: errors[field.name] }))
    .filter(field => officers.length > 0 || !field.name.endsWith('.officerId'))
  const isWhat = (field: FieldDescriptor) => field.kind === 'text'
  return {
    ordinal,
    chosen: row.chosen,
    kind: words.t(`kind.${recommendation.kind}`),
    quote: excerpt(recommendation.quote, longestQuote),
    href: `/inspections/${recommendation.inspection_id}?page=${Math.ceil(ordinal / recommendationsOfPage)}#span-${ordinal}`,
    what: fields.filter(isWhat),
    who: fields.filter(field => !isWhat(field)),
    add:
      row.coUnitIds.length < mostCoUnits
        ? {
            label: words.t('page.draft.add_co_unit'),
            icon: 'plus',
            small: true,
            kind: 'text',
            name: 'step',
            value: `add:${ordinal}`,
          }
        : null,
  }
}

function filled(
  field: FieldDescriptor,
  entry: AssignmentEntry,
  { units, officers }: RowChoices,
  words: Words,
): FieldDescriptor {
  const { row } = entry
  const name = field.name.split('.')[2] ?? ''
  if (name === 'title' || name === 'criterion') return { ...field, value: row[name] }
  if (name === 'leadUnitId') return leadField(field, entry, units, words)
  if (name === 'officerId')
    return { ...field, value: row.officerId, options: officers.get(row.leadUnitId) ?? [] }
  if (name === 'cycle') return { ...field, value: row.cycle, options: cycleOptions(words) }
  if (name === 'dueOn') return dueField(field, entry, words)
  return { ...field, value: row.coUnitIds[Number(field.name.split('.')[3])] ?? '', options: units }
}

/** The likeliest units stand first; nothing is chosen where the name fits several. */
function leadField(
  field: FieldDescriptor,
  { row, lead, proposal }: AssignmentEntry,
  units: FieldOption[],
  { t }: Words,
): FieldDescriptor {
  const name = proposal.addressees[0]
  const asked = lead.kind === 'ask' ? lead.candidates : []
  const first = asked.flatMap(id => units.filter(unit => unit.value === id))
  const options = [...first, ...units.filter(unit => !asked.includes(unit.value))]
  const shown = { ...field, value: row.leadUnitId, options }
  if (!name) return shown
  if (lead.kind === 'ask' && row.leadUnitId === '')
    return { ...shown, warning: t('page.assignment.lead.ask', { name }) }
  return { ...shown, hint: t(hintKeys[lead.kind], { name }) }
}

const hintKeys = {
  unit: 'page.assignment.lead.read',
  ask: 'page.assignment.lead.read',
  group: 'page.assignment.lead.group',
  unknown: 'page.assignment.lead.unknown',
} as const satisfies Record<UnitMatch['kind'], string>

function dueField(
  field: FieldDescriptor,
  { row, recommendation, proposal }: AssignmentEntry,
  words: Words,
): FieldDescriptor {
  const { t, today } = words
  const value = isPlainDate(row.dueOn) ? formatDate(row.dueOn) : row.dueOn
  const warning = dueOnOf(row) ? deadlineWarning(value, words) : undefined
  const values = { words: proposal.dueText }
  const standing = recommendation.kind === 'standing'
  const hint = standing
    ? t(proposal.dueText ? 'page.assignment.due.cycle' : 'page.assignment.due.standing', values)
    : proposal.dueText && t('page.assignment.due.read', values)
  return {
    ...field,
    ...dateValue(value, words, false),
    quickPicks: deadlinePicks(today, words, [10]).slice(0, 2),
    ...(hint ? { hint } : {}),
    ...(warning ? { warning } : {}),
  }
}
