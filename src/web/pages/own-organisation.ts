import type { Actor } from '../../data/actor.ts'
import type { Db } from '../../data/schema.ts'
import { findRootUnit } from '../../data/unit.ts'
import { NotFound } from '../../domain/errors.ts'

/** The organisation whose books the person keeps: of their appointment as secretary, leader or administrator, else the root. */
export async function ownOrganisation(db: Db, actor: Actor): Promise<string> {
  const roles = ['secretary', 'leader', 'admin']
  const held = actor.holdings.find(holding => roles.includes(holding.role))
  const id = held?.organisation_id ?? (await findRootUnit(db))?.id
  if (!id) throw new NotFound()
  return id
}
