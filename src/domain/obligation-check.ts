import { findFile } from '../data/file.ts'
import type { Db } from '../data/schema.ts'
import { findUnit } from '../data/unit.ts'
import type { Act } from './event.ts'
import { type FieldCheck, fieldCheck } from './field-check.ts'
import { cycleKinds } from './obligation-period.ts'

export interface ScheduleInput {
  cycle: string
  /** Day of the month, 1-31. */
  cutOffDay: number
  /** Calendar days, 0-60. */
  sendDays: number
}

export interface ObligationInput extends ScheduleInput {
  title: string
  criterion: string
  leadUnitId: string
  documentNo: string
  documentOn: string | null
  documentFileId: string | null
}

/** Longest title: each cycle's task adds the name of its period to it. */
const longestTitle = 250
const mostSendDays = 60

/**
 * Throws `Invalid` with every field that cannot be accepted; a document must be the person's own or the one it has.
 * `more` refuses what the caller knows besides.
 */
export async function checkObligation(
  db: Db,
  act: Pick<Act, 'personId'>,
  input: ObligationInput,
  keptFileId: string | null,
  more: (check: FieldCheck) => void = () => {},
): Promise<void> {
  const check = fieldCheck()
  check.text('title', input.title, 'line')
  const { length } = input.title
  check.refuseIf(length > longestTitle, 'title', {
    key: 'error.too_long',
    values: { max: longestTitle, length },
  })
  check.text('criterion', input.criterion, 'paragraph')
  check.text('documentNo', input.documentNo, 'code', false)
  check.date('documentOn', input.documentOn, false)
  const unit = input.leadUnitId ? await findUnit(db, input.leadUnitId) : undefined
  check.refuseIf(!unit, 'leadUnitId', input.leadUnitId ? 'error.unknown_unit' : 'error.required.leadUnitId')
  checkSchedule(check, input)
  if (input.documentFileId && input.documentFileId !== keptFileId) {
    const file = await findFile(db, input.documentFileId)
    const own = file?.purpose === 'document' && file.created_by === act.personId
    check.refuseIf(!own, 'documentFile', 'error.unknown_file')
  }
  more(check)
  check.done()
}

export function checkSchedule(check: FieldCheck, { cycle, cutOffDay, sendDays }: ScheduleInput): void {
  const known = (cycleKinds as readonly string[]).includes(cycle)
  check.refuseIf(!known, 'cycle', 'error.required.cycle')
  check.refuseIf(!isWithin(cutOffDay, 1, 31), 'cutOffDay', 'error.cut_off_day')
  check.refuseIf(!isWithin(sendDays, 0, mostSendDays), 'sendDays', {
    key: 'error.send_days',
    values: { max: mostSendDays },
  })
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}
