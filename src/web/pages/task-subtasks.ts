import type { Actor } from '../../data/actor.ts'
import type { Row } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import type { PostName } from '../../data/task-place.ts'
import { actAuthority, type OfferedAct } from '../../domain/offered-acts.ts'
import { maySeeSubtasks } from '../../domain/subtask-authority.ts'
import type { TaskActName } from '../../domain/task-transitions.ts'
import { formatDate, formatDateShort } from '../../i18n/format.ts'
import type { ActButtonPart, ButtonPart, CoUnitPart, LinkPart, StatusPart } from '../../render/parts.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import type { Words } from './words.ts'
import { workingDaysWord } from './working-days-word.ts'

type Subtask = Row<'subtask'>
type SubtaskActName = 'complete_subtask' | 'update_subtask' | 'change_subtask' | 'cancel_subtask'

/** Work given on within the unit, for those who may see it; `give` leads to the form that gives more. */
export interface SubtasksPart {
  cards: CoUnitPart[]
  give: LinkPart | null
}

interface SubtasksInput {
  actor: Actor
  offers: readonly OfferedAct[]
  /** Who holds the officers' posts today, by appointment. */
  holders: Map<string, PostName>
  /** Names of the posts whoever holds them. */
  posts: Map<string, PostName>
  actId: string
}

/** Null where there is nothing to show, or the person is not of the unit nor above it. */
export function subtasksPart(facts: TaskFacts, input: SubtasksInput, words: Words): SubtasksPart | null {
  const gives = input.offers.some(offer => offer.act === 'give_subtask')
  if (!maySeeSubtasks(input.actor, facts)) return null
  if (facts.subtasks.length === 0 && !gives) return null
  const give = { label: words.t('act.give_subtask'), href: taskActHref(facts.task.id, 'give_subtask') }
  return { cards: facts.subtasks.map(one => cardOf(one, facts, input, words)), give: gives ? give : null }
}

function cardOf(subtask: Subtask, facts: TaskFacts, input: SubtasksInput, words: Words): CoUnitPart {
  return {
    id: subtask.id,
    status: statusOf(subtask, facts, words),
    unit: subtask.title,
    text: textOf(subtask, facts, input, words),
    acts: actsOn(subtask, facts, input).map(act => buttonOf(act, subtask, facts, input.actId, words)),
  }
}

const actNames: readonly SubtaskActName[] = [
  'complete_subtask',
  'update_subtask',
  'change_subtask',
  'cancel_subtask',
]

function actsOn(subtask: Subtask, facts: TaskFacts, { actor, offers }: SubtasksInput): SubtaskActName[] {
  if (subtask.state !== 'open') return []
  const offered = new Set<TaskActName>(offers.map(offer => offer.act))
  return actNames.filter(
    act => offered.has(act) && actAuthority(actor, facts, act, { subtaskId: subtask.id }) !== undefined,
  )
}

function buttonOf(
  act: SubtaskActName,
  subtask: Subtask,
  { task }: TaskFacts,
  actId: string,
  { t }: Words,
): ButtonPart | ActButtonPart {
  const href = taskActHref(task.id, act, subtask.id)
  const label = t(`act.part.${act}`)
  if (act !== 'complete_subtask') return { label, kind: 'line', href }
  const fields = { act_id: `${actId}-${subtask.id.slice(-8)}`, version: task.version }
  return { label, kind: 'tonal', action: href, fields }
}

function statusOf(subtask: Subtask, facts: TaskFacts, words: Words): StatusPart {
  const { t, today, calendar } = words
  if (subtask.state === 'done') {
    const date = formatDateShort(subtask.done_on ?? today)
    const late = (subtask.done_on ?? '') > subtask.due_on
    return { kind: 'done', word: t(late ? 'subtask.done_late' : 'subtask.done', { date }) }
  }
  if (subtask.state === 'cancelled') {
    return {
      kind: 'withdrawn',
      word: t(subtask.ended_with_task === 1 ? 'subtask.ended' : 'subtask.cancelled'),
    }
  }
  if (facts.task.state === 'suspended') return { kind: 'suspended', word: t('state.suspended') }
  if (subtask.due_on < today)
    return {
      kind: 'late',
      word: t('status.late', { days: calendar.workingDaysBetween(subtask.due_on, today) }),
    }
  const soon = calendar.workingDaysBetween(today, subtask.due_on) <= 3
  return { kind: soon ? 'soon' : 'running', word: workingDaysWord(subtask.due_on, words) }
}

function textOf(subtask: Subtask, { task }: TaskFacts, input: SubtasksInput, { t }: Words): string {
  const open = subtask.state === 'open'
  const holder = open ? input.holders.get(subtask.officer_id) : input.posts.get(subtask.officer_id)
  const name = holder?.person_name ?? t('page.task.subtask.no_holder')
  const past = open && task.due_on !== null && subtask.due_on > task.due_on
  const facts = [
    name,
    t('page.task.subtask.due', { date: formatDate(subtask.due_on) }),
    ...(subtask.percent > 0 && open ? [`${subtask.percent}%`] : []),
    ...(past ? [t('page.task.subtask.past_task', { due: formatDate(task.due_on ?? '') })] : []),
    ...(subtask.criterion ? [subtask.criterion] : []),
  ]
  return facts.join(' · ')
}
