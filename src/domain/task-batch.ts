import { setImmediate as breathe } from 'node:timers/promises'
import { findActor } from '../data/actor.ts'
import { insertCoUnits } from '../data/co-unit.ts'
import { findInspectionFor } from '../data/inspection.ts'
import type { Db, Row } from '../data/schema.ts'
import { insertTasks } from '../data/task.ts'
import { insertTaskPeriods } from '../data/task-period.ts'
import { writeTaskSearch } from '../data/task-search.ts'
import { holdingOver } from './authority.ts'
import { NotAllowed, NotFound } from './errors.ts'
import { type Act, recordEvents } from './event.ts'
import { imageOf } from './perform.ts'
import { draftRow } from './task.ts'
import { coUnitRows, type DraftInput } from './task-draft.ts'
import { checkDraft } from './task-draft-check.ts'
import { periodOf } from './task-period.ts'

/** Tasks that are written by the same statements. */
const batchSize = 40

export interface NewDraft {
  recommendationId: string
  recommendationOrdinal: number
  /** Among the tasks of its recommendation, which has none yet. */
  ordinal: number
  input: DraftInput
}

/**
 * Drafts many tasks of an inspection that has none yet, as `createTask` drafts one, each with its own event; within the
 * caller's transaction. Throws `Invalid` for the first that cannot be accepted.
 */
export async function createTasks(
  trx: Db,
  act: Act,
  inspectionId: string,
  drafts: NewDraft[],
): Promise<void> {
  const actor = await findActor(trx, act.personId ?? '', act.occasion.today)
  const inspection = actor && (await findInspectionFor(trx, actor, inspectionId))
  if (!actor || !inspection) throw new NotFound()
  const { organisation_id: organisationId } = inspection
  const holding = holdingOver(actor, 'secretary', organisationId)
  if (!holding) throw new NotAllowed('refusal.role.prepare')
  const owner = { organisationId, personId: actor.person.id, keptFileId: null }
  for (let first = 0; first < drafts.length; first += batchSize) {
    const batch = drafts.slice(first, first + batchSize)
    for (const { input } of batch) await checkDraft({ db: trx, occasion: act.occasion }, input, owner)
    const tasks = batch.map(draft => taskRow(draft, inspection, actor.person.id, act.occasion.at))
    await writeBatch(trx, act, tasks, batch)
    await recordEvents(
      trx,
      act,
      organisationId,
      tasks.map((task, index) => ({
        act: 'create_task',
        subjectType: 'task',
        subjectId: task.id,
        taskId: task.id,
        appointmentId: holding.id,
        payload: { after: imageOf(task), record: { co_unit_ids: coUnitIdsOf(batch[index]) } },
      })),
    )
    // SQLite answers at once: without this no page would be served until the last task.
    await breathe()
  }
}

function taskRow(
  { recommendationId, recommendationOrdinal, ordinal, input }: NewDraft,
  inspection: Row<'inspection'>,
  personId: string,
  at: string,
): Row<'task'> {
  const recommendation = {
    id: recommendationId,
    ordinal: recommendationOrdinal,
    inspection_id: inspection.id,
    organisation_id: inspection.organisation_id,
  }
  return draftRow(recommendation, ordinal, input, personId, at)
}

async function writeBatch(trx: Db, act: Act, tasks: Row<'task'>[], batch: NewDraft[]): Promise<void> {
  const { today, at } = act.occasion
  await insertTasks(trx, tasks)
  const parts = tasks.flatMap((task, index) => coUnitRows(task.id, batch[index]?.input.coUnits ?? [], at))
  await insertCoUnits(trx, parts)
  await insertTaskPeriods(
    trx,
    today,
    tasks.map(task => periodOf(task)),
  )
  for (const task of tasks) await writeTaskSearch(trx, task)
}

function coUnitIdsOf(draft: NewDraft | undefined): string[] {
  return (draft?.input.coUnits ?? []).map(part => part.unitId)
}
