import type { Actor, Holding } from '../data/actor.ts'
import { findObligationFor, type ObligationOfUnit, updateObligation } from '../data/obligation.ts'
import type { Db, Row } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict, NotFound } from './errors.ts'
import { type Act, recordEvent } from './event.ts'
import { actorOf } from './office-authority.ts'

/** @throws NotFound for what is not theirs */
export async function findObligationOf(
  db: Db,
  act: Act,
  id: string,
): Promise<{ actor: Actor; obligation: ObligationOfUnit }> {
  const actor = await actorOf(db, act)
  const obligation = await findObligationFor(db, actor, id)
  if (!obligation) throw new NotFound()
  return { actor, obligation }
}

export interface Recorded {
  act: string
  holding: Holding
  onBehalfOfId?: string | null
}

/** Writes the change with its event. @throws Conflict when someone else was first */
export async function writeObligation(
  db: Db,
  act: Act,
  before: Row<'obligation'> | ObligationOfUnit,
  change: Partial<Row<'obligation'>>,
  recorded: Recorded,
): Promise<Row<'obligation'>> {
  if (!(await updateObligation(db, before, change))) throw new Conflict(before)
  const after = { ...rowOf(before), ...change, version: before.version + 1 }
  await recordObligation(db, act, { ...recorded, after })
  return after
}

export function rowOf(obligation: Row<'obligation'> | ObligationOfUnit): Row<'obligation'> {
  const {
    lead_unit_name: _name,
    committee_id: _committee,
    recommendation_ordinal: _ordinal,
    ...row
  } = obligation as ObligationOfUnit
  return row
}

export async function recordObligation(
  db: Db,
  act: Act,
  { act: name, after, holding, onBehalfOfId = null }: Recorded & { after: Row<'obligation'> },
): Promise<void> {
  const { title, criterion, decision_reason, ...facts } = after
  await recordEvent(db, act, {
    organisationId: after.organisation_id,
    act: name,
    subjectType: 'obligation',
    subjectId: after.id,
    appointmentId: holding.id,
    onBehalfOfId,
    payload: {
      after: {
        ...facts,
        title: sha256(title),
        criterion: sha256(criterion),
        decision_reason: sha256(decision_reason),
      },
    },
  })
}

/** A schedule as it is kept, with the first day of the first cycle that follows it. */
export function scheduleRow(
  { occasion }: Act,
  obligation: Row<'obligation'>,
  { from, reason, by }: { from: string; reason: string; by: string },
): Row<'obligation_schedule'> {
  const { id, cycle, cut_off_day, send_days } = obligation
  return {
    id: newId(),
    obligation_id: id,
    cycle,
    cut_off_day,
    send_days,
    from_on: from,
    reason,
    decided_by: by,
    decided_on: occasion.today,
    created_at: occasion.at,
  }
}
