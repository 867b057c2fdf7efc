import type { FastifyRequest } from 'fastify'
import type { Db } from '../../data/schema.ts'
import { listPostOptions } from '../../data/task-place.ts'
import { findUnit } from '../../data/unit.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import type { ButtonPart, ErrorPart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { allFields } from '../forms/assignment.ts'
import { deadlinePicks } from '../forms/date-picks.ts'
import { postOption } from '../forms/task-act-fields.ts'
import { type AssignmentDesk, type AssignmentEntry, assignmentHref } from './assignment.ts'
import { type AssignmentRowPart, assignmentRowPart } from './assignment-row.ts'
import { draftChoices } from './draft-fields.ts'
import { stepsOf } from './inspection-draft.ts'
import type { SplitPart } from './inspection-split.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'assignment/form': {
      title: string
      lead: string
      trail: { label: string; href?: string }[]
      steps: SplitPart['steps']
      action: string
      actId: string
      version: number
      errors: ErrorPart[]
      all: FieldDescriptor[]
      allButtons: ButtonPart[]
      rows: AssignmentRowPart[]
      place: string
      pages: ButtonPart[]
      buttons: ButtonPart[]
      inspectionHref: string
    }
  }
}

/** HTML that the rows of one page may take, and what a row and one choice in a select take of it, in bytes. */
const roomForRows = 78_000
const rowSize = 5_200
const optionSize = 105
const selectsOfRow = 2.2
const mostRows = 15

/** Rows of one page: fewer where each holds long lists of units, so that no page is over 100 kB (UX rule 13). */
export function rowsOfPage(units: number): number {
  const row = rowSize + units * optionSize * selectsOfRow
  return Math.min(mostRows, Math.max(2, Math.floor(roomForRows / row)))
}

/** Step 3: the recommendations without a task, a part of them, each with the fields of its task. */
export async function assignmentPage(
  db: Db,
  request: FastifyRequest,
  desk: AssignmentDesk,
  { page, failure }: { page: number; failure?: Failure },
): Promise<FormPage & { view: 'assignment/form' }> {
  const { t } = request
  const { inspection, entries, words } = desk
  const { units } = await draftChoices(db, inspection.organisation_id, words)
  const size = rowsOfPage(units.length)
  const pages = Math.max(1, Math.ceil(entries.length / size))
  const errors = failure?.errors ?? {}
  const at = Math.min(pages, wrongPage(entries, errors, size) ?? page)
  const shown = entries.slice((at - 1) * size, at * size)
  const officers = await officersOf(db, shown, words)
  const chosen = entries.filter(entry => entry.row.chosen).length
  return {
    view: 'assignment/form',
    options: { title: t('page.assignment.title'), nav: 'inspections' },
    data: {
      title: t('page.assignment.title'),
      lead: t('page.assignment.lead', { count: entries.length }),
      trail: [
        { label: inspection.title, href: `/inspections/${inspection.id}` },
        { label: t('page.assignment.title') },
      ],
      steps: stepsOf(t, 2),
      action: assignmentHref(inspection.id, at),
      // What was sent is kept already, so that the next sending is another one.
      actId: actIdFor(),
      version: desk.version,
      errors: [...(failure?.summary ?? []), ...namedErrors(entries, shown, errors, words)],
      all: allFields.map(field => allField(field, words)),
      allButtons: [
        { label: t('page.assignment.all.fill'), name: 'step', value: 'fill', kind: 'line', small: true },
        {
          label: t('page.assignment.all.replace'),
          name: 'step',
          value: 'replace',
          kind: 'text',
          small: true,
        },
      ],
      rows: shown.map(entry => assignmentRowPart(entry, { units, officers }, errors, words)),
      place: pages > 1 ? t('page.split.page', { page: at, pages }) : '',
      pages: pageButtons(at, pages, words),
      buttons: [
        { label: t('page.assignment.check', { count: chosen }), name: 'step', value: 'check', kind: 'solid' },
        { label: t('page.split.save'), name: 'step', value: 'save', kind: 'line' },
      ],
      inspectionHref: `/inspections/${inspection.id}`,
    },
  }
}

function pageButtons(at: number, pages: number, { t }: Words): ButtonPart[] {
  const to = (page: number, label: string): ButtonPart => ({
    label,
    name: 'step',
    value: `page:${page}`,
    small: true,
  })
  return [
    ...(at > 1 ? [to(at - 1, t('page.assignment.previous'))] : []),
    ...(at < pages ? [to(at + 1, t('page.assignment.next'))] : []),
  ]
}

function allField(field: FieldDescriptor, words: Words): FieldDescriptor {
  if (field.kind !== 'date') return field
  return { ...field, quickPicks: deadlinePicks(words.today, words, [10, 20]) }
}

/** Officers who may be named, by the lead units that the page shows. */
async function officersOf(
  db: Db,
  shown: readonly AssignmentEntry[],
  { today }: Words,
): Promise<Map<string, FieldOption[]>> {
  const found = new Map<string, FieldOption[]>()
  for (const id of new Set(shown.map(entry => entry.row.leadUnitId))) {
    const unit = id ? await findUnit(db, id) : undefined
    const posts = unit ? await listPostOptions(db, today, { role: 'officer', unitPath: unit.path }) : []
    found.set(id, posts.map(postOption))
  }
  return found
}

const rowName = /^rows\.(\d+)\./

/** The page of the first row that is wrong. */
function wrongPage(
  entries: readonly AssignmentEntry[],
  errors: Readonly<Record<string, string>>,
  size: number,
): number | undefined {
  const wrong = new Set(Object.keys(errors).map(name => rowName.exec(name)?.[1]))
  const first = entries.findIndex(entry => wrong.has(String(entry.recommendation.ordinal)))
  return first < 0 ? undefined : Math.floor(first / size) + 1
}

/** Every sentence says of which recommendation it speaks; those of other pages are named together. */
function namedErrors(
  entries: readonly AssignmentEntry[],
  shown: readonly AssignmentEntry[],
  errors: Readonly<Record<string, string>>,
  { t }: Words,
): ErrorPart[] {
  const ordinalOf = (name: string) => rowName.exec(name)?.[1] ?? ''
  const byRow = Map.groupBy(Object.entries(errors), ([name]) => ordinalOf(name))
  const here = new Set(shown.map(entry => String(entry.recommendation.ordinal)))
  const wrong = entries
    .map(entry => String(entry.recommendation.ordinal))
    .filter(ordinal => byRow.has(ordinal))
  const elsewhere = wrong.filter(ordinal => !here.has(ordinal))
  return [
    ...(byRow.get('') ?? []).map(([, text]) => ({ text })),
    ...wrong
      .filter(ordinal => here.has(ordinal))
      .flatMap(ordinal => byRow.get(ordinal)?.map(one => ({ ordinal, one })) ?? [])
      .map(({ ordinal, one: [name, text] }) => ({
        name,
        text: t('page.assignment.row_says', { ordinal, text }),
      })),
    ...(elsewhere.length > 0
      ? [{ text: t('page.assignment.elsewhere', { ordinals: elsewhere.join(', ') }) }]
      : []),
  ]
}
