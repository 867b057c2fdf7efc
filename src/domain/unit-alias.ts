import type { Db, Row } from '../data/schema.ts'
import { findOrganisationOf, findUnit, listUnits } from '../data/unit.ts'
import { deleteUnitAlias, findUnitAlias, listUnitAliases, writeUnitAlias } from '../data/unit-alias.ts'
import { listFormerNames } from '../data/unit-name.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { actorOf, officeHolding } from './office-authority.ts'
import { aliasKey, matchUnit, type UnitDirectory, unitDirectory } from './unit-match.ts'

/** The units under the organisation that exist on the day, by their names and what was remembered of them. */
export async function findUnitDirectory(
  db: Db,
  organisationId: string,
  today: string,
): Promise<UnitDirectory> {
  const organisation = await findUnit(db, organisationId)
  const units = (await listUnits(db, today)).filter(unit => unit.path.startsWith(organisation?.path ?? '/'))
  return unitDirectory(units, await listUnitAliases(db, organisationId), await findFormerNames(db, today))
}

/** What units were called before, and closed ones whose work another took over, by the unit that goes by it now. */
async function findFormerNames(db: Db, today: string): Promise<{ name: string; unit_id: string }[]> {
  const all = await listUnits(db)
  const units = new Map(all.map(unit => [unit.id, unit]))
  const isClosed = (unit: Row<'unit'> | undefined) => Boolean(unit?.valid_to && unit.valid_to < today)
  const now = (id: string, steps = 0): string => {
    const unit = units.get(id)
    return unit && isClosed(unit) && unit.successor_id && steps < 20 ? now(unit.successor_id, steps + 1) : id
  }
  const closed = all.filter(isClosed).map(({ id, name }) => ({ name, unit_id: id }))
  return [...(await listFormerNames(db, today)), ...closed].map(({ name, unit_id }) => ({
    name,
    unit_id: now(unit_id),
  }))
}

/** A name that a document uses, and the unit that a person chose for it. */
export interface ChosenUnit {
  name: string
  unitId: string
}

/** Longer names are sentences, which nobody writes twice. */
const longestAlias = 120

/**
 * Remembers what a person chose where the name alone did not tell, within the caller's transaction; what several units
 * share is never one unit's name. Returns what was written, as events record it.
 */
export async function rememberAliases(
  db: Db,
  act: Act,
  organisationId: string,
  chosen: readonly ChosenUnit[],
): Promise<{ unit_id: string; name_sha256: string }[]> {
  const directory = await findUnitDirectory(db, organisationId, act.occasion.today)
  const told = new Map<string, ChosenUnit>()
  for (const choice of chosen) if (isNews(choice, directory)) told.set(aliasKey(choice.name), choice)
  for (const [folded, { name, unitId }] of told) {
    await writeUnitAlias(db, {
      id: newId(),
      organisation_id: organisationId,
      name,
      folded,
      unit_id: unitId,
      created_by: act.personId ?? '',
      created_at: act.occasion.at,
    })
  }
  return [...told.values()].map(({ name, unitId }) => ({ unit_id: unitId, name_sha256: sha256(name) }))
}

function isNews({ name, unitId }: ChosenUnit, directory: UnitDirectory): boolean {
  if (name.length > longestAlias || aliasKey(name) === '') return false
  const match = matchUnit(name, directory)
  if (match.kind === 'group') return false
  return match.kind !== 'unit' || (match.by === 'alias' && match.unitId !== unitId)
}

/** A secretary or administrator makes the office forget what a name was taken for. */
export async function removeUnitAlias(db: Db, act: Act, id: string): Promise<Done> {
  return actOnce(db, act, async trx => {
    const alias = await findUnitAlias(trx, id)
    const unit = alias && (await findUnit(trx, alias.unit_id))
    if (!alias || !unit) throw new NotFound()
    const organisationId = await findOrganisationOf(trx, unit.path)
    const holding = officeHolding(await actorOf(trx, act), ['secretary', 'admin'], organisationId, 'unit')
    if (!(await deleteUnitAlias(trx, id))) throw new NotFound()
    await recordEvent(trx, act, {
      organisationId,
      act: 'remove_unit_alias',
      subjectType: 'unit',
      subjectId: unit.id,
      appointmentId: holding.id,
      payload: removalOf(alias),
    })
    return unit.id
  })
}

function removalOf(alias: Row<'unit_alias'>) {
  return { unit_id: alias.unit_id, name_sha256: sha256(alias.name) }
}
