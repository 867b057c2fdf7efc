import { listHoldings } from '../data/actor.ts'
import { deleteCoUnits, insertCoUnits, listCoUnitsWithWords, updateCoUnit } from '../data/co-unit.ts'
import type { NewRow } from '../data/schema.ts'
import { fold } from '../lib/fold.ts'
import { newId } from '../lib/id.ts'
import { sortKey } from '../lib/sort-key.ts'
import { Conflict, Invalid } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { type Effect, personOf, type TaskContext } from './task-act.ts'
import { checkDraft, isOfficerOf } from './task-draft-check.ts'

export interface CoUnitInput {
  unitId: string
  deliverable: string
  dueOn: string | null
}

/** What is prepared of a task before it is issued; dates are PlainDate or null, ids of units and appointments. */
export interface DraftInput {
  title: string
  criterion: string
  leadUnitId: string
  dueOn: string | null
  documentNo: string
  documentOn: string | null
  documentFileId: string | null
  verifierId: string | null
  /** An officer of the lead unit whom the draft names; left out: as it was. */
  officerId?: string | null
  coUnits: CoUnitInput[]
  /** Refuses parts that are due after the task, as forms do; history is taken in as it was written. */
  partsWithinTask?: true
}

/** Columns by which a task is searched and sorted. */
export function searchText(code: string, text: { title: string; criterion: string }) {
  return { folded: fold(`${code} ${text.title} ${text.criterion}`), sort_key: sortKey(text.title) }
}

/** Preparing or changing a draft: everything may still be open but the unit, which must exist. */
export async function prepareTask(context: TaskContext, input: DraftInput): Promise<Effect> {
  const { task } = context.facts
  await checkDraft(context, input, {
    organisationId: task.organisation_id,
    personId: personOf(context),
    keptFileId: task.document_file_id,
  })
  await replaceCoUnits(context, input.coUnits)
  // An officer is of one unit: where another leads, its head names one.
  const officer = input.leadUnitId === task.lead_unit_id ? {} : { officer_id: null }
  return {
    change: { ...draftColumns(input), ...officer, ...searchText(task.code, input) },
    record: { co_unit_ids: input.coUnits.map(part => part.unitId) },
  }
}

/**
 * The parts as the draft names them now. A part that is still named keeps its row; one with words of its unit, written
 * before the task was given back, cannot be dropped without a trace and has to be waived once the task is issued.
 */
async function replaceCoUnits({ db, facts, occasion }: TaskContext, parts: CoUnitInput[]): Promise<void> {
  const named = new Map(parts.map(part => [part.unitId, part]))
  const dropped = facts.co_units.filter(known => !named.has(known.unit_id))
  const atWork = await listCoUnitsWithWords(
    db,
    dropped.map(known => known.id),
  )
  const kept = dropped.filter(known => atWork.includes(known.id))
  if (kept.length > 0) {
    const values = { units: kept.map(known => known.unit_name).join(', ') }
    throw new Invalid({ coUnits: { key: 'error.co_unit_at_work', values } })
  }
  for (const known of facts.co_units) {
    const part = named.get(known.unit_id)
    if (!part) continue
    const change = { deliverable: part.deliverable, due_on: part.dueOn || null }
    if (!(await updateCoUnit(db, known, change))) throw new Conflict()
    named.delete(known.unit_id)
  }
  await deleteCoUnits(
    db,
    dropped.map(known => known.id),
  )
  await insertCoUnits(db, coUnitRows(facts.task.id, [...named.values()], occasion.at))
}

export function draftColumns(input: DraftInput) {
  return {
    title: input.title,
    criterion: input.criterion,
    lead_unit_id: input.leadUnitId,
    due_on: input.dueOn || null,
    document_no: input.documentNo,
    document_on: input.documentOn || null,
    document_file_id: input.documentFileId || null,
    verifier_id: input.verifierId || null,
  }
}

export function coUnitRows(taskId: string, parts: CoUnitInput[], at: string): NewRow<'co_unit'>[] {
  return parts.map(part => ({
    id: newId(),
    task_id: taskId,
    unit_id: part.unitId,
    deliverable: part.deliverable,
    due_on: part.dueOn || null,
    state: 'asked',
    percent: 0,
    note: '',
    submitted_on: null,
    decided_on: null,
    updated_on: null,
    nudged_on: null,
    created_at: at,
    version: 1,
  }))
}

/** The officer must hold that post in the lead unit, or below it, today. */
export async function checkOfficer(context: TaskContext, officerId: string | null): Promise<void> {
  if (!officerId) return
  const [officer] = await listHoldings(context.db, context.occasion.today, { ids: [officerId] })
  const check = fieldCheck()
  check.refuseIf(!isOfficerOf(officer, context.facts.lead_unit_path), 'officerId', 'error.not_an_officer')
  check.done()
}
