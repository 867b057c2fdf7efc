import { toNumber } from './database.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

/** What this person has typed for the inspection's recommendations so far. */
export async function findAssignmentDraft(
  db: Db,
  personId: string,
  inspectionId: string,
): Promise<Row<'assignment_draft'> | undefined> {
  return db
    .selectFrom('assignment_draft')
    .selectAll()
    .where('inspection_id', '=', inspectionId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** False when the person has one for the inspection already. */
export async function insertAssignmentDraft(db: Db, row: NewRow<'assignment_draft'>): Promise<boolean> {
  const result = await db
    .insertInto('assignment_draft')
    .values(row)
    .onConflict(conflict => conflict.columns(['inspection_id', 'person_id']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** False when the draft was changed since it was read. */
export async function updateAssignmentDraft(
  db: Db,
  before: Pick<Row<'assignment_draft'>, 'id' | 'version'>,
  change: RowChange<'assignment_draft'>,
): Promise<boolean> {
  return updateVersioned(db, 'assignment_draft', before, change)
}

export async function deleteAssignmentDraft(db: Db, id: string): Promise<void> {
  await db.deleteFrom('assignment_draft').where('id', '=', id).execute()
}

export async function deleteAssignmentDraftsBefore(db: Db, before: string): Promise<void> {
  await db.deleteFrom('assignment_draft').where('created_at', '<', before).execute()
}

/** The inspection's open recommendations of which no task and no obligation was ever made, in their order. */
export async function listUnassigned(db: Db, inspectionId: string): Promise<Row<'recommendation'>[]> {
  return unassigned(db, inspectionId).selectAll('recommendation').orderBy('ordinal').execute()
}

export async function countUnassigned(db: Db, inspectionId: string): Promise<number> {
  const row = await unassigned(db, inspectionId)
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

function unassigned(db: Db, inspectionId: string) {
  return db
    .selectFrom('recommendation')
    .where('recommendation.inspection_id', '=', inspectionId)
    .where('recommendation.outcome', 'is', null)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('task')
            .select('task.id')
            .whereRef('task.recommendation_id', '=', 'recommendation.id'),
        ),
      ),
    )
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('obligation')
            .select('obligation.id')
            .whereRef('obligation.recommendation_id', '=', 'recommendation.id'),
        ),
      ),
    )
}
