import type { UnitToUrge } from '../../domain/reminder-letter.ts'
import { formatDate } from '../../i18n/format.ts'
import { isPlainDate, type PlainDate } from '../../lib/plain-date.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Words } from '../pages/words.ts'
import { signerFields, withChoices } from './document-setting.ts'
import type { Form, Typed } from './form.ts'

/** What is chosen of a letter; the address of the page carries it, since nothing is stored. */
export const letterFields: readonly FieldDescriptor[] = [
  { name: 'asOf', kind: 'date', labelKey: 'field.as_of_figures', required: true, width: 'm' },
  { name: 'units', kind: 'checks', labelKey: 'field.letter_units', required: true },
  { name: 'completeOn', kind: 'date', labelKey: 'field.complete_on', required: true, width: 'm' },
  {
    name: 'round',
    kind: 'number',
    labelKey: 'field.letter_round',
    hintKey: 'hint.letter_round',
    min: 1,
    max: 20,
    required: true,
    width: 's',
  },
  {
    name: 'addressees',
    kind: 'text',
    rows: 3,
    labelKey: 'field.letter_addressees',
    hintKey: 'hint.letter_addressees',
  },
  ...signerFields,
  { name: 'shown', kind: 'hidden', value: '1' },
]

/** The fields with the units of the day to tick; `closedOn`: the last day on which figures were closed. */
export function letterChoices(
  words: Pick<Words, 't'>,
  units: readonly UnitToUrge[],
  closedOn: PlainDate,
): FieldDescriptor[] {
  const { t } = words
  return withChoices(t, letterFields).map(field => {
    if (field.name === 'asOf') {
      return { ...field, quickPicks: [{ label: t('page.letter.cut_off'), value: formatDate(closedOn) }] }
    }
    if (field.name !== 'units') return field
    const options = units.map(({ id, name, late, dueSoon }) => {
      return { value: id, label: name, hint: t('page.letter.unit', { late, soon: dueSoon }) }
    })
    return { ...field, options }
  })
}

/** What is wrong with a letter's choice, as keys by field; empty when it can be written. */
export function letterErrors(form: Form, today: PlainDate, units: readonly UnitToUrge[]) {
  const errors: Record<string, string> = {}
  const asOf = form.date('asOf')
  if (!asOf) errors.asOf = 'error.required.asOf'
  else if (!isPlainDate(asOf)) errors.asOf = 'error.not_a_date'
  else if (asOf > today) errors.asOf = 'error.as_of_to_come'
  const chosen = form.list('units').filter(id => units.some(unit => unit.id === id))
  if (chosen.length === 0) errors.units = 'error.required.letter_units'
  const completeOn = form.date('completeOn')
  if (!completeOn) errors.completeOn = 'error.required.completeOn'
  else if (!isPlainDate(completeOn)) errors.completeOn = 'error.not_a_date'
  else if (asOf && completeOn <= asOf) errors.completeOn = 'error.complete_on'
  const round = form.number('round')
  if (!Number.isInteger(round) || round < 1 || round > 20) errors.round = 'error.letter_round'
  return errors
}

/** The query of the same letter as a file. */
export function letterQuery(typed: Typed): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(typed))
    for (const one of [value].flat()) if (one !== '') query.append(name, one)
  return query.toString()
}
