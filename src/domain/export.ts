import type { Actor, Holding } from '../data/actor.ts'
import { findAppointment } from '../data/appointment.ts'
import { countOpenExports, type ExportRow, findExportFor, insertExport, moveExport } from '../data/export.ts'
import { asReaderOfFigures } from '../data/figures.ts'
import { findInspectionFor } from '../data/inspection.ts'
import { findRecommendationFor } from '../data/recommendation.ts'
import type { Db } from '../data/schema.ts'
import { findOrganisationOf, findUnit } from '../data/unit.ts'
import { newId } from '../lib/id.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf } from './office-authority.ts'

/** What an export tells of, as it is asked and as the row keeps it. */
export interface ExportQuery {
  asOf: PlainDate
  inspectionId?: string | undefined
  recommendationId?: string | undefined
  theme?: string | undefined
  /** The lead unit, with those below it. */
  unitId?: string | undefined
  /** An appointment in charge, or `head`. */
  leaderId?: string | undefined
}

export type ExportFormat = ExportRow['format']

/** The report in words is a document, the table a sheet: what a format holds. */
export const kindOfFormat: Record<ExportFormat, ExportRow['kind']> = {
  docx: 'report',
  pdf: 'report',
  xlsx: 'follow_up',
  csv: 'follow_up',
}

/** So many of one person may wait at once. */
export const mostOpenExports = 5

/**
 * Asks for a file of the person's figures; the worker makes it. `now` is the system's clock, by which the queue runs.
 * @throws NotAllowed, Invalid
 */
export async function orderExport(
  db: Db,
  act: Act & { personId: string },
  { format, query, now }: { format: ExportFormat; query: ExportQuery; now: Date },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const [holding] = asReaderOfFigures(actor).holdings
    if (!holding) throw new NotAllowed('refusal.role.export')
    await checkQuery(trx, act, actor, query, format)
    if ((await countOpenExports(trx, act.personId)) >= mostOpenExports)
      throw new Invalid({ format: { key: 'error.export.too_many', values: { max: mostOpenExports } } })
    const id = newId()
    await insertExport(trx, {
      ...blankExport,
      id,
      organisation_id: holding.organisation_id,
      person_id: act.personId,
      kind: kindOfFormat[format],
      format,
      asked_on: act.occasion.today,
      query: JSON.stringify(query),
      created_at: now.toISOString(),
    })
    await recordExportEvent(trx, act, { id, holding, act: 'export', payload: { format, ...imageOf(query) } })
    return id
  })
}

const blankExport = {
  covers: '[]',
  state: 'planned' as const,
  rows_done: 0,
  rows_total: 0,
  attempts: 0,
  claimed_by: null,
  started_at: null,
  file_id: null,
  file_name: '',
  size: 0,
  sha256: '',
  made_at: null,
  expires_at: null,
  reason: '',
  version: 1,
}

/** Calls off an export that waits or is being made; its worker stops at its next page. @throws NotFound, WrongState */
export async function cancelExport(db: Db, act: Act, id: string): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const row = await findExportFor(trx, actor, id)
    const [holding] = asReaderOfFigures(actor).holdings
    if (!row || !holding) throw new NotFound()
    if (row.state !== 'planned' && row.state !== 'running') throw new WrongState(row.state, 'cancel_export')
    const change = { state: 'cancelled' as const, claimed_by: null }
    if (!(await moveExport(trx, id, { state: row.state }, change))) throw new Conflict(row)
    await recordExportEvent(trx, act, { id, holding, act: 'cancel_export', payload: { from: row.state } })
    return id
  })
}

async function recordExportEvent(
  db: Db,
  act: Act,
  { id, holding, ...event }: { id: string; holding: Holding; act: string; payload: Record<string, unknown> },
): Promise<void> {
  await recordEvent(db, act, {
    ...event,
    organisationId: holding.organisation_id,
    subjectType: 'export',
    subjectId: id,
    appointmentId: holding.id,
  })
}

/** Ids, codes, dates and hashes only (DECISIONS 5): a theme is the office's own words. */
function imageOf({ asOf, inspectionId, recommendationId, theme, unitId, leaderId }: ExportQuery) {
  return {
    as_of: asOf,
    inspection_id: inspectionId ?? null,
    recommendation_id: recommendationId ?? null,
    theme_sha256: theme ? sha256(theme) : null,
    unit_id: unitId ?? null,
    leader_id: leaderId ?? null,
  }
}

async function checkQuery(db: Db, act: Act, actor: Actor, query: ExportQuery, format: string): Promise<void> {
  const check = fieldCheck()
  const reader = asReaderOfFigures(actor)
  const { asOf, inspectionId, recommendationId, unitId, leaderId } = query
  check.refuseIf(!Object.hasOwn(kindOfFormat, format), 'format', 'error.required.format')
  check.date('asOf', asOf)
  check.refuseIf(asOf > act.occasion.today, 'asOf', 'error.date_after_today')
  if (inspectionId && !(await findInspectionFor(db, reader, inspectionId)))
    check.refuse('inspectionId', 'error.export.unknown')
  const known = recommendationId ? await findRecommendationFor(db, reader, recommendationId) : undefined
  if (recommendationId && !known) check.refuse('recommendationId', 'error.export.unknown')
  if (known && inspectionId && known.inspection_id !== inspectionId)
    check.refuse('recommendationId', 'error.export.other_inspection')
  if (unitId && !(await isUnitWithin(db, reader, unitId))) check.refuse('unitId', 'error.export.unknown')
  if (leaderId && leaderId !== 'head' && !(await isPostWithin(db, reader, leaderId)))
    check.refuse('leaderId', 'error.export.unknown')
  check.done()
}

async function isUnitWithin(db: Db, actor: Actor, unitId: string): Promise<boolean> {
  const unit = await findUnit(db, unitId)
  if (!unit) return false
  const organisation = await findOrganisationOf(db, unit.path)
  return actor.holdings.some(held => held.organisation_ids.includes(organisation))
}

async function isPostWithin(db: Db, actor: Actor, appointmentId: string): Promise<boolean> {
  const post = await findAppointment(db, appointmentId)
  return post !== undefined && post.role === 'leader' && isUnitWithin(db, actor, post.unit_id)
}
