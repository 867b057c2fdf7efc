import { listToldKeys, type ToldKey } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import { defaultLadder } from './reminder-ladder.ts'
import type { Draft } from './reminder-row.ts'

/** What the ledger holds already, by its keys; an outlook adds what it foresees. */
export async function findTold(db: Db, taskIds: string[], organisationIds: string[]): Promise<Set<string>> {
  return new Set((await listToldKeys(db, taskIds, organisationIds)).map(keyOf))
}

/** Whether the ledger does not hold the row, nor an earlier day of the outlook; then it does from here on. */
export function isNew(draft: Draft, told: Set<string>): boolean {
  const key = keyOf({
    subject_id: draft.subjectId,
    rung: draft.rung,
    appointment_id: draft.holding.id,
    deadline_version: draft.deadlineVersion,
    occurrence: draft.occurrence,
    rung_on: draft.rungOn,
  })
  if (told.has(key)) return false
  told.add(key)
  return true
}

const repeating = new Set(defaultLadder.filter(rung => rung.anchor === 'update').map(rung => rung.rung))

/** The ledger's key (DECISIONS 15); what repeats is numbered as it is written, so here its day tells it from the next. */
function keyOf(one: ToldKey): string {
  const { subject_id, rung, appointment_id, deadline_version, occurrence, rung_on } = one
  const nth = repeating.has(rung) ? rung_on : occurrence
  return [subject_id, rung, appointment_id, deadline_version, nth].join(' ')
}
