import type { Actor, Holding } from '../data/actor.ts'
import type { LetterAct } from '../data/letter-facts.ts'
import type { TaskFacts } from '../data/task.ts'
import { coUnitHeadOf, leadHeadOrOfficer } from './authority.ts'
import { actAuthority, offeredAuthority } from './offered-acts.ts'
import type { TaskActName } from './task-transitions.ts'

/**
 * What a link in a mail may do, in the order of its buttons (PRODUCT §4). Verifying and deciding are not among it and
 * never will be: they need a sign-in.
 */
export const mailActNames = [
  'receive',
  'update',
  'request_extension',
  'refuse',
  'receive_co_unit',
  'update_co_unit',
  'view',
] as const
export type MailActName = (typeof mailActNames)[number]
/** Those that change something; a link to view can be opened as often as one likes. */
export type MailTaskAct = Exclude<MailActName, 'view'> & TaskActName

/** Which parts of a co-unit an act is for. */
const partStates: Partial<Record<MailActName, readonly string[]>> = {
  receive_co_unit: ['asked'],
  update_co_unit: ['received', 'returned'],
}

/** What a mail to this post offers on the task as it stands: only to those whose work it is, and only what they can do. */
export function mailActsOf(holding: Holding, facts: TaskFacts, today: string): LetterAct[] {
  // Rules of a task ask which posts are held and by whom; a mail speaks to one post of a person it names.
  const person = { id: holding.person_id } as Actor['person']
  const actor = { person, today, holdings: [holding], own_committee_ids: [] }
  if (!placeOf(actor, facts)) return []
  return mailActNames.flatMap(act => {
    const offered = offeredMailAct(actor, facts, act)
    return offered ? [{ act, coUnitId: offered.coUnitId, linkId: '' }] : []
  })
}

/** The act as this person can do it now, with the part it is about; undefined when it cannot be done. */
export function offeredMailAct(
  actor: Actor,
  facts: TaskFacts,
  act: MailActName,
): { coUnitId: string | null } | undefined {
  if (act === 'view') return placeOf(actor, facts)
  if (!offeredAuthority(actor, facts, act)) return undefined
  const states = partStates[act]
  if (!states) return { coUnitId: null }
  const part = facts.co_units.find(
    one => states.includes(one.state) && actAuthority(actor, facts, act, { coUnitId: one.id }),
  )
  return part && { coUnitId: part.id }
}

/** By lead's or a part's work: heads and officers of the unit, and heads of co-units; those above look with a session. */
function placeOf(actor: Actor, facts: TaskFacts): { coUnitId: string | null } | undefined {
  if (facts.task.issued_on === null || facts.task.state === 'draft') return undefined
  if (leadHeadOrOfficer(actor, facts)) return { coUnitId: null }
  const part = facts.co_units.find(one => coUnitHeadOf(actor, facts, one.id))
  return part && { coUnitId: part.id }
}
