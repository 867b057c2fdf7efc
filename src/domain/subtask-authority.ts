import type { Actor } from '../data/actor.ts'
import type { TaskFacts } from '../data/task.ts'
import { type Authority, leadHeadOf } from './authority.ts'

/** The officer to whom that piece is given; of any piece while the page asks what to offer. */
export function subtaskOfficerOf(actor: Actor, facts: TaskFacts, subtaskId?: string): Authority | undefined {
  const given = facts.subtasks.filter(one => subtaskId === undefined || one.id === subtaskId)
  const holding = actor.holdings.find(
    held => held.role === 'officer' && given.some(one => one.officer_id === held.id),
  )
  return holding && { holding, onBehalf: false }
}

/**
 * Who sees what the unit gave on: the unit itself and those above it. How a unit divides its work is not the
 * committee's business, nor a co-unit's or the verifier's.
 */
export function maySeeSubtasks(actor: Actor, facts: TaskFacts): boolean {
  const { organisation_id, officer_id } = facts.task
  const overseeing = actor.holdings.some(
    held =>
      ['leader', 'secretary', 'auditor'].includes(held.role) &&
      held.organisation_ids.includes(organisation_id),
  )
  const officer = actor.holdings.some(held => held.role === 'officer' && held.id === officer_id)
  return (
    overseeing ||
    officer ||
    leadHeadOf(actor, facts) !== undefined ||
    subtaskOfficerOf(actor, facts) !== undefined
  )
}
