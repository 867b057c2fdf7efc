import type { FastifyRequest } from 'fastify'
import { findFileFor } from '../../data/file.ts'
import type { RecommendationOfInspection } from '../../data/recommendation.ts'
import type { Db } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import { findPosts } from '../../data/task-place.ts'
import { findUnit } from '../../data/unit.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { AnswerPart, ButtonPart, ErrorPart, QuotePart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type DraftTyped, mostCoUnits } from '../forms/draft.ts'
import type { Form } from '../forms/form.ts'
import { excerpt } from './conclusion-text.ts'
import { draftChoices, draftFields } from './draft-fields.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'draft/form': {
      title: string
      lead: string
      trail: { label: string; href?: string }[]
      quote: QuotePart
      refusal: { text: string; act: ButtonPart | null } | null
      /** What is stored now, where someone else changed the draft meanwhile. */
      stored: AnswerPart[]
      action: string
      actId: string
      version: number
      documentFileId: string
      errors: ErrorPart[]
      owed: FieldDescriptor[]
      coUnits: FieldDescriptor[][]
      mayAdd: boolean
      order: FieldDescriptor[]
      cancelHref: string
    }
  }
}

export interface DraftFormInput {
  recommendation: RecommendationOfInspection
  /** The draft that is changed; left out for a new one. */
  facts?: TaskFacts
  typed: DraftTyped
  documentFileId: string | null
  form?: Form
  failure?: Failure
}

/** The form of a draft, new or changed, with everything to choose from. */
export async function draftFormPage(
  db: Db,
  request: FastifyRequest,
  words: Words,
  input: DraftFormInput,
): Promise<FormPage & { view: 'draft/form' }> {
  const { t } = words
  const { recommendation, facts, typed, form, failure } = input
  const choices = await draftChoices(db, recommendation.organisation_id, words)
  const file = input.documentFileId ? await findFileFor(db, request.actor, input.documentFileId) : undefined
  const shown = draftFields({ typed, choices, file, errors: failure?.errors ?? {} }, words)
  const title = facts ? t('page.draft.title.change', { code: facts.task.code }) : t('page.draft.title.new')
  const href = `/recommendations/${recommendation.id}`
  return {
    view: 'draft/form',
    options: { title, nav: 'inspections' },
    data: {
      title,
      lead: t('page.draft.lead'),
      trail: [
        { label: recommendation.inspection_title, href: `/inspections/${recommendation.inspection_id}` },
        { label: t('page.recommendation.title', { ordinal: recommendation.ordinal }), href },
        { label: title },
      ],
      quote: { text: excerpt(recommendation.quote, 1_500), small: true },
      refusal: facts ? await refusalOf(db, facts, words) : null,
      stored: failure?.conflict && facts ? storedRows(facts, words) : [],
      action: facts ? `/tasks/${facts.task.id}/preparation` : `${href}/tasks`,
      actId: actIdFor(form),
      version: facts?.task.version ?? 0,
      documentFileId: file?.id ?? '',
      errors: [...(failure?.summary ?? []), ...shown.errors],
      owed: shown.owed,
      coUnits: shown.coUnits,
      mayAdd: typed.rows < mostCoUnits,
      order: shown.order,
      cancelHref: facts ? `/tasks/${facts.task.id}` : href,
    },
  }
}

/** Why the unit gave it back, and a link that fills its proposal in. */
async function refusalOf(db: Db, facts: TaskFacts, { t }: Words) {
  const refusal = facts.pending_refusal
  if (!refusal) return null
  const unit = await findUnit(db, refusal.unit_id)
  const proposed = await findUnit(db, refusal.proposed_unit_id)
  const head = (await findPosts(db, [refusal.refused_by])).get(refusal.refused_by)
  const values = {
    unit: unit?.name ?? '',
    name: head?.person_name ?? '',
    date: formatDate(refusal.refused_on),
    reason: refusal.reason,
    proposed: proposed?.name ?? '',
  }
  const done = facts.task.lead_unit_id === refusal.proposed_unit_id
  return {
    text: t('page.draft.refusal', values),
    act: done
      ? null
      : {
          label: t('page.draft.refusal.follow', { unit: proposed?.name ?? '' }),
          href: `/tasks/${facts.task.id}/preparation?unit=${refusal.proposed_unit_id}`,
          kind: 'line' as const,
          small: true,
        },
  }
}

function storedRows({ task, lead_unit_name }: TaskFacts, { t }: Words): AnswerPart[] {
  return [
    { label: t('field.title'), value: task.title },
    { label: t('field.criterion'), value: task.criterion },
    { label: t('field.leadUnitId'), value: lead_unit_name },
    { label: t('field.dueOn'), value: task.due_on ? formatDate(task.due_on) : t('ui.nothing') },
  ]
}

/** What the draft holds now, as the form shows it; `leadUnitId` stands in for its own where a proposal is followed. */
export function storedDraft({ task, co_units }: TaskFacts, leadUnitId = task.lead_unit_id): DraftTyped {
  const date = (day: string | null) => (day ? formatDate(day) : '')
  // Who becomes the lead is no co-unit any longer.
  const coUnits = co_units
    .filter(part => part.unit_id !== leadUnitId)
    .map(part => ({ unitId: part.unit_id, deliverable: part.deliverable, dueOn: date(part.due_on) }))
  return {
    values: {
      title: task.title,
      criterion: task.criterion,
      leadUnitId,
      dueOn: date(task.due_on),
      documentNo: task.document_no,
      documentOn: date(task.document_on),
      verifierId: task.verifier_id ?? '',
    },
    coUnits,
    rows: coUnits.length,
  }
}
