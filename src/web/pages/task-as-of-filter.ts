import type { InspectionChoice, UnitChoice } from '../../data/task-choice.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import { type AsOfChoice, type AsOfFault, asOfClasses, keptOf } from './task-as-of-query.ts'
import type { FilterBar } from './task-filter.ts'
import type { Words } from './words.ts'

/** The day, and what narrows the list of it, as a form whose answer is an address. */
export function asOfFilterBar(
  choice: AsOfChoice,
  { units, inspections }: { units: UnitChoice[]; inspections: InspectionChoice[] },
  error: AsOfFault | null,
  { t }: Words,
): FilterBar {
  const day: FieldDescriptor = {
    name: 'as_of',
    kind: 'date',
    labelKey: 'page.tasks.as_of.field',
    value: choice.asOf ? formatDate(choice.asOf) : choice.typed,
    ...(error ? { error: t(error) } : {}),
  }
  const shown = [...new Set([...asOfClasses, ...(choice.class ? [choice.class] : [])])]
  const classes = shown.map(value => ({ value, label: t(`class.${value}`) }))
  return {
    id: 'task-filter',
    label: t('page.tasks.filter'),
    action: '/tasks',
    fields: [
      day,
      select('class', 'page.tasks.class', choice.class, classes),
      ...(units.length > 1 ? [select('unit', 'page.tasks.unit', choice.unit, units.map(unitOption))] : []),
      ...(inspections.length > 1
        ? [
            select(
              'inspection',
              'page.tasks.inspection',
              choice.inspection,
              inspections.map(inspectionOption),
            ),
          ]
        : []),
    ],
    hidden: keptOf(choice),
    resetHref: `/tasks?as_of=${choice.asOf ?? ''}`,
  }

  function inspectionOption({ id, number, title, held_on }: InspectionChoice): FieldOption {
    return {
      value: id,
      label: t('page.tasks.inspection.option', { number: number || title, date: formatDate(held_on) }),
    }
  }
}

function unitOption({ id, name }: UnitChoice): FieldOption {
  return { value: id, label: name }
}

function select(name: string, labelKey: string, value: string, options: FieldOption[]): FieldDescriptor {
  return { name, kind: 'select', labelKey, emptyKey: 'page.tasks.any', value, options }
}
