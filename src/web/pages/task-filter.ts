import type { InspectionChoice, UnitChoice } from '../../data/task-choice.ts'
import { formatDate } from '../../i18n/format.ts'
import { parseDateInput } from '../../lib/plain-date.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import { classChoices, classSums, cycleChoices, stateChoices, type TaskChoice } from './task-query.ts'
import type { Words } from './words.ts'

export interface FilterBar {
  id: string
  label: string
  action: string
  fields: FieldDescriptor[]
  hidden: Record<string, string>
  resetHref: string
}

export interface FilterChoices {
  units: UnitChoice[]
  inspections: InspectionChoice[]
  mayHavePart: boolean
}

/** The filters as a form whose answer is an address. */
export function taskFilterBar(choice: TaskChoice, choices: FilterChoices, words: Words): FilterBar {
  const hidden: Record<string, string> = {
    ...(choice.sort === 'due' ? {} : { sort: choice.sort }),
    ...(choice.descending ? { order: 'desc' } : {}),
    ...(choice.recommendation ? { recommendation: choice.recommendation } : {}),
  }
  return {
    id: 'task-filter',
    label: words.t('page.tasks.filter'),
    action: '/tasks',
    fields: fieldsOf(choice, choices, words),
    hidden,
    resetHref: '/tasks',
  }
}

function fieldsOf(
  choice: TaskChoice,
  { units, inspections, mayHavePart }: FilterChoices,
  words: Words,
): FieldDescriptor[] {
  const { t } = words
  return [
    { name: 'q', kind: 'line', labelKey: 'page.tasks.text', value: choice.text },
    {
      ...select(
        'state',
        'page.tasks.state',
        choice.state === 'open' ? '' : choice.state,
        stateOptions(words),
      ),
      // Without a class the list leaves out what is closed, and says so.
      emptyKey: choice.taskClass === '' && choice.cycle === '' ? 'page.tasks.state.open' : 'page.tasks.any',
    },
    select('class', 'page.tasks.class', choice.taskClass, classOptions(choice, words)),
    select('cycle', 'page.tasks.cycle', choice.cycle, cycleOptions(words)),
    ...(units.length > 1 ? [select('unit', 'page.tasks.unit', choice.unit, unitOptions(units))] : []),
    ...(inspections.length > 1
      ? [select('inspection', 'page.tasks.inspection', choice.inspection, inspectionOptions(inspections, t))]
      : []),
    dateField('from', 'page.tasks.from', choice.from, t),
    dateField('to', 'page.tasks.to', choice.to, t),
    ...(mayHavePart
      ? [{ name: 'mine', kind: 'checkbox', labelKey: 'page.tasks.mine', value: choice.mine } as const]
      : []),
  ]
}

function select(name: string, labelKey: string, value: string, options: FieldOption[]): FieldDescriptor {
  return { name, kind: 'select', labelKey, emptyKey: 'page.tasks.any', value, options }
}

function stateOptions({ t }: Words): FieldOption[] {
  return [
    { value: 'all', label: t('page.tasks.state.all') },
    ...stateChoices.map(state => ({ value: state, label: t(`state.${state}`) })),
  ]
}

function classOptions({ taskClass }: TaskChoice, { t }: Words): FieldOption[] {
  const shown = [...classChoices, ...classSums.filter(sum => sum === taskClass)]
  return shown.map(value => ({ value, label: t(`class.${value}`) }))
}

function cycleOptions({ t }: Words): FieldOption[] {
  return cycleChoices.map(value => ({ value, label: t(`cycle.class.${value}`) }))
}

function unitOptions(units: UnitChoice[]): FieldOption[] {
  return units.map(unit => ({ value: unit.id, label: unit.name }))
}

function inspectionOptions(inspections: InspectionChoice[], t: Words['t']): FieldOption[] {
  return inspections.map(({ id, number, title, held_on }) => ({
    value: id,
    label: t('page.tasks.inspection.option', { number: number || title, date: formatDate(held_on) }),
  }))
}

/** What is no date filters nothing, and says so at the field. */
function dateField(name: 'from' | 'to', labelKey: string, value: string, t: Words['t']): FieldDescriptor {
  const wrong = value !== '' && parseDateInput(value) === null
  return { name, kind: 'date', labelKey, value, ...(wrong ? { error: t('error.not_a_date') } : {}) }
}
