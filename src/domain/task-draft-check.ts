import { type Holding, listHoldings } from '../data/actor.ts'
import { findFile } from '../data/file.ts'
import { findUnit, findUnitsMissing } from '../data/unit.ts'
import { type FieldCheck, fieldCheck } from './field-check.ts'
import type { TaskContext } from './task-act.ts'
import type { DraftInput } from './task-draft.ts'
import { isUnitOpen } from './unit-closing.ts'

/** Where the draft belongs, who prepares it, and the document it has already. */
interface DraftOwner {
  organisationId: string
  personId: string
  keptFileId: string | null
}

/** Throws `Invalid`: the fields of the task itself, then each co-unit's as `coUnits.<n>.<field>`. */
export async function checkDraft(
  context: Pick<TaskContext, 'db' | 'occasion'>,
  input: DraftInput,
  owner: DraftOwner,
): Promise<void> {
  const { db, occasion } = context
  const check = fieldCheck()
  check.text('title', input.title, 'line')
  check.text('criterion', input.criterion, 'paragraph')
  check.text('documentNo', input.documentNo, 'code', false)
  check.date('dueOn', input.dueOn)
  check.date('documentOn', input.documentOn, false)
  const lead = input.leadUnitId ? await findUnit(db, input.leadUnitId) : undefined
  check.refuseIf(!lead, 'leadUnitId', input.leadUnitId ? 'error.unknown_unit' : 'error.required.leadUnitId')
  check.refuseIf(lead !== undefined && !isUnitOpen(lead, occasion.today), 'leadUnitId', 'error.unit_closed')
  await checkVerifier(context, input, owner, check)
  if (input.officerId && lead) {
    const [officer] = await listHoldings(db, occasion.today, { ids: [input.officerId] })
    check.refuseIf(!isOfficerOf(officer, lead.path), 'officerId', 'error.not_an_officer')
  }
  await checkDocument(context, input, owner, check)
  await checkCoUnits(context, input, check)
  check.done()
}

/** A document of the person's own, or the one the draft has: naming another's would open it to whoever sees the task. */
async function checkDocument(
  { db }: Pick<TaskContext, 'db'>,
  { documentFileId }: DraftInput,
  owner: DraftOwner,
  check: FieldCheck,
): Promise<void> {
  if (!documentFileId || documentFileId === owner.keptFileId) return
  const file = await findFile(db, documentFileId)
  const own = file?.purpose === 'document' && file.created_by === owner.personId
  check.refuseIf(!own, 'documentFile', 'error.unknown_file')
}

async function checkCoUnits(
  { db, occasion }: Pick<TaskContext, 'db' | 'occasion'>,
  input: DraftInput,
  check: FieldCheck,
): Promise<void> {
  const missing = await findUnitsMissing(
    db,
    input.coUnits.map(part => part.unitId),
    occasion.today,
  )
  const seen = new Set<string>()
  for (const [index, part] of input.coUnits.entries()) {
    const field = `coUnits.${index}`
    check.refuseIf(part.unitId === '', `${field}.unitId`, 'error.required.unitId')
    check.refuseIf(missing.has(part.unitId), `${field}.unitId`, 'error.unknown_unit')
    check.refuseIf(part.unitId === input.leadUnitId, `${field}.unitId`, 'error.co_unit_is_lead')
    check.refuseIf(seen.has(part.unitId), `${field}.unitId`, 'error.co_unit_twice')
    check.text(`${field}.deliverable`, part.deliverable, 'paragraph', false)
    check.date(`${field}.dueOn`, part.dueOn, false)
    const late = input.partsWithinTask && (part.dueOn ?? '') > (input.dueOn ?? '9999')
    check.refuseIf(late === true, `${field}.dueOn`, 'error.part_after_task')
    seen.add(part.unitId)
  }
}

/** Who verifies holds that post, or leads, and is not of the unit that would be verified. */
async function checkVerifier(
  { db, occasion }: Pick<TaskContext, 'db' | 'occasion'>,
  input: DraftInput,
  owner: DraftOwner,
  check: FieldCheck,
): Promise<void> {
  if (!input.verifierId) return
  const [verifier] = await listHoldings(db, occasion.today, { ids: [input.verifierId] })
  const may = verifier?.role === 'verifier' || verifier?.role === 'leader'
  const reaches = verifier?.organisation_ids.includes(owner.organisationId)
  check.refuseIf(!may || !reaches, 'verifierId', 'error.not_a_verifier')
  const own = verifier?.role === 'verifier' && verifier.unit_id === input.leadUnitId
  check.refuseIf(own, 'verifierId', 'error.verifier_of_lead_unit')
}

/** Whether the appointment is an officer's of the unit, or of one below it. */
export function isOfficerOf(officer: Holding | undefined, unitPath: string): boolean {
  return officer?.role === 'officer' && officer.unit_path.startsWith(unitPath)
}
