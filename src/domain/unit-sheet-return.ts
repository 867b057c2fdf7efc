import type { Actor } from '../data/actor.ts'
import type { Db, Row } from '../data/schema.ts'
import { findUnitSheet, listTasksOfSheet } from '../data/unit-sheet.ts'
import {
  deleteSheetReturn,
  findSameReturn,
  findSheetReturn,
  insertSheetReturn,
  updateSheetReturn,
} from '../data/unit-sheet-return.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict, Invalid, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { actorOf } from './office-authority.ts'
import { perform } from './perform.ts'
import { sheetOrganisations, sheetReach } from './unit-sheet.ts'
import {
  canTake,
  type ReturnedRow,
  readSheetRows,
  type SheetReading,
  type SheetTask,
} from './unit-sheet-row.ts'

export interface SheetFile {
  name: string
  sha256: string
  sheetId: string
  rows: ReturnedRow[]
}

/**
 * Keeps what was read of a sheet that came back, to be looked over; the same file again leads to what was kept of it.
 * Throws `Invalid` on `file` for a sheet that is not of this office, or was taken over already.
 */
export async function startSheetReturn(db: Db, act: Act, file: SheetFile): Promise<Done> {
  return actOnce(db, act, async trx => {
    const [holding, organisationIds] = sheetReach(await actorOf(trx, act))
    const sheet = await findUnitSheet(trx, organisationIds, file.sheetId)
    if (!sheet) throw new Invalid({ file: 'error.unit_sheet.unknown' })
    const same = await findSameReturn(trx, { sheetId: sheet.id, sha256: file.sha256 })
    if (same?.applied_on) throw new Invalid({ file: 'error.unit_sheet.applied' })
    if (same) return same.id
    const id = newId()
    const written = await insertSheetReturn(trx, {
      id,
      unit_sheet_id: sheet.id,
      organisation_id: sheet.organisation_id,
      person_id: act.personId ?? '',
      act_id: act.actId,
      name: file.name,
      sha256: file.sha256,
      rows: canonicalJson(file.rows),
      applied_on: null,
      applied_count: 0,
      created_at: act.occasion.at,
      version: 1,
    })
    if (!written) throw new Conflict()
    await recordEvent(trx, act, {
      organisationId: sheet.organisation_id,
      act: 'start_unit_sheet_return',
      subjectType: 'unit_sheet_return',
      subjectId: id,
      appointmentId: holding.id,
      payload: { unit_sheet_id: sheet.id, unit_id: sheet.unit_id, file_sha256: file.sha256 },
    })
    return id
  })
}

export interface SheetReturnFound {
  back: Row<'unit_sheet_return'>
  sheet: Row<'unit_sheet'> & { unit_name: string }
  readings: SheetReading[]
  /** Tasks of the sheet that the file says nothing of: their rows were deleted. */
  missing: SheetTask[]
}

/** What came back, held against what is stored now. Throws `NotFound` for what is not theirs. */
export async function findSheetReading(db: Db, actor: Actor, id: string): Promise<SheetReturnFound> {
  const organisationIds = sheetOrganisations(actor)
  const back = await findSheetReturn(db, organisationIds, id)
  const sheet = back && (await findUnitSheet(db, organisationIds, back.unit_sheet_id))
  if (!back || !sheet) throw new NotFound()
  const tasks = JSON.parse(sheet.rows) as SheetTask[]
  const returned = JSON.parse(back.rows) as ReturnedRow[]
  const now = await listTasksOfSheet(
    db,
    tasks.map(task => task.id),
  )
  const place = { tasks, unitId: sheet.unit_id }
  const readings = readSheetRows(returned, place, new Map(now.map(task => [task.id, task])))
  const told = new Set(returned.map(row => row.taskId))
  return { back, sheet, readings, missing: tasks.filter(task => !told.has(task.id)) }
}

export interface SheetChoice {
  version: number
  /** Tasks whose rows are taken over, each with the version that the page showed. */
  tasks: { id: string; version: number }[]
}

/**
 * Takes the chosen rows over, all or nothing: each is an update of its task, received first where it was not, by the
 * secretary who entered it. Throws `Conflict` where a task moved on since the page was shown, `Invalid` on `tasks`
 * where nothing was chosen.
 */
export async function applySheetReturn(db: Db, act: Act, id: string, choice: SheetChoice): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const [holding] = sheetReach(actor)
    const { back, readings } = await findSheetReading(trx, actor, id)
    if (back.applied_on || back.version !== choice.version) throw new Conflict()
    if (choice.tasks.length === 0) throw new Invalid({ tasks: 'error.unit_sheet.nothing' })
    const chosen = new Map(choice.tasks.map(task => [task.id, task.version]))
    for (const [taskId, seen] of chosen) {
      const reading = readings.find(one => one.task?.id === taskId && canTake(one))
      if (!reading || reading.now?.version !== seen) throw new Conflict()
      await takeRow(trx, act, back, reading)
    }
    const count = chosen.size
    const written = await updateSheetReturn(trx, back, {
      applied_on: act.occasion.today,
      applied_count: count,
      rows: '[]',
    })
    if (!written) throw new Conflict()
    await recordEvent(trx, act, {
      organisationId: back.organisation_id,
      act: 'apply_unit_sheet_return',
      subjectType: 'unit_sheet_return',
      subjectId: id,
      appointmentId: holding.id,
      payload: { file_sha256: back.sha256, rows_sha256: sha256(back.rows), count },
    })
    return id
  })
}

async function takeRow(
  db: Db,
  act: Act,
  back: Row<'unit_sheet_return'>,
  reading: SheetReading,
): Promise<void> {
  const taskId = reading.task?.id ?? ''
  const common = { ...act, actId: null, taskId, channel: 'import' as const }
  const file = { returnId: back.id, sha256: back.sha256 }
  if (reading.receives) await perform(db, { ...common, act: 'enter_receipt', input: file })
  await perform(db, { ...common, act: 'enter_update', input: { ...reading.input, ...file } })
}

/** Drops a file that was looked at and is not to be taken over. */
export async function dropSheetReturn(db: Db, act: Act, id: string): Promise<Done> {
  return actOnce(db, act, async trx => {
    const [holding, organisationIds] = sheetReach(await actorOf(trx, act))
    const back = await findSheetReturn(trx, organisationIds, id)
    if (!back) throw new NotFound()
    if (back.applied_on) throw new Conflict()
    await deleteSheetReturn(trx, id)
    await recordEvent(trx, act, {
      organisationId: back.organisation_id,
      act: 'drop_unit_sheet_return',
      subjectType: 'unit_sheet_return',
      subjectId: id,
      appointmentId: holding.id,
      payload: { file_sha256: back.sha256 },
    })
    return id
  })
}
