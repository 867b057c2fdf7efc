import { listFigureCounts } from '../data/figures.ts'
import { countRecommendationsOf, listLateTasks } from '../data/letter-digest.ts'
import type { Digest } from '../data/letter-facts.ts'
import type { Db } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { findFigureDay } from './figure-day.ts'
import { foldFigures } from './figure-fold.ts'
import type { Terms } from './policy-terms.ts'
import type { Calendar } from './working-days.ts'

/** The figures and the longest late tasks of an organisation, for its weekly digest. */
export async function findDigest(
  db: Db,
  organisationId: string,
  today: PlainDate,
  calendar: Calendar,
  terms: Terms,
): Promise<Digest> {
  const query = { day: await findFigureDay(db, today), scope: {}, by: [] }
  const late = await listLateTasks(db, organisationId, today, terms.digest_tasks)
  return {
    recommendations: await countRecommendationsOf(db, organisationId),
    figures: foldFigures(await listFigureCounts(db, { organisationId }, query)),
    late: late.map(task => {
      const dueOn = task.due_on ?? today
      const { id, code, title } = task
      return {
        id,
        code,
        title,
        unitName: task.lead_unit_name,
        dueOn,
        daysLate: calendar.workingDaysBetween(dueOn, today),
      }
    }),
  }
}
