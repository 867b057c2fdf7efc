import { listRecommendations } from '../data/recommendation.ts'
import type { Db } from '../data/schema.ts'
import { mostRecommendations, summarise } from './conclusion-choice.ts'
import { type ErrorKey, Invalid } from './errors.ts'
import { type Act, recordEvent } from './event.ts'
import { textLimits } from './field-check.ts'
import { addRecommendations, createInspection, type RecommendationInput } from './inspection.ts'
import { createTasks } from './task-batch.ts'
import type { DraftInput } from './task-draft.ts'
import type { WorkbookFacts } from './workbook.ts'
import type { WorkbookReading, WorkbookRecommendation, WorkbookTask } from './workbook-row.ts'

export interface ImportPlace {
  organisationId: string
  sha256: string
  facts: WorkbookFacts
  /** What is wrong already: refused together with what is wrong with the facts, so that a form shows all of it. */
  wrong: Record<string, ErrorKey>
}

/** Within the caller's transaction, which a refusal undoes; gives the inspection's id. */
export async function importReading(
  trx: Db,
  act: Act,
  reading: WorkbookReading,
  place: ImportPlace,
): Promise<string> {
  const { conclusion, inputs } = conclusionOf(reading.recommendations)
  const inspectionId = await refusingBoth(place.wrong, async () => {
    const [first, ...others] = slices(inputs)
    const { organisationId, facts } = place
    const recommendations = first ?? []
    const done = await createInspection(trx, act, { ...facts, organisationId, conclusion, recommendations })
    if (Object.keys(place.wrong).length > 0) return done.subjectId
    for (const more of others) await addRecommendations(trx, { ...act, actId: null }, done.subjectId, more)
    return done.subjectId
  })
  const count = await draftTasks(trx, act, inspectionId, reading.recommendations)
  await recordEvent(
    trx,
    { ...act, actId: null },
    {
      organisationId: place.organisationId,
      act: 'import_workbook',
      subjectType: 'inspection',
      subjectId: inspectionId,
      payload: { workbook_sha256: place.sha256, tasks: count },
    },
  )
  return inspectionId
}

/** The text is the recommendations alone, so that every quote is a verbatim slice of it (DECISIONS 11). */
function conclusionOf(recommendations: WorkbookRecommendation[]) {
  let conclusion = ''
  const inputs: RecommendationInput[] = recommendations.map(({ quote, theme, kind }) => {
    const start = conclusion === '' ? 0 : conclusion.length + 2
    conclusion += conclusion === '' ? quote : `\n\n${quote}`
    return { quote, start, end: conclusion.length, summary: summarise(quote), theme, kind }
  })
  return { conclusion, inputs }
}

/** Runs the verb and refuses what is wrong with its own input together with what was wrong before. */
async function refusingBoth(wrong: Record<string, ErrorKey>, verb: () => Promise<string>): Promise<string> {
  try {
    const id = await verb()
    if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
    return id
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    // An empty text is no rows, which is said of the rows.
    const { conclusion: _text, ...others } = error.fields
    throw new Invalid({ ...others, ...wrong })
  }
}

function slices(inputs: RecommendationInput[]): RecommendationInput[][] {
  const count = Math.ceil(inputs.length / mostRecommendations)
  return Array.from({ length: count }, (_, index) =>
    inputs.slice(index * mostRecommendations, (index + 1) * mostRecommendations),
  )
}

async function draftTasks(
  trx: Db,
  act: Act,
  inspectionId: string,
  recommendations: WorkbookRecommendation[],
): Promise<number> {
  const rows = await listRecommendations(trx, inspectionId, {
    afterOrdinal: 0,
    limit: recommendations.length,
  })
  const drafts = recommendations.flatMap(({ quote, tasks }, index) =>
    tasks.map((task, order) => ({
      recommendationId: rows[index]?.id ?? '',
      recommendationOrdinal: index + 1,
      ordinal: order + 1,
      input: draftOf(task, quote),
    })),
  )
  await createTasks(trx, act, inspectionId, drafts)
  return drafts.length
}

/** A task without words of its own is what its recommendation says; words too long for a title stand whole below it. */
function draftOf(task: WorkbookTask, quote: string): DraftInput {
  const words = task.words || quote
  const whole = words.length <= textLimits.line
  const line = words.replace(/\s+/g, ' ')
  const criterion = [...(whole ? [] : [words.slice(0, textLimits.paragraph)]), task.criterion].filter(Boolean)
  return {
    title: whole ? line : summarise(words),
    criterion: (criterion.join('\n') || words).slice(0, textLimits.paragraph),
    leadUnitId: task.leadUnitId,
    dueOn: task.dueOn,
    documentNo: task.documentNo,
    documentOn: task.documentOn,
    documentFileId: null,
    verifierId: null,
    coUnits: task.coUnitIds.map(unitId => ({ unitId, deliverable: '', dueOn: null })),
  }
}
