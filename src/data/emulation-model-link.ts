import type { Actor } from './actor.ts'
import type { Db, NewRow } from './schema.ts'
import { inspectionScope, taskScope } from './scope.ts'

/** What models are evidence of: one of the two is given. */
export type ModelSubject = { recommendationId: string } | { taskId: string }

/** Links models to a subject; those that are linked already stay as they are. Returns how many are new. */
export async function insertEmulationModelLinks(
  db: Db,
  rows: NewRow<'emulation_model_link'>[],
): Promise<number> {
  if (rows.length === 0) return 0
  const result = await db
    .insertInto('emulation_model_link')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0n)
}

export async function deleteEmulationModelLinks(
  db: Db,
  subject: ModelSubject,
  modelIds: string[],
): Promise<void> {
  if (modelIds.length === 0) return
  await db
    .deleteFrom('emulation_model_link')
    .where('emulation_model_id', 'in', modelIds)
    .$if('taskId' in subject, query => query.where('task_id', '=', (subject as { taskId: string }).taskId))
    .$if('recommendationId' in subject, query =>
      query.where('recommendation_id', '=', (subject as { recommendationId: string }).recommendationId),
    )
    .execute()
}

/** The recommendations and tasks that the model is evidence of, as far as the person may see them. */
export async function listModelSubjects(db: Db, actor: Actor, modelId: string) {
  const recommendations = await db
    .selectFrom('emulation_model_link as link')
    .innerJoin('recommendation', 'recommendation.id', 'link.recommendation_id')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(['recommendation.id', 'recommendation.ordinal', 'recommendation.summary', 'inspection.held_on'])
    .where('link.emulation_model_id', '=', modelId)
    .where(inspectionScope(actor))
    .orderBy('link.id')
    .execute()
  const tasks = await db
    .selectFrom('emulation_model_link as link')
    .innerJoin('task', 'task.id', 'link.task_id')
    .select(['task.id', 'task.code', 'task.title'])
    .where('link.emulation_model_id', '=', modelId)
    .where(taskScope(actor))
    .orderBy('link.id')
    .execute()
  return { recommendations, tasks }
}
