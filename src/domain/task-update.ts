import { attachEvidence, countEvidence } from '../data/evidence.ts'
import { deleteDraftReports, findDraftReport, insertTaskUpdate } from '../data/task-update.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { fieldCheck } from './field-check.ts'
import { type Effect, holdingOf, personOf, type TaskContext } from './task-act.ts'
import type { ReasonInput } from './task-issue.ts'

export interface UpdateInput {
  text: string
  percent: number
  blocker: string
}

/** Act 4: a word of progress, "no change because …" included; evidence waiting on the task is attached to it. */
export async function updateProgress(context: TaskContext, input: UpdateInput): Promise<Effect> {
  const check = fieldCheck()
  check.text('text', input.text, 'account')
  check.text('blocker', input.blocker, 'paragraph', false)
  check.refuseIf(
    !Number.isInteger(input.percent) || input.percent < 0 || input.percent > 100,
    'percent',
    'error.percent',
  )
  check.done()
  const id = await writeUpdate(context, {
    kind: 'update',
    text: input.text,
    percent: input.percent,
    blocker: input.blocker,
  })
  const evidence = await attachEvidence(context.db, context.facts.task.id, personOf(context), id)
  return {
    change: {
      percent: input.percent,
      blocker: input.blocker,
      updated_on: context.occasion.today,
      next_look_on: context.occasion.today,
    },
    record: { update_id: id, text_sha256: sha256(input.text), evidence },
    subject: { type: 'task_update', id },
  }
}

export interface ReportInput {
  text: string
  claimedOn: string | null
}

/** The officer's draft of the report, or the head's own, kept until the report is sent. */
export async function draftReport(context: TaskContext, input: ReportInput): Promise<Effect> {
  const check = fieldCheck()
  check.text('text', input.text, 'account')
  check.date('claimedOn', input.claimedOn, false)
  check.done()
  await deleteDraftReports(context.db, context.facts.task.id)
  const id = await writeUpdate(context, {
    kind: 'draft',
    text: input.text,
    claimed_on: input.claimedOn || null,
  })
  return {
    change: { updated_on: context.occasion.today },
    record: { update_id: id, text_sha256: sha256(input.text) },
    subject: { type: 'task_update', id },
  }
}

/** Act 5: an answer to the criterion with at least one evidence, and every co-unit's part settled. */
export async function reportTask(context: TaskContext, input: ReportInput): Promise<Effect> {
  const { facts, occasion, db } = context
  const { task } = facts
  const check = fieldCheck()
  check.text('text', input.text, 'account')
  check.date('claimedOn', input.claimedOn)
  const claimed = input.claimedOn ?? ''
  check.refuseIf(claimed > occasion.today, 'claimedOn', 'error.date_after_today')
  check.refuseIf(claimed !== '' && claimed < (task.issued_on ?? ''), 'claimedOn', 'error.date_before_issue')
  const supporters = await supportersOf(context)
  check.refuseIf(!(await hasEvidence(context, supporters)), 'evidence', 'error.required.evidence')
  const open = facts.co_units.filter(part => part.state !== 'accepted' && part.state !== 'waived')
  check.refuseIf(open.length > 0, 'coUnits', { key: 'error.co_units_open', values: { count: open.length } })
  check.done()
  const round = task.round + 1
  const id = await writeUpdate(context, {
    kind: 'report',
    text: input.text,
    claimed_on: input.claimedOn,
    round,
  })
  const evidence = await attachAll(context, supporters, id)
  await deleteDraftReports(db, task.id)
  return {
    change: {
      reported_on: occasion.today,
      reported_by: personOf(context),
      updated_on: occasion.today,
      supplement_due_on: null,
      round,
      next_look_on: occasion.today,
    },
    record: { update_id: id, round, claimed_on: input.claimedOn, text_sha256: sha256(input.text), evidence },
    subject: { type: 'task_update', id },
  }
}

/** Whose pieces of evidence go with the report: the head's own, and those that the drafter laid ready for it. */
async function supportersOf(context: TaskContext): Promise<string[]> {
  const draft = await findDraftReport(context.db, context.facts.task.id)
  return [...new Set([personOf(context), ...(draft ? [draft.person_id] : [])])]
}

async function hasEvidence({ db, facts }: TaskContext, supporters: string[]): Promise<boolean> {
  for (const person of supporters) if ((await countEvidence(db, facts.task.id, person)) > 0) return true
  return false
}

async function attachAll({ db, facts }: TaskContext, supporters: string[], updateId: string) {
  const attached: Awaited<ReturnType<typeof attachEvidence>> = []
  for (const person of supporters)
    attached.push(...(await attachEvidence(db, facts.task.id, person, updateId)))
  return attached
}

/** Act 8. */
export async function takeBackReport(context: TaskContext, input: ReasonInput): Promise<Effect> {
  const check = fieldCheck()
  check.text('reason', input.reason, 'paragraph')
  check.done()
  return {
    change: {
      reported_on: null,
      reported_by: null,
      updated_on: context.occasion.today,
      next_look_on: context.occasion.today,
    },
    record: { reason_sha256: sha256(input.reason), round: context.facts.task.round },
    text: input.reason,
  }
}

interface UpdateText {
  kind: 'update' | 'draft' | 'report' | 'co_unit'
  text: string
  percent?: number
  blocker?: string
  claimed_on?: string | null
  round?: number
  co_unit_id?: string
}

/** One row of what the unit said, by whom and by which post. */
export async function writeUpdate(context: TaskContext, update: UpdateText): Promise<string> {
  const id = newId()
  await insertTaskUpdate(context.db, {
    id,
    task_id: context.facts.task.id,
    co_unit_id: update.co_unit_id ?? null,
    kind: update.kind,
    round: update.round ?? context.facts.task.round,
    text: update.text,
    percent: update.percent ?? null,
    blocker: update.blocker ?? '',
    claimed_on: update.claimed_on ?? null,
    person_id: personOf(context),
    appointment_id: holdingOf(context).id,
    on_day: context.occasion.today,
    created_at: context.occasion.at,
    version: 1,
  })
  return id
}
