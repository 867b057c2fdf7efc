import type { FastifyRequest } from 'fastify'
import type { Db, Row } from '../../data/schema.ts'
import { listUnits } from '../../data/unit.ts'
import { readWorkbookRows, sheetsOf } from '../../domain/workbook.ts'
import { planErrors, readingErrors } from '../../domain/workbook-check.ts'
import type { Sheet, WorkbookPlan } from '../../domain/workbook-plan.ts'
import type { WorkbookReading } from '../../domain/workbook-row.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { ErrorPart, TablePart } from '../../render/parts.ts'
import { actIdFor, type Failure } from '../forms/answer.ts'
import { type Form, strayErrors } from '../forms/form.ts'
import { typedFacts } from '../forms/inspection.ts'
import { wordsOf } from '../forms/words.ts'
import { checkFields } from '../forms/workbook.ts'
import { shownFacts } from './inspection-draft.ts'
import {
  type AskedUnit,
  columnFields,
  type LabelledField,
  placeFields,
  shortened,
  unitFields,
  unitOptions,
} from './workbook-fields.ts'
import { workbookHref, workbookSteps } from './workbook-page.ts'
import { previewTable } from './workbook-preview.ts'

declare module '../../render/views.ts' {
  interface Views {
    'workbook/check': CheckPart
  }
}

export interface CheckPart {
  steps: { label: string; done?: boolean; current?: boolean }[]
  title: string
  lead: string
  action: string
  actId: string
  version: number
  errors: ErrorPart[]
  facts: FieldDescriptor[]
  /** Which sheet and heading row, where there is a choice. */
  place: FieldDescriptor[]
  columns: LabelledField[]
  units: AskedUnit[]
  problems: { sentences: string[]; more: string }
  /** What is left out and why. */
  notes: string[]
  preview: TablePart
}

const problemsOfPage = 100

interface Shown {
  plan: WorkbookPlan
  form?: Form
  failure?: Failure
}

/** Step 2 of this person's workbook, as stored or with what was sent. */
export async function checkPage(
  db: Db,
  request: FastifyRequest,
  workbook: Row<'workbook'>,
  { plan, form, failure }: Shown,
): Promise<CheckPart> {
  const { t } = request
  const sheets = sheetsOf(workbook)
  const reading = await readWorkbookRows(db, workbook, plan, request.occasion.today)
  const found = wordedErrors(request, plan, reading)
  const errors = { ...found, ...failure?.errors }
  const values = form ? typedFacts(form) : (JSON.parse(workbook.fields) as Record<string, string>)
  const fields = [...checkFields, { name: 'rows', kind: 'hidden' as const }]
  const count = reading.recommendations.length
  const tasks = reading.recommendations.reduce((sum, one) => sum + one.tasks.length, 0)
  return {
    steps: workbookSteps(t, 1),
    title: t('page.workbook.check'),
    lead: t('page.workbook.check.lead', { name: workbook.name, count, tasks }),
    action: workbookHref(workbook.id),
    actId: actIdFor(form),
    version: workbook.version,
    errors: failure
      ? [...failure.summary, ...strayErrors(fields, errors), ...rowErrors(errors, reading)]
      : [],
    facts: await shownFacts(db, values, failure?.errors ?? {}),
    place: placeFields(request, sheets, plan),
    columns: columnFields(request, sheets, plan, errors),
    units: unitFields(request, reading, await unitOptions(db, request), failure !== undefined),
    problems: problemsPart(request, sheets, plan, reading),
    notes: notesOf(request, sheets, plan, reading),
    preview: previewTable(t, reading, new Map((await listUnits(db)).map(unit => [unit.id, unit.name]))),
  }
}

/** What stands in the way is worked out anew for what is shown, whichever button was pressed. */
function wordedErrors({ t }: FastifyRequest, plan: WorkbookPlan, reading: WorkbookReading) {
  const all = { ...readingErrors(reading), ...planErrors(plan) }
  return Object.fromEntries(Object.entries(all).map(([name, key]) => [name, wordsOf(t, key)]))
}

/** The sentence about the rows leads to their list, where there is one. */
function rowErrors(errors: Readonly<Record<string, string>>, { problems }: WorkbookReading): ErrorPart[] {
  if (!errors.rows) return []
  return [problems.length > 0 ? { name: 'rows', text: errors.rows } : { text: errors.rows }]
}

function problemsPart(
  { t }: FastifyRequest,
  sheets: Sheet[],
  plan: WorkbookPlan,
  { problems }: WorkbookReading,
): CheckPart['problems'] {
  const sentences = problems.slice(0, problemsOfPage).map(({ row, column, error }) => {
    const text = wordsOf(t, error)
    const heading = sheets[plan.sheet]?.rows[plan.heading]?.[column]?.replace(/\s+/g, ' ')
    return heading
      ? t('page.workbook.problem', { row, column: shortened(heading, 60), text })
      : t('page.workbook.problem.row', { row, text })
  })
  const more = problems.length - sentences.length
  return { sentences, more: more > 0 ? t('page.workbook.problem.more', { count: more }) : '' }
}

function notesOf(
  { t, occasion }: FastifyRequest,
  sheets: Sheet[],
  plan: WorkbookPlan,
  { undated, recommendations }: WorkbookReading,
): string[] {
  const heading = sheets[plan.sheet]?.rows[plan.heading] ?? []
  const left = heading.filter((words, index) => words !== '' && plan.columns[index] === 'skip')
  const names = left.map(words => shortened(words.replace(/\s+/g, ' '), 40)).join(', ')
  const past = recommendations
    .flatMap(one => one.tasks)
    .filter(task => task.dueOn !== '' && task.dueOn < occasion.today)
    .map(task => task.row)
  return [
    ...(left.length > 0 ? [t('page.workbook.left_out', { names })] : []),
    ...(undated.length > 0 ? [t('page.workbook.undated', rowsSaid(undated))] : []),
    ...(past.length > 0 ? [t('page.workbook.past', rowsSaid(past))] : []),
    t('page.workbook.nothing_issued'),
  ]
}

/** How many rows, and the first of them by number. */
function rowsSaid(rows: number[]): { count: number; rows: string } {
  const named = rows.slice(0, 20).join(', ')
  return { count: rows.length, rows: rows.length > 20 ? `${named}…` : named }
}
