import { findActor } from '../data/actor.ts'
import { findFile } from '../data/file.ts'
import { findInspectionFor, insertInspection } from '../data/inspection.ts'
import { insertRecommendations, listRecommendationSpans } from '../data/recommendation.ts'
import type { Db, NewRow, Row } from '../data/schema.ts'
import { fold } from '../lib/fold.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { holdingOver } from './authority.ts'
import { NotAllowed, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { checkInspection, checkNumber, checkRepeats, checkSpans } from './inspection-check.ts'

export interface RecommendationInput {
  quote: string
  start: number
  end: number
  summary: string
  theme: string
  kind: 'once' | 'standing'
  /** The recommendation of an earlier inspection that this one repeats, as a person confirmed. */
  repeatsId?: string | null
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
  /** The document it was read from, on record already. */
  fileId?: string | null
  recommendations: RecommendationInput[]
}

/** A secretary records an inspection with its conclusion and the recommendations chosen from it, all or nothing. */
export async function createInspection(db: Db, act: Act, input: InspectionInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await findActor(trx, act.personId ?? '', act.occasion.today)
    const holding = actor && holdingOver(actor, 'secretary', input.organisationId)
    if (!actor || !holding) throw new NotAllowed('refusal.role.create_inspection')
    await checkInspection(trx, input, act.occasion.today)
    const file = input.fileId ? await findFile(trx, input.fileId) : undefined
    await checkRepeats(trx, actor, input.recommendations)
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
        ...(file ? { file_id: file.id, file_sha256: file.sha256 } : {}),
        held_on: input.heldOn,
        committee_id: input.committeeId,
        spans: input.recommendations.map(one => [one.start, one.end]),
        ...repeatsOf(input.recommendations, 1),
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
    await checkRepeats(trx, actor, recommendations)
    const known = await listRecommendationSpans(trx, inspectionId)
    const check = fieldCheck()
    check.refuseIf(recommendations.length === 0, 'sentences', 'error.required.sentences')
    checkNumber(check, recommendations)
    checkSpans(check, inspection.conclusion, [...known, ...recommendations])
    check.done()
    const first = known.length + 1
    await insertRecommendations(
      trx,
      recommendationRows(inspectionId, recommendations, first, act.occasion.at),
    )
    await recordEvent(trx, act, {
      organisationId: inspection.organisation_id,
      act: 'add_recommendations',
      subjectType: 'inspection',
      subjectId: inspectionId,
      appointmentId: holding.id,
      payload: {
        spans: recommendations.map(one => [one.start, one.end]),
        ...repeatsOf(recommendations, first),
      },
    })
    return inspectionId
  })
}

/** Which of the recommendations repeat an earlier one, by ordinal; nothing where none does. */
function repeatsOf(inputs: RecommendationInput[], first: number): { repeats?: [number, string][] } {
  const repeats = inputs.flatMap(({ repeatsId }, index): [number, string][] =>
    repeatsId ? [[first + index, repeatsId]] : [],
  )
  return repeats.length > 0 ? { repeats } : {}
}

function inspectionRow(
  id: string,
  input: InspectionInput,
  personId: string,
  at: string,
): NewRow<'inspection'> {
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
    file_id: input.fileId ?? null,
    folded: fold(`${input.number} ${input.title} ${input.body}`),
    created_by: personId,
    created_at: at,
    version: 1,
  }
}

const unanswered = {
  response: null,
  response_note: null,
  response_on: null,
  response_by: null,
  outcome: null,
  closed_on: null,
  successor_id: null,
} as const

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
    ...unanswered,
    repeats_id: input.repeatsId ?? null,
    folded: fold(`${input.summary} ${input.quote}`),
    created_at: at,
    version: 1,
  }))
}
