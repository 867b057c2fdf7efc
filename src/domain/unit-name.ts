import { findOffice, updateOffice } from '../data/office.ts'
import type { Db, Row } from '../data/schema.ts'
import { findOrganisationOf, findUnit, updateUnit } from '../data/unit.ts'
import { deleteUnitName, insertUnitName, listNamesDue, listUnitNames } from '../data/unit-name.ts'
import { fold } from '../lib/fold.ts'
import { newId } from '../lib/id.ts'
import { addDays, isPlainDate } from '../lib/plain-date.ts'
import { sha256 } from '../lib/sha256.ts'
import { sortKey } from '../lib/sort-key.ts'
import { Conflict, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import type { Occasion } from './occasion.ts'
import { actorOf, officeHolding } from './office-authority.ts'

export interface RenameInput {
  name: string
  shortName: string
  /** First day of the new name; in the future too. */
  fromOn: string | null
  /** The decision that gives the name. */
  documentNo: string
}

/**
 * Gives a unit another name from a day on (DOMAIN §8): what is dated before keeps the old one. One later name may wait;
 * its day makes it the present one (`takeUpNames`). Throws `Invalid`, or `Conflict` when the unit was changed meanwhile.
 */
export async function renameUnit(
  db: Db,
  act: Act,
  change: { id: string; version: number; input: RenameInput },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { unit, organisationId, holding } = await unitToName(trx, act, change.id)
    const { input } = change
    await checkRename(trx, unit, input)
    if (change.version !== unit.version) throw new Conflict(unit)
    const fromOn = input.fromOn as string
    const documentNo = input.documentNo
    if (fromOn <= act.occasion.today) await takeName(trx, unit, { ...input, fromOn }, act.occasion)
    else {
      const row = nameRow(unit.id, { ...input, documentNo }, act.occasion.at)
      await insertUnitName(trx, { ...row, from_on: fromOn, to_on: null })
      // The unit's own row is the lock: of two who name it at once, one is told.
      if (!(await updateUnit(trx, unit, {}))) throw new Conflict(unit)
    }
    await recordEvent(trx, act, {
      organisationId,
      act: 'rename_unit',
      subjectType: 'unit',
      subjectId: unit.id,
      appointmentId: holding.id,
      payload: {
        from_on: fromOn,
        document_no: documentNo,
        old_sha256: sha256(unit.name),
        new_sha256: sha256(input.name),
      },
    })
    return unit.id
  })
}

/** Takes back a name whose day has not come. */
export async function cancelUnitName(
  db: Db,
  act: Act,
  change: { unitId: string; nameId: string },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { unit, organisationId, holding } = await unitToName(trx, act, change.unitId)
    const name = (await listUnitNames(trx, unit.id)).find(row => row.id === change.nameId)
    if (!name || !isToCome(name, act.occasion.today)) throw new NotFound()
    if (!(await deleteUnitName(trx, name.id))) throw new NotFound()
    await recordEvent(trx, act, {
      organisationId,
      act: 'cancel_unit_name',
      subjectType: 'unit',
      subjectId: unit.id,
      appointmentId: holding.id,
      payload: { from_on: name.from_on, name_sha256: sha256(name.name) },
    })
    return unit.id
  })
}

/** Makes names that were decided for today, or for a day that was missed, the present ones. Returns how many. */
export async function takeUpNames(db: Db, occasion: Occasion): Promise<number> {
  const due = await listNamesDue(db, occasion.today)
  for (const name of due) {
    await actOnce(db, { personId: null, actId: null, occasion }, async trx => {
      const unit = await findUnit(trx, name.unit_id)
      // Another worker was first.
      if (!unit || !(await deleteUnitName(trx, name.id))) return name.unit_id
      const { name: called, short_name: shortName, document_no: documentNo } = name
      const fromOn = name.from_on as string
      await takeName(trx, unit, { name: called, shortName, documentNo, fromOn }, occasion)
      await recordEvent(
        trx,
        { personId: null, actId: null, occasion },
        {
          organisationId: await findOrganisationOf(trx, unit.path),
          act: 'take_up_unit_name',
          subjectType: 'unit',
          subjectId: unit.id,
          payload: { from_on: fromOn, document_no: documentNo },
        },
      )
      return unit.id
    })
  }
  return due.length
}

/** A name decided for a day that has not come. */
export function isToCome(name: Pick<Row<'unit_name'>, 'from_on' | 'to_on'>, today: string): boolean {
  return name.to_on === null && (name.from_on ?? '') > today
}

async function unitToName(db: Db, act: Act, id: string) {
  const unit = await findUnit(db, id)
  if (!unit) throw new NotFound()
  const organisationId = await findOrganisationOf(db, unit.path)
  const holding = officeHolding(await actorOf(db, act), ['secretary', 'admin'], organisationId, 'unit')
  return { unit, organisationId, holding }
}

async function checkRename(db: Db, unit: Row<'unit'>, input: RenameInput): Promise<void> {
  const check = fieldCheck()
  check.text('name', input.name, 'line')
  check.text('shortName', input.shortName, 'code', false)
  check.text('documentNo', input.documentNo, 'code', false)
  check.date('fromOn', input.fromOn)
  check.refuseIf(input.name === unit.name && input.shortName === unit.short_name, 'name', 'error.same_name')
  const names = await listUnitNames(db, unit.id)
  check.refuseIf(
    names.some(row => row.to_on === null),
    'fromOn',
    'error.name_waiting',
  )
  const fromOn = input.fromOn ?? ''
  if (isPlainDate(fromOn)) {
    const began =
      names
        .flatMap(row => (row.to_on ? [addDays(row.to_on, 1)] : []))
        .sort()
        .at(-1) ?? unit.valid_from
    check.refuseIf(began !== null && fromOn <= began, 'fromOn', 'error.name_began_later')
    check.refuseIf(unit.valid_to !== null && fromOn > unit.valid_to, 'fromOn', 'error.unit_closed')
  }
  check.done()
}

/** The unit goes by the new name, and the old one is kept with its days; the office too, where it goes by its root's. */
async function takeName(
  db: Db,
  unit: Row<'unit'>,
  input: RenameInput & { fromOn: string },
  occasion: Occasion,
) {
  const until = addDays(input.fromOn, -1)
  const before = (await listUnitNames(db, unit.id)).flatMap(row => (row.to_on ? [addDays(row.to_on, 1)] : []))
  const old = { name: unit.name, shortName: unit.short_name, documentNo: input.documentNo }
  const from_on = before.sort().at(-1) ?? unit.valid_from
  await insertUnitName(db, { ...nameRow(unit.id, old, occasion.at), from_on, to_on: until })
  const columns = {
    name: input.name,
    short_name: input.shortName,
    folded: fold(`${input.name} ${input.shortName}`),
    sort_key: sortKey(input.name),
  }
  if (!(await updateUnit(db, unit, columns))) throw new Conflict(unit)
  const office = unit.parent_id === null ? await findOffice(db) : undefined
  if (office?.name !== unit.name) return
  if (!(await updateOffice(db, office, { name: input.name }))) throw new Conflict(office)
}

function nameRow(unitId: string, input: Omit<RenameInput, 'fromOn'>, at: string) {
  return {
    id: newId(),
    unit_id: unitId,
    name: input.name,
    short_name: input.shortName,
    folded: fold(`${input.name} ${input.shortName}`),
    document_no: input.documentNo,
    created_at: at,
  }
}
