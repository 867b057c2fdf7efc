import type { Actor, Holding } from '../data/actor.ts'
import type { Role } from '../data/schema-office.ts'
import type { TaskFacts } from '../data/task.ts'

/** By which appointment a person does an act; `onBehalf`: a secretary who must name a leader and the signed document. */
export interface Authority {
  holding: Holding
  onBehalf: boolean
}

/** The person in one of their posts alone, as a link in a mail acts; undefined when they do not hold it today. */
export function actingAs(actor: Actor, appointmentId: string): Actor | undefined {
  const holdings = actor.holdings.filter(held => held.id === appointmentId)
  return holdings.length > 0 ? { ...actor, holdings } : undefined
}

/** The first appointment of the role whose reach holds the organisation. */
export function holdingOver(actor: Actor, role: Role, organisationId: string): Holding | undefined {
  return actor.holdings.find(held => held.role === role && held.organisation_ids.includes(organisationId))
}

export function leaderOf(actor: Actor, { task }: TaskFacts): Authority | undefined {
  return plain(holdingOver(actor, 'leader', task.organisation_id))
}

export function secretaryOf(actor: Actor, { task }: TaskFacts): Authority | undefined {
  return plain(holdingOver(actor, 'secretary', task.organisation_id))
}

/** A leader, or a secretary who records what a leader signed (DECISIONS 22). */
export function leaderOrOnBehalf(actor: Actor, facts: TaskFacts): Authority | undefined {
  const secretary = secretaryOf(actor, facts)
  return leaderOf(actor, facts) ?? (secretary && { ...secretary, onBehalf: true })
}

/** The head of the lead unit, or of a unit above it; acting holders hold an appointment of their own. */
export function leadHeadOf(actor: Actor, facts: TaskFacts): Authority | undefined {
  return plain(
    actor.holdings.find(held => held.role === 'unit_head' && facts.lead_unit_path.startsWith(held.unit_path)),
  )
}

/** The officer to whom the task is given. */
export function officerOf(actor: Actor, { task }: TaskFacts): Authority | undefined {
  return plain(actor.holdings.find(held => held.role === 'officer' && held.id === task.officer_id))
}

export function leadHeadOrOfficer(actor: Actor, facts: TaskFacts): Authority | undefined {
  return leadHeadOf(actor, facts) ?? officerOf(actor, facts)
}

/** The head of a unit that takes part, for the parts of that unit. */
export function coUnitHeadOf(actor: Actor, facts: TaskFacts, coUnitId?: string): Authority | undefined {
  const parts = facts.co_units.filter(part => coUnitId === undefined || part.id === coUnitId)
  const heads = actor.holdings.filter(held => held.role === 'unit_head')
  return plain(heads.find(held => parts.some(part => part.unit_path.startsWith(held.unit_path))))
}

/**
 * A verifier or leader who is neither the reporter nor of the lead or a co-unit, by any of their appointments
 * (PRODUCT §1, §3 act 6).
 */
export function verifierOf(actor: Actor, facts: TaskFacts): Authority | undefined {
  if (facts.task.reported_by === actor.person.id || isOfTaskUnits(actor, facts)) return undefined
  const { organisation_id } = facts.task
  return plain(
    holdingOver(actor, 'verifier', organisation_id) ?? holdingOver(actor, 'leader', organisation_id),
  )
}

function isOfTaskUnits(actor: Actor, facts: TaskFacts): boolean {
  const paths = [facts.lead_unit_path, ...facts.co_units.map(part => part.unit_path)]
  const atWork = actor.holdings.filter(held => held.role !== 'leader' && held.role !== 'committee')
  if (atWork.some(held => paths.some(path => held.unit_path.startsWith(path)))) return true
  // Heads answer for the units below their own, and may have reported for them.
  return leadHeadOf(actor, facts) !== undefined || coUnitHeadOf(actor, facts) !== undefined
}

/** A member of the committee the inspection reports to, or of the department's own. */
export function committeeOf(actor: Actor, facts: TaskFacts): Authority | undefined {
  return plain(committeeOver(actor, facts.task.organisation_id, facts.committee_id))
}

/** The same for an inspection's organisation and the committee it reports to. */
export function committeeOver(
  actor: Actor,
  organisationId: string,
  committeeId: string | null,
): Holding | undefined {
  return actor.holdings.find(held => {
    if (held.role !== 'committee' || !held.committee_id) return false
    const own = actor.own_committee_ids.includes(held.committee_id)
    return (own && held.organisation_ids.includes(organisationId)) || held.committee_id === committeeId
  })
}

/** Whether the person asked for it, by whatever post: who asks never decides (PRODUCT §3). */
export function isAskedBy(request: { requester_id: string } | undefined, actor: Actor): boolean {
  return request?.requester_id === actor.person.id
}

function plain(holding: Holding | undefined): Authority | undefined {
  return holding && { holding, onBehalf: false }
}
