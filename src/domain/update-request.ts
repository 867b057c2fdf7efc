import type { Db, Row } from '../data/schema.ts'
import { insertUpdateRequest, updateUpdateRequest } from '../data/update-request.ts'
import { newId } from '../lib/id.ts'
import { localTime } from '../lib/plain-date.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { type Effect, holdingOf, type TaskContext } from './task-act.ts'
import type { Calendar } from './working-days.ts'

export interface AskUpdateInput {
  question: string
  /** The day by which an answer is wanted; null: the next working day. */
  answerBy: string | null
}

/** A leader's question to the unit, answered by its next update, report or comment. @throws Invalid, Conflict */
export async function askUpdate(context: TaskContext, input: AskUpdateInput): Promise<Effect> {
  const { occasion } = context
  const check = fieldCheck()
  check.text('question', input.question, 'paragraph')
  check.date('answerBy', input.answerBy, false)
  check.refuseIf((input.answerBy || '9999') < occasion.today, 'answerBy', 'error.date_before_today')
  check.done()
  const id = newId()
  const written = await insertUpdateRequest(context.db, {
    id,
    task_id: context.facts.task.id,
    question: input.question,
    answer_by: input.answerBy || null,
    state: 'open',
    asked_by: holdingOf(context).id,
    asked_on: occasion.today,
    asked_at: occasion.at,
    answered_by: null,
    answered_on: null,
    answered_at: null,
    answer_id: null,
    version: 1,
  })
  // Two who ask at once: the index lets one of them in.
  if (!written) throw new Conflict()
  return {
    change: { next_look_on: occasion.today },
    record: {
      update_request_id: id,
      answer_by: input.answerBy || null,
      question_sha256: sha256(input.question),
    },
    subject: { type: 'update_request', id },
  }
}

/** The unit's word on the task answers what is open; null when nothing was asked. */
export async function answerRequest(
  context: Pick<TaskContext, 'db' | 'facts' | 'occasion' | 'holding'>,
  answerId: string,
): Promise<string | null> {
  const { db, facts, occasion, holding } = context
  return settle(db, facts.open_request, {
    state: 'answered',
    answered_by: holding?.id ?? null,
    answered_on: occasion.today,
    answered_at: occasion.at,
    answer_id: answerId,
  })
}

/** A closed task has nothing left to answer. */
export async function closeRequest({ db, facts }: TaskContext): Promise<string | null> {
  return settle(db, facts.open_request, { state: 'closed' })
}

async function settle(
  db: Db,
  request: Row<'update_request'> | undefined,
  change: Partial<Row<'update_request'>>,
): Promise<string | null> {
  if (!request) return null
  if (!(await updateUpdateRequest(db, request, change))) throw new Conflict()
  return request.id
}

/** How long an answer took, or an open question has waited until `until`. */
export interface AnswerTime {
  /** Working days after the day of asking; 0 on the same day (or on days off after it). */
  workingDays: number
  /** Hours between the two instants on that one day; 0 when they are of different days. */
  hours: number
}

/** Measures from the asking to the answer, or to `now` while there is none. */
export function answerTime(
  request: Pick<Row<'update_request'>, 'asked_on' | 'asked_at' | 'answered_on' | 'answered_at'>,
  now: { today: string; at: string },
  calendar: Calendar,
): AnswerTime {
  const day = request.answered_on ?? now.today
  const at = request.answered_at ?? now.at
  const workingDays = Math.max(0, calendar.workingDaysBetween(request.asked_on, day))
  if (day !== request.asked_on) return { workingDays, hours: 0 }
  return { workingDays, hours: Math.max(0, hourOf(at) - hourOf(request.asked_at)) }
}

function hourOf(instant: string): number {
  const [hours = '0', minutes = '0'] = localTime(instant).split(':')
  return Number(hours) + Number(minutes) / 60
}

/** By when the answer is wanted: the day that was named, else the first working day after the asking. */
export function answerDueOn(
  request: Pick<Row<'update_request'>, 'asked_on' | 'answer_by'>,
  calendar: Calendar,
): string {
  return request.answer_by ?? calendar.addWorkingDays(request.asked_on, 1)
}
