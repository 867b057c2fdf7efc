import { findActor } from '../data/actor.ts'
import { insertInspection } from '../data/inspection.ts'
import { insertRecommendations, listRecommendationSpans } from '../data/recommendation.ts'
import { findInspectionFor } from '../data/inspection.ts'
import type { Db, NewRow, Row } from '../data/schema.ts'
import { fold } from '../lib/fold.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { holdingOver } from './authority.ts'
import { NotAllowed, NotFound } from './errors.ts'
import { actOnce, type Act, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'

/** DECISIONS 11: the longest conclusion, in UTF-16 units. */
export const conclusionLimit = 5_000_000

export interface RecommendationInput {
  quote: string
  start: number
  end: number
  summary: string
  theme: string
  kind: 'once' | 'standing'
}

export interface InspectionInput {
  organisationId: string
  committeeId: string | null
  inspectedUnitId: string | null
  number: string
  title: string
  body: string
  teamLead: string
  heldOn: string | null
  documentNo: string
  documentOn: string | null
  /** NFC with LF (see `normaliseText`): the stored text that offsets count in. */
  conclusion: string
  recommendations: RecommendationInput[]
}

/** A secretary records an inspection with its conclusion and the recommendations chosen from it, all or nothing. */
export async function createInspection(db: Db, act: Act, input: InspectionInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await findActor(trx, act.personId ?? '', act.occasion.today)
    const holding = actor && holdingOver(actor, 'secretary', input.organisationId)
    if (!actor || !holding) throw new NotAllowed('refusal.role.create_inspection')
    checkInspection(input, act.occasion.today)
    const id = newId()
    await insertInspection(trx, inspectionRow(id, input, actor.person.id, act.occasion.at))
    await insertRecommendations(trx, recommendationRows(id, input.recommendations, 1, act.occasion.at))
    await recordEvent(trx, act, {
      organisationId: input.organisationId,
      act: 'create_inspection',
      subjectType: 'inspection',
      subjectId: id,
      appointmentId: holding.id,
      payload: {
        conclusion_sha256: sha256(input.conclusion),
        held_on: input.heldOn,
        committee_id: input.committeeId,
        spans: input.recommendations.map(one => [one.start, one.end]),
      },
    })
    return id
  })
}

/** Adds recommendations to an inspection that was recorded before; ordinals go on from the last. */
export async function addRecommendations(
  db: Db,
  act: Act,
  inspectionId: string,
  recommendations: RecommendationInput[],
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await findActor(trx, act.personId ?? '', act.occasion.today)
    const inspection = actor && (await findInspectionFor(trx, actor, inspectionId))
    if (!actor || !inspection) throw new NotFound()
    const holding = holdingOver(actor, 'secretary', inspection.organisation_id)
    if (!holding) throw new NotAllowed('refusal.role.create_inspection')
    const known = await listRecommendationSpans(trx, inspectionId)
    const check = fieldCheck()
    check.refuseIf(recommendations.length === 0, 'sentences', 'error.required.sentences')
    checkSpans(check, inspection.conclusion, [...known, ...recommendations])
    check.done()
    const first = known.length + 1
    await insertRecommendations(trx, recommendationRows(inspectionId, recommendations, first, act.occasion.at))
    await recordEvent(trx, act, {
      organisationId: inspection.organisation_id,
      act: 'add_recommendations',
      subjectType: 'inspection',
      subjectId: inspectionId,
      appointmentId: holding.id,
      payload: { spans: recommendations.map(one => [one.start, one.end]) },
    })
    return inspectionId
  })
}

function checkInspection(input: InspectionInput, today: string): void {
  const check = fieldCheck()
  check.text('title', input.title, 'line')
  check.text('body', input.body, 'line')
  check.text('number', input.number, 'code', false)
  check.text('teamLead', input.teamLead, 'line', false)
  check.text('documentNo', input.documentNo, 'code', false)
  check.date('heldOn', input.heldOn)
  check.refuseIf((input.heldOn ?? '') > today, 'heldOn', 'error.date_after_today')
  check.date('documentOn', input.documentOn, false)
  check.refuseIf(input.conclusion.trim() === '', 'conclusion', 'error.required.conclusion')
  const tooLong = input.conclusion.length > conclusionLimit
  check.refuseIf(tooLong, 'conclusion', { key: 'error.too_long', values: { max: conclusionLimit, length: input.conclusion.length } })
  checkSpans(check, input.conclusion, input.recommendations)
  check.done()
}

type Span = Pick<RecommendationInput, 'quote' | 'start' | 'end'> & { summary?: string }

/** A quote is a verbatim slice of the conclusion, and no two of them share a word (PRODUCT §2, DECISIONS 11). */
function checkSpans(check: ReturnType<typeof fieldCheck>, conclusion: string, spans: Span[]): void {
  let reached = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const verbatim = span.quote !== '' && conclusion.slice(span.start, span.end) === span.quote
    check.refuseIf(!verbatim, 'sentences', 'error.quote_not_verbatim')
    check.refuseIf(span.start < reached, 'sentences', 'error.quotes_overlap')
    check.text('summary', span.summary ?? '', 'line', false)
    reached = span.end
  }
}

function inspectionRow(id: string, input: InspectionInput, personId: string, at: string): NewRow<'inspection'> {
  return {
    id,
    organisation_id: input.organisationId,
    committee_id: input.committeeId || null,
    inspected_unit_id: input.inspectedUnitId || null,
    number: input.number,
    title: input.title,
    body: input.body,
    team_lead: input.teamLead,
    held_on: input.heldOn ?? '',
    document_no: input.documentNo,
    document_on: input.documentOn || null,
    conclusion: input.conclusion,
    conclusion_sha256: sha256(input.conclusion),
    folded: fold(`${input.number} ${input.title} ${input.body}`),
    created_by: personId,
    created_at: at,
    version: 1,
  }
}

function recommendationRows(
  inspectionId: string,
  inputs: RecommendationInput[],
  first: number,
  at: string,
): Row<'recommendation'>[] {
  return inputs.map((input, index) => ({
    id: newId(),
    inspection_id: inspectionId,
    ordinal: first + index,
    quote: input.quote,
    start_at: input.start,
    end_at: input.end,
    summary: input.summary,
    theme: input.theme,
    kind: input.kind,
    response: null,
    outcome: null,
    folded: fold(`${input.summary} ${input.quote}`),
    created_at: at,
    version: 1,
  }))
}
