import { findCommittee, insertCommittee } from '../data/committee.ts'
import type { Db } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf, officeHolding } from './office-authority.ts'

export interface CommitteeInput {
  organisationId: string
  name: string
  level: string
  parentId: string | null
}

/** Enters a committee: the department's own, or one above it to which inspections report. */
export async function createCommittee(db: Db, act: Act, input: CommitteeInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const holding = officeHolding(
      await actorOf(trx, act),
      ['secretary', 'admin'],
      input.organisationId,
      'committee',
    )
    const level = (['province', 'organisation'] as const).find(known => known === input.level)
    const check = fieldCheck()
    check.text('name', input.name, 'line')
    check.refuseIf(!level, 'level', 'error.required.level')
    const parent = input.parentId ? await findCommittee(trx, input.parentId) : undefined
    check.refuseIf(Boolean(input.parentId) && !parent, 'parentId', 'error.unknown_committee')
    check.done()
    const id = newId()
    await insertCommittee(trx, {
      id,
      organisation_id: input.organisationId,
      name: input.name,
      level: level ?? 'organisation',
      parent_id: input.parentId || null,
      created_at: act.occasion.at,
      version: 1,
    })
    await recordEvent(trx, act, {
      organisationId: input.organisationId,
      act: 'create_committee',
      subjectType: 'committee',
      subjectId: id,
      appointmentId: holding.id,
      payload: { level: input.level, parent_id: input.parentId },
    })
    return id
  })
}
