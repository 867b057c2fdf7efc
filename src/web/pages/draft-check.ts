import { findFile } from '../../data/file.ts'
import type { TaskFacts } from '../../data/task.ts'
import { findTaskPlace } from '../../data/task-place.ts'
import { listUnitHeads, type UnitHead } from '../../data/unit-head.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { AnswerPart, QuotePart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { behalfFields, knownBehalf } from '../forms/on-behalf.ts'
import type { TaskFormPage } from '../forms/task-act.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import { helpersOf } from '../plugins/views.ts'
import { excerpt } from './conclusion-text.ts'
import { deadlineWarning } from './draft-fields.ts'
import { mailLines, unitIdsOf } from './draft-mails.ts'
import { longDate, type Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'draft/check': {
      title: string
      lead: string
      trail: { label: string; href?: string }[]
      quote: QuotePart
      rows: AnswerPart[]
      warnings: string[]
      mails: string[]
      form: FormPart
    }
  }
}

export interface CheckInput {
  onBehalf: boolean
  form?: Form
  behalfFileId: string | null
  failure?: Failure
}

/** The answers once more before the task is issued: who is told, what deserves a second look. */
export async function draftCheckPage(
  page: TaskFormPage,
  input: CheckInput,
): Promise<FormPage & { view: 'draft/check' }> {
  const { facts, words, parts } = page
  const { t } = words
  const db = parts.database.reader
  const place = await findTaskPlace(db, facts.task)
  const heads = await listUnitHeads(db, words.today, unitIdsOf(facts))
  const title = t('page.draft.check', { code: facts.task.code })
  const verifier = facts.task.verifier_id ? place.posts.get(facts.task.verifier_id) : undefined
  return {
    view: 'draft/check',
    options: { title, nav: 'inspections' },
    data: {
      title,
      lead: t('page.draft.check.lead'),
      trail: [
        { label: place.inspection.title, href: `/inspections/${place.inspection.id}` },
        {
          label: t('page.recommendation.title', { ordinal: place.recommendation.ordinal }),
          href: `/recommendations/${place.recommendation.id}`,
        },
        { label: title },
      ],
      quote: { text: excerpt(place.recommendation.quote, 1_500), small: true },
      rows: await rowsOf(page, verifier ? `${verifier.person_name}, ${verifier.title}` : ''),
      warnings: warningsOf(facts, heads, words),
      mails: mailLines(facts, heads, words),
      form: await issueForm(page, input),
    },
  }
}

async function rowsOf({ facts, words, parts }: TaskFormPage, verifier: string): Promise<AnswerPart[]> {
  const { t } = words
  const { task, co_units } = facts
  const change = (field: string) => `${taskActHref(task.id, 'prepare')}#f-${field}`
  const file = task.document_file_id
    ? await findFile(parts.database.reader, task.document_file_id)
    : undefined
  const on = task.document_on ? t('page.inspection.document_on', { date: formatDate(task.document_on) }) : ''
  const document = [[task.document_no, on].filter(Boolean).join(' '), file?.name].filter(Boolean).join('\n')
  const parties = co_units.map(part => {
    const due = part.due_on ? t('page.recommendation.due', { date: formatDate(part.due_on) }) : ''
    return [part.unit_name, [part.deliverable, due].filter(Boolean).join(', ')].filter(Boolean).join(': ')
  })
  const none = t('page.draft.none')
  return [
    { label: t('field.title'), value: task.title, changeHref: change('title') },
    { label: t('field.criterion'), value: task.criterion, changeHref: change('criterion') },
    { label: t('field.leadUnitId'), value: facts.lead_unit_name, changeHref: change('leadUnitId') },
    { label: t('page.draft.co_units'), value: parties.join('\n') || none, changeHref: change('co-units') },
    {
      label: t('field.dueOn'),
      value: task.due_on ? longDate(task.due_on, words) : none,
      changeHref: change('dueOn'),
    },
    { label: t('field.assigningNo'), value: document || none, changeHref: change('documentNo') },
    {
      label: t('field.verifierId'),
      value: verifier || t('field.verifierId.any'),
      changeHref: change('verifierId'),
    },
  ]
}

/** What the person should know and may ignore. */
function warningsOf(facts: TaskFacts, heads: UnitHead[], words: Words): string[] {
  const { t } = words
  const { task } = facts
  const due = task.due_on ? deadlineWarning(task.due_on, words) : undefined
  const units = [
    { id: task.lead_unit_id, name: facts.lead_unit_name },
    ...facts.co_units.map(part => ({ id: part.unit_id, name: part.unit_name })),
  ]
  const vacant = units.filter(unit => !heads.some(head => head.unit_id === unit.id))
  const silent = heads.filter(head => !head.email)
  return [
    ...(due ? [due] : []),
    ...vacant.map(unit => t('page.draft.warn.no_head', { unit: unit.name })),
    ...silent.map(head => t('page.draft.warn.no_email', { name: head.person_name })),
    ...(facts.pending_refusal && facts.pending_refusal.unit_id === task.lead_unit_id
      ? [t('page.draft.warn.refused', { unit: facts.lead_unit_name })]
      : []),
  ]
}

async function issueForm(page: TaskFormPage, input: CheckInput): Promise<FormPart> {
  const { facts, words, request } = page
  const { t } = words
  const errors = input.failure?.errors ?? {}
  const h = helpersOf(request)
  const values = input.form?.typed ?? {
    behalfDocumentNo: facts.task.document_no,
    behalfDocumentOn: facts.task.document_on ? formatDate(facts.task.document_on) : '',
  }
  const known = input.onBehalf ? await knownBehalf(page, input.behalfFileId, h) : []
  const fields = fill<FieldDescriptor>(known, values, errors)
  return {
    id: 'issue-form',
    action: taskActHref(facts.task.id, 'issue'),
    actId: actIdFor(input.form),
    version: facts.task.version,
    ...(input.onBehalf
      ? { groups: [{ legendKey: 'page.act.behalf', hintKey: 'page.act.behalf.hint', fields }] }
      : { groups: [] }),
    hidden: input.behalfFileId ? { behalfFileId: input.behalfFileId } : {},
    submit: t('page.draft.issue'),
    submitIcon: 'send',
    cancel: { label: t('page.draft.later'), href: `/recommendations/${facts.task.recommendation_id}` },
    errors: [...(input.failure?.summary ?? []), ...strayErrors(input.onBehalf ? behalfFields : [], errors)],
  }
}
