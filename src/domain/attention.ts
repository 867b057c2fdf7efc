import {
  deleteIdleAttention,
  findLastDay,
  listCountedTaskIds,
  listMissesInARow,
  listRepeating,
  listUnclosedTaskIds,
  replaceAttention,
} from '../data/attention-list.ts'
import { inTransaction } from '../data/database.ts'
import type { WaitingEvent } from '../data/event-dispatch.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFacts } from '../data/task.ts'
import { findWorkerStatus, holdWorkerStatus, writeWorkerStatus } from '../data/worker-status.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { attentionOfTask, isWaiting } from './attention-task.ts'
import { findCalendar } from './calendar.ts'
import { findPolicies, type Policies } from './policy.ts'
import type { Calendar } from './working-days.ts'

/** By what a place on the list is counted: the days off, and how long each office lets something wait. */
export interface AttentionRules {
  policies: Policies
  calendar: Calendar
  today: PlainDate
}

/**
 * Keeps the committee's list (PRODUCT §5) after an event, in the transaction that marks it dispatched: of the task, the
 * recommendation or the duty that it is about, or of all that is counted in working days where those have changed.
 */
export async function followAttention(db: Db, event: WaitingEvent, today: PlainDate): Promise<void> {
  const { subject_type: type, subject_id: id, task_id: taskId } = event
  if (taskId) {
    if (['comment', 'mention'].includes(type)) return
    await refreshTask(db, taskId, () => rulesOn(db, today))
  } else if (type === 'recommendation') await refreshRepeats(db, { recommendationId: id })
  else if (type === 'inspection') await refreshRepeats(db, { inspectionId: id })
  else if (type === 'obligation') await refreshObligation(db, id)
  else if (type === 'policy' || type === 'calendar_day') await recount(db, await rulesOn(db, today))
}

/**
 * On the day on which a policy begins, what is counted in working days is counted by it; a list that was never made is
 * made. Doing it twice writes nothing new.
 */
export async function keepAttention(db: Db, rules: AttentionRules): Promise<void> {
  if (!(await findWorkerStatus(db, builtMark))) {
    await rebuildAttention(db, rules)
    return
  }
  if (rules.policies.rows.some(row => row.from_on === rules.today))
    await inTransaction(db, trx => recount(trx, rules))
}

const builtMark = 'attention built'
const tasksAtOnce = 100

/**
 * Works the list out anew, some tasks a transaction; by the rules of the day of the last event where none are given.
 * Returns how many tasks were looked at.
 */
export async function rebuildAttention(db: Db, given?: AttentionRules): Promise<number> {
  const rules = given ?? (await rulesOn(db, await findLastDay(db)))
  await inTransaction(db, trx => deleteIdleAttention(trx))
  let count = 0
  for (let ids = await listUnclosedTaskIds(db, '', tasksAtOnce); ids.length > 0; ) {
    await inTransaction(db, async trx => {
      for (const id of ids) await refreshReadable(trx, id, rules)
    })
    count += ids.length
    ids = await listUnclosedTaskIds(db, ids.at(-1) ?? '', tasksAtOnce)
  }
  for (const { id } of await listMissesInARow(db)) await inTransaction(db, trx => refreshObligation(trx, id))
  await inTransaction(db, async trx => {
    await refreshRepeats(trx, {})
    await writeWorkerStatus(trx, { name: builtMark, beat_at: '', detail: rules.today })
  })
  return count
}

/** A row whose dates cannot be read stays off the list and keeps no other from it; the planner reports it. */
async function refreshReadable(db: Db, taskId: string, rules: AttentionRules): Promise<void> {
  try {
    await refreshTask(db, taskId, () => rules, false)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}

/** The rules of the day, read once for many tasks. */
export async function rulesOn(db: Db, today: PlainDate): Promise<AttentionRules> {
  return { policies: await findPolicies(db), calendar: await findCalendar(db), today }
}

/** One worker at a time: each of two could keep what the other one saw before. */
async function holdList(db: Db): Promise<void> {
  await holdWorkerStatus(db, 'attention')
}

/** `rules` are read only for a task on which something waits: most acts need neither policies nor calendar. */
async function refreshTask(
  db: Db,
  taskId: string,
  rules: () => Promise<AttentionRules> | AttentionRules,
  withDuty = true,
): Promise<void> {
  await holdList(db)
  const facts = await findTaskFacts(db, taskId)
  if (!facts) return
  const places = attentionOfTask(facts, isWaiting(facts) ? await rules() : null)
  await replaceAttention(db, { taskId }, places)
  if (withDuty && facts.task.obligation_id) await refreshObligation(db, facts.task.obligation_id)
}

async function recount(db: Db, rules: AttentionRules): Promise<void> {
  for (const taskId of await listCountedTaskIds(db)) await refreshTask(db, taskId, () => rules, false)
}

/** Two misses in a row go on the committee's list (PRODUCT §3), the longest row first. */
async function refreshObligation(db: Db, id: string): Promise<void> {
  await holdList(db)
  const [duty] = await listMissesInARow(db, id)
  const rows =
    duty && duty.in_a_row >= 2
      ? [
          {
            kind: 'missed_twice' as const,
            subject_id: id,
            organisation_id: duty.organisation_id,
            inspection_id: duty.inspection_id,
            unit_id: duty.lead_unit_id,
            task_id: null,
            from_on: duty.last_missed_on ?? '',
            until_on: null,
            sort_key: String(9_999 - Math.min(duty.in_a_row, 9_999)).padStart(4, '0'),
          },
        ]
      : []
  await replaceAttention(db, { kind: 'missed_twice', subjectId: id }, rows)
}

/** Of the latest inspection first; what the committee has closed is no matter any more. */
async function refreshRepeats(
  db: Db,
  of: { recommendationId?: string; inspectionId?: string },
): Promise<void> {
  await holdList(db)
  for (const row of await listRepeating(db, of)) {
    const place = {
      kind: 'repeated' as const,
      subject_id: row.id,
      organisation_id: row.organisation_id,
      inspection_id: row.inspection_id,
      unit_id: null,
      task_id: null,
      from_on: row.held_on,
      until_on: null,
      sort_key: String(99_999_999 - Number(row.held_on.replaceAll('-', ''))),
    }
    await replaceAttention(db, { kind: 'repeated', subjectId: row.id }, row.outcome === null ? [place] : [])
  }
}
