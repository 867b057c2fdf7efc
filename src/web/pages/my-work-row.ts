import type { WorkTask } from '../../data/my-work.ts'
import type { Decision, TaskDecision } from '../../domain/my-work.ts'
import type { TaskActName } from '../../domain/task-transitions.ts'
import { formatDate } from '../../i18n/format.ts'
import { localDate, localTime, type PlainDate } from '../../lib/plain-date.ts'
import type { ActButtonPart, ButtonPart, DecisionPart } from '../../render/parts.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import { hangingRow } from './my-work-hanging.ts'
import { buttonKinds, pressed, toneOf, whenOf } from './my-work-look.ts'
import { partRow } from './my-work-part.ts'
import { sideWords } from './side-words.ts'
import { type Words, weekdayInside } from './words.ts'

/** One decision as a row: what is asked, of which task, by when, and the one button that does it. */
export function decisionRow(decision: Decision, words: Words): DecisionPart {
  if ('hanging' in decision) return hangingRow(decision, words)
  return 'part' in decision ? partRow(decision, words) : taskRow(decision, words)
}

function taskRow(decision: TaskDecision, words: Words): DecisionPart {
  const { kind, task, section } = decision
  const { t } = words
  return {
    id: `${kind}-${task.id}`,
    verb: t(`work.${kind}`),
    object: objectOf(decision, words),
    href: `/tasks/${task.id}`,
    ...toneOf(section),
    meta: taskMeta(decision, words),
    ...whenOf(decision, words),
    act: taskButton(decision, words),
  }
}

/** Decisions on what a unit did or asked for, so that the unit is named first. */
const decidedOfUnits: readonly string[] = [
  'verify',
  'decide_extension',
  'decide_suspension',
  'decide_non_implementation',
]

/** Titles begin with a capital, but here they go on after the verb; a name at the start keeps it. */
function objectOf({ kind, task }: TaskDecision, { t }: Words): string {
  const title = task.title
  if (decidedOfUnits.includes(kind)) {
    return t('work.of_unit', { unit: task.lead_unit_name, title })
  }
  if (kind === 'send_draft' && task.draft_by) return t('work.drafted', { title, person: task.draft_by })
  return title
}

function taskMeta({ kind, task, side }: TaskDecision, words: Words): string {
  const { t } = words
  const facts = [
    t('page.task.code', { code: task.code }),
    t('work.recommendation', { ordinal: task.recommendation_ordinal }),
    ...moreOf(kind, task, words),
    ...(side ? sideWords(side, t) : []),
  ]
  return facts.join(' · ')
}

function moreOf(kind: TaskDecision['kind'], task: WorkTask, words: Words): string[] {
  const { t } = words
  const date = (day: PlainDate | null) => formatDate(day ?? words.today)
  switch (kind) {
    case 'receive':
      return [t('work.issued_on', { date: date(task.issued_on) })]
    case 'send_draft':
    case 'wait_head':
      return task.draft_at ? [t('work.draft_at', { when: draftWhen(task.draft_at, words) })] : []
    case 'decide_extension':
    case 'wait_extension':
      return [
        t(task.asked_late === 1 ? 'work.asked_late' : 'work.asked', {
          from: date(task.due_on),
          to: date(task.asked_due_on),
        }),
      ]
    case 'decide_suspension':
    case 'wait_suspension':
      return [
        t('work.suspension_asked', {
          ground: t(`ground.${task.suspension_ground ?? 'other'}`),
          date: date(task.suspension_review_on),
        }),
      ]
    case 'decide_refusal':
    case 'wait_refusal':
      return [
        t('work.refused', {
          unit: task.lead_unit_name,
          proposed: task.proposed_unit_name ?? t('ui.nothing'),
        }),
      ]
    case 'issue':
      return [t('work.for_unit', { unit: task.lead_unit_name })]
    case 'wait_verdict':
    case 'verify':
      return [t('work.reported_on', { date: date(task.reported_on) })]
    default:
      return progressOf(task, words)
  }
}

function progressOf(task: WorkTask, { t }: Words): string[] {
  const moved = task.extension_count > 0 && task.original_due_on !== task.due_on
  return [
    ...(task.percent > 0 ? [`${task.percent}%`] : []),
    ...(moved
      ? [t('work.extended', { count: task.extension_count, date: formatDate(task.original_due_on ?? '') })]
      : []),
    ...(task.updated_on ? [t('work.updated_on', { date: formatDate(task.updated_on) })] : []),
  ]
}

function draftWhen(instant: string, words: Words): string {
  const day = localDate(instant)
  return `${localTime(instant)} ${weekdayInside(day, words)}, ${formatDate(day)}`
}

/** The act whose form (or press) answers each kind of decision; those that wait for others open the task. */
const actOf: Partial<Record<TaskDecision['kind'], TaskActName>> = {
  receive: 'receive',
  supplement: 'report',
  send_draft: 'report',
  report: 'report',
  update: 'update',
  draft_report: 'draft_report',
  wait_head: 'draft_report',
  decide_extension: 'decide_extension',
  decide_suspension: 'decide_suspension_request',
  decide_non_implementation: 'decide_non_implementation',
  decide_refusal: 'prepare',
  issue: 'issue',
  verify: 'verify',
}

function taskButton({ kind, task, section }: TaskDecision, { t }: Words): ButtonPart | ActButtonPart {
  const look = { kind: buttonKinds[section], label: t(`work.button.${kind}`) }
  const act = actOf[kind]
  if (act === 'receive') return { ...look, action: taskActHref(task.id, act), fields: pressed(task) }
  return { ...look, href: act ? taskActHref(task.id, act) : `/tasks/${task.id}` }
}
