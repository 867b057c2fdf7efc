import { type Actor, findActor, type Holding } from '../data/actor.ts'
import type { Db } from '../data/schema.ts'
import type { Role } from '../data/schema-office.ts'
import { holdingOver } from './authority.ts'
import { NotAllowed, NotFound } from './errors.ts'
import type { Act } from './event.ts'

/** The person behind an act, with the appointments valid on its day. Throws `NotFound` for a stranger. */
export async function actorOf(db: Db, act: Act): Promise<Actor> {
  const actor = act.personId ? await findActor(db, act.personId, act.occasion.today) : undefined
  if (!actor) throw new NotFound()
  return actor
}

/** The appointment by which the person may run the office's books: the first of the roles that reaches it. */
export function officeHolding(actor: Actor, roles: Role[], organisationId: string, actName: string): Holding {
  for (const role of roles) {
    const holding = holdingOver(actor, role, organisationId)
    if (holding) return holding
  }
  throw new NotAllowed(`refusal.role.${actName}`)
}
