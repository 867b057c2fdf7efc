import type { Actor } from '../data/actor.ts'
import { findCommittee } from '../data/committee.ts'
import { countRecommendationsFor } from '../data/repeat.ts'
import type { Db } from '../data/schema.ts'
import { findUnit } from '../data/unit.ts'
import { mostRecommendations } from './conclusion-choice.ts'
import { type FieldCheck, fieldCheck } from './field-check.ts'
import type { InspectionInput, RecommendationInput } from './inspection.ts'

/** DECISIONS 11: the longest conclusion, in UTF-16 units. */
export const conclusionLimit = 5_000_000

/** Throws `Invalid` with every field of the inspection that cannot be accepted. */
export async function checkInspection(db: Db, input: InspectionInput, today: string): Promise<void> {
  const check = fieldCheck()
  check.text('title', input.title, 'line')
  check.text('body', input.body, 'line')
  check.text('number', input.number, 'code', false)
  check.text('teamLead', input.teamLead, 'line', false)
  check.text('documentNo', input.documentNo, 'code', false)
  check.date('heldOn', input.heldOn)
  check.refuseIf((input.heldOn ?? '') > today, 'heldOn', 'error.date_after_today')
  check.date('documentOn', input.documentOn, false)
  checkText(check, input.conclusion)
  const unit = input.inspectedUnitId ? await findUnit(db, input.inspectedUnitId) : undefined
  check.refuseIf(Boolean(input.inspectedUnitId) && !unit, 'inspectedUnitId', 'error.unknown_unit')
  const committee = input.committeeId ? await findCommittee(db, input.committeeId) : undefined
  check.refuseIf(Boolean(input.committeeId) && !committee, 'committeeId', 'error.unknown_committee')
  checkNumber(check, input.recommendations)
  checkSpans(check, input.conclusion, input.recommendations)
  check.done()
}

/** Throws `Invalid` where one is said to repeat a recommendation that the person may not see, or that is none. */
export async function checkRepeats(db: Db, actor: Actor, inputs: RecommendationInput[]): Promise<void> {
  const ids = [...new Set(inputs.flatMap(({ repeatsId }) => repeatsId ?? []))]
  const found = await countRecommendationsFor(db, actor, ids)
  const check = fieldCheck()
  check.refuseIf(found < ids.length, 'sentences', 'error.unknown_repeat')
  check.done()
}

/** More than one form may add is refused. */
export function checkNumber(check: FieldCheck, added: RecommendationInput[]): void {
  const values = { max: mostRecommendations, count: added.length }
  check.refuseIf(added.length > mostRecommendations, 'sentences', {
    key: 'error.too_many_recommendations',
    values,
  })
}

type Span = Pick<RecommendationInput, 'quote' | 'start' | 'end'> & { summary?: string }

/** A quote is a verbatim slice of the conclusion, and no two of them share a word (PRODUCT §2, DECISIONS 11). */
export function checkSpans(check: FieldCheck, conclusion: string, spans: Span[]): void {
  let reached = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const verbatim = span.quote !== '' && conclusion.slice(span.start, span.end) === span.quote
    check.refuseIf(!verbatim, 'sentences', 'error.quote_not_verbatim')
    check.refuseIf(span.start < reached, 'sentences', 'error.quotes_overlap')
    check.text('summary', span.summary ?? '', 'line', false)
    reached = span.end
  }
}

/** Throws `Invalid` where there is no conclusion, or one that is longer than a form may send. */
export function checkConclusion(conclusion: string): void {
  const check = fieldCheck()
  checkText(check, conclusion)
  check.done()
}

function checkText(check: FieldCheck, conclusion: string): void {
  check.refuseIf(conclusion.trim() === '', 'conclusion', 'error.required.conclusion')
  const values = { max: conclusionLimit, length: conclusion.length }
  check.refuseIf(conclusion.length > conclusionLimit, 'conclusion', { key: 'error.too_long', values })
}
