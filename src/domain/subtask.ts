import { listHoldings } from '../data/actor.ts'
import type { Row, RowChange } from '../data/schema.ts'
import { insertSubtask, updateSubtask } from '../data/subtask.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict, NotFound, WrongState } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { type Effect, holdingOf, type TaskContext } from './task-act.ts'
import { isOfficerOf } from './task-draft-check.ts'

type Subtask = Row<'subtask'>

export interface SubtaskAct {
  subtaskId: string
}

export interface SubtaskInput {
  title: string
  criterion: string
  officerId: string | null
  dueOn: string | null
}

/** A piece of the task for an officer of the unit, due no later than the task. @throws Invalid */
export async function giveSubtask(context: TaskContext, input: SubtaskInput): Promise<Effect> {
  await checkSubtask(context, input)
  const id = newId()
  await insertSubtask(context.db, {
    id,
    task_id: context.facts.task.id,
    title: input.title,
    criterion: input.criterion,
    officer_id: input.officerId ?? '',
    due_on: input.dueOn ?? '',
    state: 'open',
    percent: 0,
    done_on: null,
    ended_with_task: 0,
    created_by: holdingOf(context).id,
    created_at: context.occasion.at,
    version: 1,
  })
  return toldOf(context, id, {
    new_officer_id: input.officerId,
    new_due_on: input.dueOn,
    title_sha256: sha256(input.title),
    criterion_sha256: sha256(input.criterion),
  })
}

/** Another date, officer or wording; who gets it now is told. @throws Invalid, WrongState when it is ended */
export async function changeSubtask(context: TaskContext, input: SubtaskInput & SubtaskAct): Promise<Effect> {
  const before = openOf(context, input)
  await checkSubtask(context, input, before)
  const change = {
    title: input.title,
    criterion: input.criterion,
    officer_id: input.officerId ?? '',
    due_on: input.dueOn ?? '',
  }
  return move(context, before, change, {
    old_officer_id: before.officer_id,
    new_officer_id: input.officerId,
    old_due_on: before.due_on,
    new_due_on: input.dueOn,
    title_sha256: sha256(input.title),
    criterion_sha256: sha256(input.criterion),
  })
}

async function checkSubtask(context: TaskContext, input: SubtaskInput, before?: Subtask): Promise<void> {
  const { db, facts, occasion } = context
  const dueOn = input.dueOn ?? ''
  const kept = before?.due_on === dueOn
  const check = fieldCheck()
  check.refuseIf(input.title.trim() === '', 'title', 'error.required.subtaskTitle')
  check.text('title', input.title, 'line')
  check.text('criterion', input.criterion, 'paragraph', false)
  check.refuseIf(!input.officerId, 'officerId', 'error.required.subtaskOfficerId')
  check.date('dueOn', input.dueOn)
  check.refuseIf(dueOn > (facts.task.due_on ?? '9999'), 'dueOn', 'error.subtask_after_task')
  check.refuseIf(!kept && dueOn !== '' && dueOn < occasion.today, 'dueOn', 'error.date_before_today')
  const ids = input.officerId ? [input.officerId] : []
  const [officer] = await listHoldings(db, occasion.today, { ids })
  check.refuseIf(!isOfficerOf(officer, facts.lead_unit_path), 'officerId', 'error.not_an_officer')
  const same =
    before !== undefined &&
    kept &&
    before.officer_id === input.officerId &&
    before.title === input.title &&
    before.criterion === input.criterion
  check.refuseIf(same, 'title', 'error.nothing_changed')
  check.done()
}

/** A word on how the piece goes. It is the unit's own business: the task's freshness stays as it is. */
export async function updateSubtaskProgress(
  context: TaskContext,
  input: SubtaskAct & { text: string; percent: number },
): Promise<Effect> {
  const before = openOf(context, input)
  const check = fieldCheck()
  check.text('text', input.text, 'paragraph')
  const wrong = !Number.isInteger(input.percent) || input.percent < 0 || input.percent > 100
  check.refuseIf(wrong, 'percent', 'error.percent')
  check.done()
  const record = { percent: input.percent, text_sha256: sha256(input.text) }
  return { ...(await move(context, before, { percent: input.percent }, record)), text: input.text }
}

/** The piece is done, said by its officer or the head; a word on it is welcome and not asked for. */
export async function completeSubtask(
  context: TaskContext,
  input: SubtaskAct & { text: string },
): Promise<Effect> {
  const before = openOf(context, input)
  const check = fieldCheck()
  check.text('text', input.text, 'paragraph', false)
  check.done()
  const { today } = context.occasion
  const change = { state: 'done' as const, percent: 100, done_on: today }
  const record = { done_on: today, due_on: before.due_on, text_sha256: sha256(input.text) }
  return { ...(await move(context, before, change, record)), text: input.text }
}

/** The head takes the piece back, and says why. */
export async function cancelSubtask(
  context: TaskContext,
  input: SubtaskAct & { reason: string },
): Promise<Effect> {
  const before = openOf(context, input)
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  check.done()
  const record = { reason_sha256: sha256(input.reason) }
  return { ...(await move(context, before, { state: 'cancelled' }, record)), text: input.reason }
}

/** Ends what is still open because the task itself has ended or gone to another unit; returns their ids. */
export async function endSubtasks({ db, facts }: TaskContext): Promise<string[]> {
  const open = facts.subtasks.filter(one => one.state === 'open')
  for (const subtask of open) {
    const change = { state: 'cancelled' as const, ended_with_task: 1 }
    if (!(await updateSubtask(db, subtask, change))) throw new Conflict()
  }
  return open.map(one => one.id)
}

function openOf({ facts }: TaskContext, { subtaskId }: SubtaskAct): Subtask {
  const subtask = facts.subtasks.find(one => one.id === subtaskId)
  if (!subtask) throw new NotFound()
  if (subtask.state !== 'open') throw new WrongState(subtask.state, 'subtask')
  return subtask
}

async function move(
  context: TaskContext,
  before: Subtask,
  change: RowChange<'subtask'>,
  record: Record<string, unknown>,
): Promise<Effect> {
  if (!(await updateSubtask(context.db, before, change))) throw new Conflict()
  return toldOf(context, before.id, record)
}

function toldOf(context: TaskContext, id: string, record: Record<string, unknown>): Effect {
  return {
    change: { next_look_on: context.occasion.today },
    record: { subtask_id: id, ...record },
    subject: { type: 'subtask', id },
  }
}
