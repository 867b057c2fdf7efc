import { findActor } from '../data/actor.ts'
import { insertCoUnits } from '../data/co-unit.ts'
import { findRecommendationFor } from '../data/recommendation.ts'
import type { Db, NewRow, Row } from '../data/schema.ts'
import { findNextTaskOrdinal, insertTask } from '../data/task.ts'
import { insertTaskPeriods } from '../data/task-period.ts'
import { writeTaskSearch } from '../data/task-search.ts'
import { newId } from '../lib/id.ts'
import { holdingOver } from './authority.ts'
import { NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { imageOf } from './perform.ts'
import { coUnitRows, type DraftInput, draftColumns, searchText } from './task-draft.ts'
import { checkDraft } from './task-draft-check.ts'
import { periodOf } from './task-period.ts'

/** A leader or secretary drafts a task from a recommendation; nobody is told until it is issued. */
export async function createTask(
  db: Db,
  act: Act,
  recommendationId: string,
  input: DraftInput,
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await findActor(trx, act.personId ?? '', act.occasion.today)
    const recommendation = actor && (await findRecommendationFor(trx, actor, recommendationId))
    if (!actor || !recommendation) throw new NotFound()
    const { organisation_id } = recommendation
    const holding =
      holdingOver(actor, 'secretary', organisation_id) ?? holdingOver(actor, 'leader', organisation_id)
    if (!holding) throw new NotAllowed('refusal.role.prepare')
    if (recommendation.outcome !== null) throw new WrongState(recommendation.outcome, 'create_task')
    const owner = { organisationId: organisation_id, personId: actor.person.id, keptFileId: null }
    await checkDraft({ db: trx, occasion: act.occasion }, input, owner)
    const ordinal = await findNextTaskOrdinal(trx, recommendationId)
    const task = draftRow(recommendation, ordinal, input, actor.person.id, act.occasion.at)
    await insertTask(trx, task)
    await insertCoUnits(trx, coUnitRows(task.id, input.coUnits, act.occasion.at))
    await insertTaskPeriods(trx, act.occasion.today, [periodOf(task)])
    await writeTaskSearch(trx, task)
    await recordEvent(trx, act, {
      organisationId: organisation_id,
      act: 'create_task',
      subjectType: 'task',
      subjectId: task.id,
      taskId: task.id,
      appointmentId: holding.id,
      payload: { after: imageOf(task), record: { co_unit_ids: input.coUnits.map(part => part.unitId) } },
    })
    return task.id
  })
}

type Recommendation = Pick<Row<'recommendation'>, 'id' | 'ordinal' | 'inspection_id'> & {
  organisation_id: string
}

/** A task as it is first written: nothing of it is issued. */
export function draftRow(
  recommendation: Recommendation,
  ordinal: number,
  input: DraftInput,
  personId: string,
  at: string,
): Row<'task'> {
  const code = `${recommendation.ordinal}.${ordinal}`
  return {
    ...emptyTask,
    id: newId(),
    recommendation_id: recommendation.id,
    inspection_id: recommendation.inspection_id,
    organisation_id: recommendation.organisation_id,
    ordinal,
    code,
    ...draftColumns(input),
    officer_id: input.officerId || null,
    ...searchText(code, input),
    created_by: personId,
    created_at: at,
  }
}

const emptyTask = {
  officer_id: null,
  assigner_id: null,
  issued_on: null,
  received_on: null,
  original_due_on: null,
  supplement_due_on: null,
  state: 'draft',
  percent: 0,
  blocker: '',
  updated_on: null,
  reported_on: null,
  reported_by: null,
  completed_on: null,
  closed_on: null,
  round: 0,
  refused_count: 0,
  extension_count: 0,
  successor_id: null,
  obligation_id: null,
  frozen_days: null,
  deadline_version: 0,
  next_look_on: null,
  version: 1,
} satisfies Partial<NewRow<'task'>>
