import type { Db, NewRow } from './schema.ts'
import { writeSearchTexts } from './search-entry.ts'
import { searchTexts } from './search-text.ts'

export async function insertRecommendationComment(db: Db, row: NewRow<'comment'>): Promise<void> {
  await db.insertInto('comment').values(row).execute()
  await writeSearchTexts(db, await searchTexts.comment(db, { ids: [row.id] }))
}

/** Comments on the recommendation with who wrote them by which post, the latest first; at most `limit`. */
export async function listRecommendationComments(db: Db, recommendationId: string, limit: number) {
  return db
    .selectFrom('comment')
    .innerJoin('appointment', 'appointment.id', 'comment.appointment_id')
    .innerJoin('person', 'person.id', 'comment.person_id')
    .select(['comment.id', 'comment.text', 'comment.created_at'])
    .select(['person.name as person_name', 'appointment.title as post_title'])
    .where('comment.recommendation_id', '=', recommendationId)
    .orderBy('comment.id', 'desc')
    .limit(limit)
    .execute()
}
