import type { Actor } from '../../data/actor.ts'
import type { Row } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import { actAuthority, type OfferedAct } from '../../domain/offered-acts.ts'
import type { TaskActName } from '../../domain/task-transitions.ts'
import { formatDate, formatDateShort } from '../../i18n/format.ts'
import type { ActButtonPart, ButtonPart, CoUnitPart, StatusPart } from '../../render/parts.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import type { Words } from './words.ts'
import { workingDaysWord } from './working-days-word.ts'

type Part = TaskFacts['co_units'][number]
type PartAct = Extract<TaskActName, `${string}_co_unit`>

/** From which states of a part each act on it makes sense; the verb asks the same again. */
const partStates: Record<PartAct, Row<'co_unit'>['state'][]> = {
  receive_co_unit: ['asked'],
  update_co_unit: ['received', 'returned'],
  submit_co_unit: ['received', 'returned'],
  accept_co_unit: ['submitted'],
  return_co_unit: ['submitted'],
  nudge_co_unit: ['asked', 'received', 'returned'],
  plan_co_unit: ['asked', 'received', 'returned'],
  waive_co_unit: ['asked', 'received', 'submitted', 'returned'],
}

/** Whether the act makes sense on the part as it stands; of acts that are on no part, yes. */
export function isPartOpenFor(act: TaskActName, part: Pick<Part, 'state'>): boolean {
  return act in partStates ? partStates[act as PartAct].includes(part.state) : true
}

/** A card for each co-unit: how its part stands, what is owed, and what this person can do with it. */
export function coUnitCards(
  facts: TaskFacts,
  { actor, offers, actId }: { actor: Actor; offers: readonly OfferedAct[]; actId: string },
  words: Words,
): CoUnitPart[] {
  return facts.co_units.map(part => ({
    id: part.id,
    status: partStatus(part, facts, words),
    unit: part.unit_name,
    text: partText(part, words),
    acts: actsOn(part, facts, { actor, offers }, words).map(act => buttonOf(act, part, facts, actId, words)),
  }))
}

function actsOn(
  part: Part,
  facts: TaskFacts,
  { actor, offers }: { actor: Actor; offers: readonly OfferedAct[] },
  words: Words,
): PartAct[] {
  const offered = new Set(offers.map(offer => offer.act))
  return (Object.keys(partStates) as PartAct[]).filter(
    act =>
      offered.has(act) &&
      !(act === 'nudge_co_unit' && isNudged(part, words)) &&
      isPartOpenFor(act, part) &&
      actAuthority(actor, facts, act, { coUnitId: part.id }) !== undefined,
  )
}

/** Urged on this working day already: the button is gone, and the card says so. */
function isNudged({ nudged_on }: Part, { today, calendar }: Words): boolean {
  return nudged_on !== null && calendar.nextWorkingDay(nudged_on) === calendar.nextWorkingDay(today)
}

function buttonOf(
  act: PartAct,
  part: Part,
  facts: TaskFacts,
  actId: string,
  { t }: Words,
): ButtonPart | ActButtonPart {
  const href = taskActHref(facts.task.id, act, part.id)
  const label = t(`act.part.${act}`)
  // One act a form: each needs an id of its own.
  if (act === 'receive_co_unit' || act === 'nudge_co_unit') {
    const kind = act === 'receive_co_unit' ? 'tonal' : 'line'
    const id = `${actId}-${part.id.slice(-8)}${act === 'nudge_co_unit' ? '-n' : ''}`
    return { label, kind, action: href, fields: { act_id: id, version: facts.task.version } }
  }
  return { label, kind: act === 'accept_co_unit' || act === 'submit_co_unit' ? 'tonal' : 'line', href }
}

const kinds: Record<Row<'co_unit'>['state'], StatusPart['kind']> = {
  asked: 'waiting',
  received: 'running',
  submitted: 'reported',
  returned: 'returned',
  accepted: 'accepted',
  waived: 'withdrawn',
}

/** Late by its own date, or the task's; decided ones say when. */
function partStatus(part: Part, facts: TaskFacts, { t, today, calendar }: Words): StatusPart {
  if (part.decided_on && (part.state === 'accepted' || part.state === 'waived')) {
    return {
      kind: kinds[part.state],
      word: t(`part.${part.state}.on`, { date: formatDateShort(part.decided_on) }),
    }
  }
  const due = part.due_on ?? facts.task.due_on
  const waiting = part.state !== 'submitted' && facts.task.closed_on === null
  if (waiting && due && due < today) {
    return { kind: 'late', word: t('status.late_promise', { days: calendar.workingDaysBetween(due, today) }) }
  }
  return { kind: kinds[part.state], word: t(`part.${part.state}`) }
}

function partText(part: Part, words: Words): string {
  const { t } = words
  const open = part.state === 'asked' || part.state === 'received' || part.state === 'returned'
  const facts = [
    part.deliverable || t('page.task.part.no_deliverable'),
    ...(part.due_on && open
      ? [t('page.task.part.due', { date: formatDate(part.due_on), left: leftOf(part.due_on, words) })]
      : []),
    ...(part.percent > 0 && open ? [t('page.task.part.percent', { percent: part.percent })] : []),
    ...(part.note ? [part.note] : []),
    ...(part.nudged_on && open
      ? [t('page.task.part.nudged', { date: formatDateShort(part.nudged_on) })]
      : []),
  ]
  return facts.join(' · ')
}

function leftOf(due: string, words: Words): string {
  if (due < words.today) return words.t('page.task.part.past')
  const left = workingDaysWord(due, words)
  return left.charAt(0).toLocaleLowerCase(words.locale) + left.slice(1)
}
