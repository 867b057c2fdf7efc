import { findOffice, updateOffice } from '../data/office.ts'
import type { Db, Row } from '../data/schema.ts'
import { findRootUnit } from '../data/unit.ts'
import { Conflict, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf, officeHolding } from './office-authority.ts'

export interface OfficeInput {
  name: string
  parentName: string
  shortName: string
  place: string
  helpContact: string
  subjectTerm: string
  salutation: string
}

/** An administrator changes what the office is called and how letters speak. */
export async function changeOffice(db: Db, act: Act, input: OfficeInput, version: number): Promise<Done> {
  return actOnce(db, act, async trx => {
    const office = await findOffice(trx)
    const root = await findRootUnit(trx)
    if (!office || !root) throw new NotFound()
    const holding = officeHolding(await actorOf(trx, act), ['admin'], root.id, 'office')
    const salutation = salutations.find(known => known === input.salutation)
    const check = fieldCheck()
    check.text('name', input.name, 'line')
    check.text('parentName', input.parentName, 'line', false)
    check.text('shortName', input.shortName, 'code', false)
    check.text('place', input.place, 'line', false)
    check.text('helpContact', input.helpContact, 'line', false)
    check.text('subjectTerm', input.subjectTerm, 'line')
    check.refuseIf(!salutation, 'salutation', 'error.required.salutation')
    check.done()
    const { parentName, shortName, helpContact, subjectTerm, name, place } = input
    const columns = { name, place, parent_name: parentName, short_name: shortName, help_contact: helpContact }
    const change = { ...columns, subject_term: subjectTerm, salutation: salutation ?? 'dong_chi' }
    if (!(await updateOffice(trx, { ...office, version }, change))) throw new Conflict(office)
    await recordEvent(trx, act, {
      organisationId: root.id,
      act: 'change_office',
      subjectType: 'office',
      subjectId: root.id,
      appointmentId: holding.id,
      payload: { salutation: change.salutation, changed: changedColumns(office, change) },
    })
    return root.id
  })
}

export const salutations = ['dong_chi', 'ong_ba'] as const

function changedColumns(before: Row<'office'>, change: Partial<Row<'office'>>): string[] {
  return Object.entries(change).flatMap(([name, value]) => (before[name as 'name'] === value ? [] : [name]))
}
