import { findActor } from '../data/actor.ts'
import { inTransaction } from '../data/database.ts'
import type { Db, Row } from '../data/schema.ts'
import {
  deleteBegunWorkbooksBefore,
  deleteWorkbook,
  findBegunNamesake,
  findBegunWorkbook,
  findImportOf,
  findWorkbook,
  insertWorkbook,
  updateWorkbook,
} from '../data/workbook.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { newId } from '../lib/id.ts'
import { holdingOver } from './authority.ts'
import { Conflict, Invalid, NotAllowed, NotFound } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import type { InspectionInput } from './inspection.ts'
import { findUnitDirectory } from './unit-alias.ts'
import { planErrors, readingErrors } from './workbook-check.ts'
import { importReading } from './workbook-import.ts'
import { guessPlan, type Sheet, type WorkbookPlan } from './workbook-plan.ts'
import { readRows, type WorkbookReading } from './workbook-row.ts'
import { unitNames } from './workbook-unit.ts'

/** How long a workbook that was uploaded and not imported is kept. */
const keptDays = 30

export interface WorkbookStart {
  organisationId: string
  name: string
  sha256: string
  sheets: Sheet[]
  /** Facts of the inspection that are known already. */
  fields: Record<string, string>
}

/**
 * Keeps what was read of a workbook, so that a closed tab loses nothing. The same file again leads to what was begun
 * with it; one that was mended takes its place with all that was typed and chosen; one that was imported is refused.
 * Removes what was begun more than 30 days ago.
 */
export async function startWorkbook(
  db: Db,
  act: Act,
  start: WorkbookStart,
): Promise<Done & { mended: boolean }> {
  return inTransaction(db, async trx => {
    const actor = await findActor(trx, act.personId ?? '', act.occasion.today)
    if (!actor || !holdingOver(actor, 'secretary', start.organisationId))
      throw new NotAllowed('refusal.role.create_inspection')
    if (await findImportOf(trx, start)) throw new Invalid({ workbook: 'error.workbook.imported' })
    const { at } = act.occasion
    await deleteBegunWorkbooksBefore(trx, new Date(Date.parse(at) - keptDays * 86_400_000).toISOString())
    const begun = await findBegunWorkbook(trx, actor.person.id, { ...start, actId: act.actId })
    if (begun) return { subjectId: begun, repeated: true, mended: false }
    const before = await findMended(trx, actor.person.id, start)
    if (before) await deleteWorkbook(trx, before.id)
    const id = newId()
    const written = await insertWorkbook(trx, {
      id,
      person_id: actor.person.id,
      organisation_id: start.organisationId,
      act_id: act.actId,
      name: start.name,
      sha256: start.sha256,
      sheets: JSON.stringify(start.sheets),
      fields: before?.fields ?? canonicalJson(start.fields),
      plan: before?.plan ?? canonicalJson(guessPlan(start.sheets)),
      inspection_id: null,
      created_at: at,
      version: 1,
    })
    if (!written) throw new Conflict()
    return { subjectId: id, repeated: false, mended: before !== undefined }
  })
}

/** What was begun with an earlier state of the file: the same name, and the same headings where they were read. */
async function findMended(
  db: Db,
  personId: string,
  { organisationId, name, sheets }: WorkbookStart,
): Promise<Row<'workbook'> | undefined> {
  const before = await findBegunNamesake(db, personId, { organisationId, name })
  if (!before) return undefined
  const { sheet, heading } = JSON.parse(before.plan) as WorkbookPlan
  const headings = (of: Sheet[]) => JSON.stringify(of[sheet]?.rows[heading] ?? null)
  return headings(sheets) === headings(sheetsOf(before)) ? before : undefined
}

export interface WorkbookChange {
  version: number
  fields: Record<string, string>
  plan: WorkbookPlan
}

/** Keeps what was typed and chosen so far. Throws `Conflict` when it was changed in another tab. */
export async function changeWorkbook(db: Db, act: Act, id: string, change: WorkbookChange): Promise<Done> {
  return inTransaction(db, async trx => {
    const workbook = await findOwn(trx, act, id)
    const repeated = Boolean(act.actId) && workbook.act_id === act.actId
    if (repeated || workbook.inspection_id) return { subjectId: id, repeated }
    const { fields, plan } = change
    const before = { id, version: change.version }
    const written = await updateWorkbook(trx, before, {
      act_id: act.actId,
      fields: canonicalJson(fields),
      plan: canonicalJson(plan),
    })
    if (!written) throw new Conflict()
    return { subjectId: id, repeated: false }
  })
}

export type WorkbookFacts = Omit<InspectionInput, 'organisationId' | 'conclusion' | 'recommendations'>

/**
 * Makes the inspection, its recommendations and the drafts of its tasks, all or nothing, and gives the inspection's id;
 * of a file that was imported before, that of the inspection it became. Throws `Invalid` with what is wrong with the
 * facts, with columns, and with `rows` or `units` where cells stand in the way; what was typed is then kept.
 */
export async function finishWorkbook(
  db: Db,
  act: Act,
  id: string,
  finish: WorkbookChange & { facts: WorkbookFacts },
): Promise<Done & { importedBefore: boolean }> {
  try {
    return await importOnce(db, act, id, finish)
  } catch (error) {
    if (error instanceof Invalid) await changeWorkbook(db, { ...act, actId: null }, id, finish)
    const workbook = error instanceof Conflict && (await findOwn(db, act, id))
    const known = workbook && (await findKnownImport(db, workbook))
    if (known) return { subjectId: known, repeated: false, importedBefore: true }
    throw error
  }
}

async function importOnce(db: Db, act: Act, id: string, finish: WorkbookChange & { facts: WorkbookFacts }) {
  let known: string | undefined
  const done = await actOnce(db, act, async trx => {
    const workbook = await findOwn(trx, act, id)
    known = await findKnownImport(trx, workbook)
    if (known) return known
    if (workbook.version !== finish.version) throw new Conflict()
    const reading = await readWorkbookRows(trx, workbook, finish.plan, act.occasion.today)
    const wrong = { ...planErrors(finish.plan), ...readingErrors(reading) }
    const { organisation_id: organisationId, sha256 } = workbook
    const place = { organisationId, sha256, facts: finish.facts }
    const inspectionId = await importReading(trx, act, reading, { ...place, wrong })
    // The chain's lock is held by now: whoever imported the same file at this moment has committed and is seen.
    if (await findImportOf(trx, place)) throw new Conflict()
    const written = await updateWorkbook(trx, workbook, { inspection_id: inspectionId, sheets: '' })
    if (!written) throw new Conflict()
    return inspectionId
  })
  return { ...done, importedBefore: known !== undefined }
}

/** The inspection that it became, or that the same file became by another way: what was begun twice is then dropped. */
async function findKnownImport(db: Db, workbook: Row<'workbook'>): Promise<string | undefined> {
  if (workbook.inspection_id) return workbook.inspection_id
  const { organisation_id: organisationId, sha256 } = workbook
  const twin = await findImportOf(db, { organisationId, sha256 })
  if (twin) await deleteWorkbook(db, workbook.id)
  return twin?.inspection_id
}

/** The workbook's rows by a plan, with the office's units of the day and the names remembered for them. */
export async function readWorkbookRows(
  db: Db,
  workbook: Pick<Row<'workbook'>, 'sheets' | 'organisation_id'>,
  plan: WorkbookPlan,
  today: string,
): Promise<WorkbookReading> {
  const directory = await findUnitDirectory(db, workbook.organisation_id, today)
  return readRows(sheetsOf(workbook), plan, unitNames(directory))
}

/** What was read of the workbook; nothing is kept once it is imported. */
export function sheetsOf({ sheets }: Pick<Row<'workbook'>, 'sheets'>): Sheet[] {
  return sheets === '' ? [] : (JSON.parse(sheets) as Sheet[])
}

/** Throws it away; one that is gone or was imported is left as it is. */
export async function dropWorkbook(db: Db, act: Act, id: string): Promise<void> {
  await inTransaction(db, async trx => {
    const workbook = await findWorkbook(trx, act.personId ?? '', id)
    if (workbook && !workbook.inspection_id) await deleteWorkbook(trx, workbook.id)
  })
}

async function findOwn(db: Db, act: Act, id: string): Promise<Row<'workbook'>> {
  const workbook = await findWorkbook(db, act.personId ?? '', id)
  if (!workbook) throw new NotFound()
  return workbook
}
