import type { FastifyRequest } from 'fastify'
import type { Db, Row } from '../../data/schema.ts'
import type { CycleKind } from '../../data/schema-obligation.ts'
import { findPosts, type PostName } from '../../data/task-place.ts'
import { listUnits } from '../../data/unit.ts'
import type { UnitHead } from '../../data/unit-head.ts'
import { dueOnOf } from '../../domain/assignment-row.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { ErrorPart, TablePart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { documentFields, knownDocument } from '../forms/assigning-document.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { type AssignmentDesk, type AssignmentEntry, assignmentHref } from './assignment.ts'
import { headsOfTasks, type MailedTask, togetherMailLines, unreachableLines } from './assignment-mails.ts'
import { rowsOfPage } from './assignment-page.ts'
import { excerpt } from './conclusion-text.ts'
import { deadlineWarning } from './draft-fields.ts'
import { stepsOf } from './inspection-draft.ts'
import type { SplitPart } from './inspection-split.ts'
import { longDate, type Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'assignment/check': {
      title: string
      lead: string
      trail: { label: string; href?: string }[]
      steps: SplitPart['steps']
      warnings: string[]
      table: TablePart
      mails: string[]
      /** Null where nothing is chosen (any longer): then `errors` say why it was refused. */
      form: FormPart | null
      errors: ErrorPart[]
    }
  }
}

export interface AssignmentCheckInput {
  form?: Form
  fileId: string | null
  failure?: Failure
}

const longestText = 160

/** Everything that is chosen once more: who does what by when, what deserves a second look, who gets a mail. */
export async function assignmentCheckPage(
  db: Db,
  request: FastifyRequest,
  desk: AssignmentDesk,
  input: AssignmentCheckInput,
): Promise<FormPage & { view: 'assignment/check' }> {
  const { t } = request
  const { inspection, words } = desk
  const chosen = desk.entries.filter(entry => entry.row.chosen)
  const tasks = chosen.map(({ row }) => ({ leadUnitId: row.leadUnitId, coUnitIds: row.coUnitIds }))
  const heads = await headsOfTasks(db, tasks, words)
  const units = new Map((await listUnits(db)).map(unit => [unit.id, unit]))
  const posts = await findPosts(
    db,
    chosen.flatMap(({ row }) => row.officerId || []),
  )
  const title = t('page.assignment.check.title')
  return {
    view: 'assignment/check',
    options: { title, nav: 'inspections' },
    data: {
      title,
      lead: t('page.assignment.check.lead'),
      trail: [
        { label: inspection.title, href: `/inspections/${inspection.id}` },
        { label: t('page.assignment.title'), href: assignmentHref(inspection.id) },
        { label: title },
      ],
      steps: stepsOf(t, 2),
      warnings: warningsOf(chosen, tasks, heads, units, words),
      table: tableOf(desk, chosen, { units, posts }),
      mails: togetherMailLines(tasks, heads, words),
      errors: chosen.length > 0 ? [] : (input.failure?.summary ?? []),
      form: chosen.length > 0 ? await issueForm(db, request, desk, chosen, input) : null,
    },
  }
}

type Units = ReadonlyMap<string, Row<'unit'>>

function tableOf(
  { inspection, words, entries }: AssignmentDesk,
  chosen: readonly AssignmentEntry[],
  { units, posts }: { units: Units; posts: ReadonlyMap<string, PostName> },
): TablePart {
  const { t } = words
  const size = rowsOfPage(units.size)
  const nameOf = (id: string) => units.get(id)?.name ?? ''
  return {
    id: 'assignment',
    caption: t('page.assignment.check.title'),
    columns: [
      { label: t('page.recommendation.column.task'), card: 'title' },
      { label: t('field.leadUnitId') },
      { label: t('field.dueOn'), kind: 'date' },
      { label: t('ui.answers.change'), kind: 'act' },
    ],
    rows: chosen.map(entry => {
      const { row, recommendation } = entry
      const { ordinal } = recommendation
      const page = Math.floor(entries.indexOf(entry) / size) + 1
      const co = row.coUnitIds.filter(Boolean).map(nameOf).join(', ')
      const with_ = co ? t('page.assignment.check.co', { units: co }) : ''
      const officer = posts.get(row.officerId)?.person_name ?? ''
      return {
        id: String(ordinal),
        cells: [
          { text: `${ordinal}. ${row.title}`, sub: excerpt(row.criterion, longestText) },
          { text: nameOf(row.leadUnitId), sub: [officer, with_].filter(Boolean).join(' · ') },
          { text: row.cycle ? t(`cycle.${row.cycle as CycleKind}`) : longDate(dueOnOf(row), words) },
          {
            acts: [
              {
                label: t('ui.answers.change'),
                href: `${assignmentHref(inspection.id, page)}#row-${ordinal}`,
                kind: 'text',
                attrs: { 'aria-label': `${t('ui.answers.change')} ${ordinal}` },
              },
            ],
          },
        ],
      }
    }),
    empty: {
      icon: 'task',
      fact: t('page.assignment.check.none'),
      next: t('page.assignment.check.none.next'),
    },
  }
}

/** What the person should know and may ignore: once for each deadline and each unit. */
function warningsOf(
  chosen: readonly AssignmentEntry[],
  tasks: readonly MailedTask[],
  heads: readonly UnitHead[],
  units: Units,
  words: Words,
): string[] {
  const { t } = words
  const byDay = Map.groupBy(chosen, ({ row }) => dueOnOf(row) ?? '')
  const dated = [...byDay].flatMap(([day, entries]) => {
    const text = day ? deadlineWarning(day, words) : undefined
    const ordinals = entries.map(entry => entry.recommendation.ordinal).join(', ')
    return text ? [t('page.assignment.row_says', { ordinal: ordinals, text })] : []
  })
  const ids = new Set(tasks.flatMap(task => [task.leadUnitId, ...task.coUnitIds]))
  const named = [...ids].flatMap(id => units.get(id) ?? [])
  return [...dated, ...unreachableLines(named, heads, words)]
}

async function issueForm(
  db: Db,
  request: FastifyRequest,
  { inspection, words, onBehalf, version }: AssignmentDesk,
  chosen: readonly AssignmentEntry[],
  { form, fileId, failure }: AssignmentCheckInput,
): Promise<FormPart> {
  const { t } = words
  const errors = failure?.errors ?? {}
  const names = documentFields(onBehalf)
  const organisationId = inspection.organisation_id
  const known = await knownDocument(db, request, { organisationId, words, onBehalf }, fileId)
  const fields = fill<FieldDescriptor>(known, form?.typed ?? {}, errors)
  return {
    id: 'assignment-form',
    action: `${assignmentHref(inspection.id)}/check`,
    actId: actIdFor(form),
    version,
    groups: [
      onBehalf
        ? { legendKey: 'page.act.behalf', hintKey: 'page.act.behalf.hint', fields }
        : { legendKey: 'page.assignment.document', hintKey: 'page.assignment.document.hint', fields },
    ],
    hidden: {
      ordinals: chosen.map(entry => entry.recommendation.ordinal).join(' '),
      ...(fileId ? { [names.fileId]: fileId } : {}),
    },
    submit: t('page.assignment.issue', { count: chosen.length }),
    submitIcon: 'send',
    others: [{ label: t('page.assignment.draft_only'), kind: 'line', name: 'step', value: 'draft' }],
    cancel: { label: t('page.assignment.back'), href: assignmentHref(inspection.id) },
    errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
  }
}
