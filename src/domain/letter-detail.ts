import { findComment } from '../data/comment.ts'
import { findNamedPost } from '../data/letter.ts'
import type { LetterDetail } from '../data/letter-facts.ts'
import { findById } from '../data/letter-subject.ts'
import { findMention } from '../data/mention.ts'
import type { ReminderRow } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import { findUnit } from '../data/unit.ts'
import { listVerdicts } from '../data/verdict.ts'

/**
 * What the row's subject says. Where the row is about the task itself: the verdict of a return, and the part of a
 * co-unit for the head of that unit, `unitId`.
 */
export async function findLetterDetail(
  db: Db,
  row: ReminderRow,
  facts: TaskFacts,
  unitId: string,
): Promise<LetterDetail> {
  switch (row.subject_type) {
    case 'extension':
      return defined({ extension: await findById(db, 'extension', row.subject_id) })
    case 'suspension':
      return defined({ suspension: await findById(db, 'suspension', row.subject_id) })
    case 'suspension_request':
      return defined({ suspensionRequest: await findById(db, 'suspension_request', row.subject_id) })
    case 'reopening':
      return defined({ reopening: await findById(db, 'reopening', row.subject_id) })
    case 'non_implementation':
      return defined({ nonImplementation: await findById(db, 'non_implementation', row.subject_id) })
    case 'refusal':
      return refusalDetail(db, row.subject_id)
    case 'co_unit':
      return defined({ part: facts.co_units.find(part => part.id === row.subject_id) })
    case 'subtask':
      return defined({ subtask: facts.subtasks.find(one => one.id === row.subject_id) })
    case 'update_request':
      return requestDetail(db, row.subject_id)
    case 'mention':
      return commentDetail(db, row.subject_id)
    default:
      if (row.rung === 'returned') return verdictDetail(db, row, facts)
      return defined({ part: facts.co_units.find(part => part.unit_id === unitId) })
  }
}

async function refusalDetail(db: Db, id: string): Promise<LetterDetail> {
  const refusal = await findById(db, 'refusal', id)
  if (!refusal) return {}
  const unit = await findUnit(db, refusal.unit_id)
  const proposed = await findUnit(db, refusal.proposed_unit_id)
  return { refusal: { ...refusal, unit_name: unit?.name ?? '', proposed_unit_name: proposed?.name ?? '' } }
}

async function requestDetail(db: Db, id: string): Promise<LetterDetail> {
  const request = await findById(db, 'update_request', id)
  const asker = request && (await findNamedPost(db, request.asked_by))
  return request && asker ? { request: { ...request, asker } } : {}
}

async function commentDetail(db: Db, mentionId: string): Promise<LetterDetail> {
  const mention = await findMention(db, mentionId)
  const comment = mention && (await findComment(db, mention.comment_id))
  const author = comment && (await findNamedPost(db, comment.appointment_id))
  return comment && author ? { comment: { text: comment.text, author } } : {}
}

async function verdictDetail(db: Db, row: ReminderRow, { task }: TaskFacts): Promise<LetterDetail> {
  const verdicts = await listVerdicts(db, task.id)
  return defined({
    verdict: verdicts.findLast(one => one.verdict === 'returned' && one.round === row.occurrence),
  })
}

function defined<T extends object>(detail: { [K in keyof T]: T[K] | undefined }): LetterDetail {
  return Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined)) as LetterDetail
}
