import type { Row } from '../data/schema.ts'
import type { SummaryLevel, SummaryNumbers, SummaryPlace } from '../data/schema-figure.ts'
import type { StatusImage } from '../data/status-image.ts'
import { markedLevels, markKeys } from '../data/status-mark.ts'
import { placeKey, type SummaryChange } from '../data/status-summary.ts'

type MarkRow = Row<'status_mark'>

/** What one task adds to each of its places; nothing where it is not counted. */
function numbersOf({ counted, late_original, receipt }: StatusImage): Partial<SummaryNumbers> {
  if (counted === '') return {}
  const isCycle = counted.startsWith('cycles_')
  const isApart = isCycle || ['suspended', 'not_implemented', 'withdrawn'].includes(counted)
  return {
    [counted]: 1,
    ...(isCycle ? {} : { tasks: 1 }),
    ...(late_original === 1 && counted.startsWith('done') ? { done_late_original: 1 } : {}),
    ...(late_original === 1 && counted.startsWith('reported') ? { reported_late_original: 1 } : {}),
    ...(receipt === 'in_time' && !isApart ? { received_in_time: 1 } : {}),
    ...(receipt === 'late' && !isApart ? { received_late: 1 } : {}),
  }
}

function placesOf(image: StatusImage): SummaryPlace[] {
  const { organisation_id, committee_id, inspection_id, recommendation_id, theme, unit_id } = image
  const place = (level: SummaryLevel, key: string, within = '') => ({
    organisation_id,
    committee_id,
    level,
    inspection_id: within,
    key,
  })
  return [
    place('all', ''),
    place('unit', unit_id),
    place('inspection', inspection_id),
    place('theme', theme),
    place('unit', unit_id, inspection_id),
    place('recommendation', recommendation_id, inspection_id),
  ]
}

export function sameImage(a: StatusImage, b: StatusImage | undefined): boolean {
  return b !== undefined && (Object.keys(a) as (keyof StatusImage)[]).every(name => a[name] === b[name])
}

/** What the places of tasks that are counted otherwise gain and lose. */
export function sumChanges(gone: StatusImage[], come: StatusImage[]): SummaryChange[] {
  const changes = new Map<string, SummaryChange>()
  const add = (image: StatusImage, sign: 1 | -1) => {
    const numbers = Object.entries(numbersOf(image)) as [keyof SummaryNumbers, number][]
    for (const place of placesOf(image)) {
      const key = placeKey(place)
      const change: SummaryChange = changes.get(key) ?? place
      changes.set(key, change)
      for (const [name, count] of numbers) change[name] = (change[name] ?? 0) + sign * count
    }
  }
  for (const image of gone) add(image, -1)
  for (const image of come) add(image, 1)
  return [...changes.values()]
}

/** What they change of the marks counted ahead: of those days before which one of their dates lies. */
export function sumMarks(gone: StatusImage[], come: StatusImage[], days: string[]): MarkRow[] {
  const signed = [
    ...gone.map(image => ({ image, sign: -1 })),
    ...come.map(image => ({ image, sign: 1 })),
  ].filter(({ image }) => image.marked === 1)
  const marks = new Map<string, MarkRow>()
  for (const before_on of days) {
    for (const { image, sign } of signed) {
      const before = (date: string) => (date < before_on ? sign : 0)
      for (const level of markedLevels) {
        const column = markKeys[level]
        const { organisation_id, committee_id } = image
        const place = { organisation_id, committee_id, level, key: column ? image[column] : '', before_on }
        const id = Object.values(place).join('\n')
        const mark = marks.get(id) ?? { ...place, due: 0, original: 0, fresh: 0, issued: 0 }
        marks.set(id, mark)
        mark.due += before(image.due_on)
        mark.original += before(image.original_due_on)
        mark.fresh += before(image.fresh_on)
        mark.issued += before(image.issued_on)
      }
    }
  }
  return [...marks.values()]
}
