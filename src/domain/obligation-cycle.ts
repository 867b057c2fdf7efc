import { findNextCycleOrdinal, insertObligationCycle, takePeriod } from '../data/obligation-cycle.ts'
import { findRecommendationOrdinal } from '../data/recommendation.ts'
import type { Db, Row } from '../data/schema.ts'
import { findNextTaskOrdinal, insertTask } from '../data/task.ts'
import { insertTaskPeriods } from '../data/task-period.ts'
import { writeTaskSearch } from '../data/task-search.ts'
import { newId } from '../lib/id.ts'
import { periodName } from '../lib/period-name.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { findCalendar } from './calendar.ts'
import { recordEvent } from './event.ts'
import { nextPeriod, type Period } from './obligation-period.ts'
import type { Occasion } from './occasion.ts'
import { imageOf, perform } from './perform.ts'
import { draftRow } from './task.ts'
import { periodOf } from './task-period.ts'
import type { Calendar } from './working-days.ts'

/** The deadline of a period's task: the send days after its end, moved on to a working day (Bộ luật Dân sự 2015 Đ148). */
export function cycleDueOn({ to }: Period, sendDays: number, calendar: Calendar): PlainDate {
  return calendar.nextWorkingDay(addDays(to, sendDays))
}

/**
 * Begins the obligation's next cycle: its task is drafted and issued by the system in the name of the leader who issued
 * the obligation. Within the caller's transaction; undefined where another worker has begun it already. `first`: the
 * cycle that begins with the obligation itself; `together`: issued with others in one go, of which one mail tells.
 */
export async function startCycle(
  db: Db,
  occasion: Occasion,
  obligation: Row<'obligation'>,
  how: { first?: true; together?: true } = {},
): Promise<string | undefined> {
  const { next_from_on: from } = obligation
  if (!from) return undefined
  const period = nextPeriod(obligation, from)
  // The row's lock keeps a second worker from drawing the same period; the unique key stands behind it.
  if (!(await takePeriod(db, obligation.id, from, addDays(period.to, 1)))) return undefined
  const task = await draftCycleTask(db, occasion, obligation, period)
  const cycleId = newId()
  await insertObligationCycle(db, {
    id: cycleId,
    obligation_id: obligation.id,
    ordinal: await findNextCycleOrdinal(db, obligation.id),
    task_id: task.id,
    inspection_id: obligation.inspection_id,
    organisation_id: obligation.organisation_id,
    period_from: period.from,
    period_to: period.to,
    missed_on: null,
    created_at: occasion.at,
  })
  const input = { cycleId, assignerId: obligation.assigner_id ?? '', period, first: how.first === true }
  await perform(db, {
    act: 'issue_cycle',
    taskId: task.id,
    personId: null,
    actId: null,
    occasion,
    channel: 'system',
    input,
    ...(how.together ? { together: true } : {}),
  })
  return task.id
}

async function draftCycleTask(
  db: Db,
  occasion: Occasion,
  obligation: Row<'obligation'>,
  period: Period,
): Promise<Row<'task'>> {
  const ordinals = {
    recommendation: await findRecommendationOrdinal(db, obligation.recommendation_id),
    task: await findNextTaskOrdinal(db, obligation.recommendation_id),
  }
  const task = cycleTaskRow(obligation, period, ordinals, await findCalendar(db), occasion.at)
  await insertTask(db, task)
  await insertTaskPeriods(db, occasion.today, [periodOf(task)])
  await writeTaskSearch(db, task)
  await recordEvent(
    db,
    { personId: null, actId: null, occasion },
    {
      organisationId: task.organisation_id,
      act: 'create_task',
      subjectType: 'task',
      subjectId: task.id,
      taskId: task.id,
      payload: { after: imageOf(task), record: { obligation_id: obligation.id, co_unit_ids: [] } },
    },
  )
  return task
}

/** The task of a period as it is drafted. */
export function cycleTaskRow(
  obligation: Row<'obligation'>,
  period: Period,
  ordinals: { recommendation: number; task: number },
  calendar: Calendar,
  at: string,
): Row<'task'> {
  const recommendation = {
    id: obligation.recommendation_id,
    ordinal: ordinals.recommendation,
    inspection_id: obligation.inspection_id,
    organisation_id: obligation.organisation_id,
  }
  const input = {
    title: `${obligation.title} (${periodName(obligation.cycle, period.to)})`,
    criterion: obligation.criterion,
    leadUnitId: obligation.lead_unit_id,
    dueOn: cycleDueOn(period, obligation.send_days, calendar),
    documentNo: obligation.document_no,
    documentOn: obligation.document_on,
    documentFileId: obligation.document_file_id,
    verifierId: null,
    coUnits: [],
  }
  const row = draftRow(recommendation, ordinals.task, input, obligation.created_by, at)
  return { ...row, obligation_id: obligation.id }
}
