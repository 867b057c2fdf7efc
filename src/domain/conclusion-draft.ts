import { findActor } from '../data/actor.ts'
import {
  deleteConclusionDraft,
  deleteConclusionDraftsBefore,
  findConclusionDraft,
  findConclusionDraftOfAct,
  insertConclusionDraft,
} from '../data/conclusion-draft.ts'
import { inTransaction } from '../data/database.ts'
import { deleteFile } from '../data/file.ts'
import { findInspectionFor } from '../data/inspection.ts'
import type { Db } from '../data/schema.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { newId } from '../lib/id.ts'
import { holdingOver } from './authority.ts'
import { findOwnDraft, versionShown } from './conclusion-change.ts'
import {
  type Choice,
  choiceInputs,
  mergePicks,
  type Pick,
  readChoices,
  withSummaries,
} from './conclusion-choice.ts'
import { findTwinOfDraft } from './conclusion-twin.ts'
import { Invalid, NotAllowed, NotFound } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { recordUpload, type UploadedFile } from './file.ts'
import { addRecommendations, createInspection, type InspectionInput } from './inspection.ts'
import { checkConclusion } from './inspection-check.ts'

/** How long an inspection that was begun and not recorded is kept. */
const draftDays = 30

/** The facts of the inspection as typed, right or wrong. */
export type DraftFacts = Record<string, string>

export interface DraftStart {
  organisationId: string
  fields: DraftFacts
  conclusion: string
  choices: Choice[]
  /** The document it was read from, or that was sent along as its original. */
  file?: UploadedFile | null
}

/**
 * Keeps a conclusion with what was proposed from it, so that a closed tab loses nothing and the next step sends only
 * which sentences are meant. A form sent twice keeps one draft; the caller then removes the second one's file, as it does
 * when this throws. Removes what was begun more than 30 days ago.
 */
export async function startConclusionDraft(db: Db, act: Act, start: DraftStart): Promise<Done> {
  return inTransaction(db, async trx => {
    const personId = await secretaryOf(trx, act, start.organisationId)
    checkConclusion(start.conclusion)
    const { at } = act.occasion
    await deleteConclusionDraftsBefore(trx, new Date(Date.parse(at) - draftDays * 86_400_000).toISOString())
    const id = newId()
    const { file = null } = start
    if (file)
      await recordUpload(trx, act, file, { purpose: 'conclusion', taskId: null, field: 'conclusionFile' })
    const written = await insertConclusionDraft(trx, {
      id,
      person_id: personId,
      organisation_id: start.organisationId,
      act_id: act.actId,
      fields: canonicalJson(start.fields),
      conclusion: start.conclusion,
      choices: JSON.stringify(start.choices),
      file_id: file?.id ?? null,
      created_at: at,
      version: 1,
    })
    if (written) return { subjectId: id, repeated: false }
    if (file) await deleteFile(trx, file.id)
    const twin = act.actId && (await findConclusionDraftOfAct(trx, personId, act.actId))
    return { subjectId: twin || id, repeated: true }
  })
}

/**
 * Records the inspection with the ticked choices as its recommendations, and the draft is gone; all or nothing. A document
 * that came in before is recorded again only where `isAnother` says that it is meant.
 */
export async function finishConclusionDraft(
  db: Db,
  act: Act,
  id: string,
  finish: {
    version: number
    picks: Pick[]
    facts: Omit<InspectionInput, 'organisationId' | 'conclusion' | 'fileId' | 'recommendations'>
    isAnother?: boolean
  },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const draft = await findOwnDraft(trx, act, id)
    versionShown(draft, finish.version, act)
    const choices = mergePicks(draft.conclusion, readChoices(draft.choices), finish.picks)
    if (!finish.isAnother && (await findTwinOfDraft(trx, draft)))
      throw new Invalid({ isAnother: 'error.required.another' })
    const { conclusion, organisation_id: organisationId, file_id: fileId } = draft
    const recommendations = choiceInputs(conclusion, choices)
    const { subjectId } = await withSummaries(choices, () =>
      createInspection(trx, act, { ...finish.facts, organisationId, conclusion, fileId, recommendations }),
    )
    await deleteConclusionDraft(trx, draft.id)
    return subjectId
  })
}

/** Adds what was ticked in the conclusion of an inspection that is recorded already; in one transaction. */
export async function addChoices(db: Db, act: Act, inspectionId: string, picks: Pick[]): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await findActor(trx, act.personId ?? '', act.occasion.today)
    const inspection = actor && (await findInspectionFor(trx, actor, inspectionId))
    if (!inspection) throw new NotFound()
    const choices = mergePicks(inspection.conclusion, [], picks)
    const inputs = choiceInputs(inspection.conclusion, choices)
    const done = await withSummaries(choices, () => addRecommendations(trx, act, inspectionId, inputs))
    return done.subjectId
  })
}

/** Throws the draft away with its file, whose id it gives for the bytes to go too; one that is gone already is no error. */
export async function dropConclusionDraft(db: Db, act: Act, id: string): Promise<{ fileId: string | null }> {
  return inTransaction(db, async trx => {
    const draft = await findConclusionDraft(trx, act.personId ?? '', id)
    if (!draft) return { fileId: null }
    await deleteConclusionDraft(trx, draft.id)
    if (draft.file_id) await deleteFile(trx, draft.file_id)
    return { fileId: draft.file_id }
  })
}

async function secretaryOf(db: Db, act: Act, organisationId: string): Promise<string> {
  const actor = await findActor(db, act.personId ?? '', act.occasion.today)
  if (!actor || !holdingOver(actor, 'secretary', organisationId))
    throw new NotAllowed('refusal.role.create_inspection')
  return actor.person.id
}
