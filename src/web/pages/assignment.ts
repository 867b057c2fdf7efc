import type { FastifyRequest } from 'fastify'
import { findAssignmentDraft, listUnassigned } from '../../data/assignment-draft.ts'
import { listCalendarDays } from '../../data/calendar-day.ts'
import { findInspectionFor } from '../../data/inspection.ts'
import type { Db, Row } from '../../data/schema.ts'
import { mostTogether } from '../../domain/assignment.ts'
import { type AssignmentRow, readAssignmentRows, rowsFor } from '../../domain/assignment-row.ts'
import { holdingOver } from '../../domain/authority.ts'
import { NotAllowed, NotFound } from '../../domain/errors.ts'
import { findUnitDirectory } from '../../domain/unit-alias.ts'
import { matchUnit, type UnitDirectory, type UnitMatch } from '../../domain/unit-match.ts'
import { createCalendar } from '../../domain/working-days.ts'
import { isId } from '../../lib/id.ts'
import { type AssignmentProposal, assignmentProposals } from '../assignment-proposal.ts'
import { mostCoUnits } from '../forms/draft.ts'
import { mayPrepare } from './inspection-page.ts'
import { type Words, wordsFor } from './words.ts'

/** A recommendation without a task, with what the text proposes and what is typed. */
export interface AssignmentEntry {
  recommendation: Row<'recommendation'>
  row: AssignmentRow
  proposal: AssignmentProposal
  /** How the first addressee was understood. */
  lead: UnitMatch
}

/** The inspection's recommendations without a task, as this person has them in hand. */
export interface AssignmentDesk {
  inspection: Row<'inspection'>
  words: Words
  entries: AssignmentEntry[]
  directory: UnitDirectory
  /** 0 where nothing was kept yet. */
  version: number
  /** A secretary issues what a leader signed (DECISIONS 22). */
  onBehalf: boolean
}

/** @throws NotFound, NotAllowed */
export async function findAssignmentDesk(
  db: Db,
  request: FastifyRequest,
  inspectionId: string,
): Promise<AssignmentDesk> {
  const { actor, occasion } = request
  const inspection = isId(inspectionId) ? await findInspectionFor(db, actor, inspectionId) : undefined
  if (!inspection) throw new NotFound()
  const { organisation_id: organisationId } = inspection
  if (!mayPrepare(actor, organisationId)) throw new NotAllowed('refusal.role.prepare')
  const days = await listCalendarDays(db)
  const open = await listUnassigned(db, inspection.id)
  const draft = await findAssignmentDraft(db, actor.person.id, inspection.id)
  const kept = rowsFor(draft ? readAssignmentRows(draft.rows) : [], open)
  const directory = await findUnitDirectory(db, organisationId, occasion.today)
  const proposals = await assignmentProposals(inspection, open, days)
  const entries = open.map((recommendation, index) => {
    const proposal = proposals.get(recommendation.id) ?? nothing
    const lead = matchUnit(proposal.addressees[0] ?? '', directory)
    const row = kept.get(recommendation.id)
    return {
      recommendation,
      proposal,
      lead,
      row: row ?? proposedRow(recommendation, proposal, directory, index < mostTogether),
    }
  })
  return {
    inspection,
    words: wordsFor(request, createCalendar(days)),
    entries,
    directory,
    version: draft?.version ?? 0,
    onBehalf: !holdingOver(actor, 'leader', organisationId),
  }
}

const nothing: AssignmentProposal = { addressees: [], coordinating: [], dueOn: null, dueText: '' }

/** The first addressee leads; those after it, and those to work with, take part. */
function proposedRow(
  recommendation: Row<'recommendation'>,
  { addressees, coordinating, dueOn }: AssignmentProposal,
  directory: UnitDirectory,
  chosen: boolean,
): AssignmentRow {
  const [first = '', ...others] = addressees
  const leadUnitId = unitOf(first, directory)
  const coUnitIds = [...others, ...coordinating].map(name => unitOf(name, directory))
  return {
    recommendationId: recommendation.id,
    chosen,
    title: recommendation.summary,
    criterion: '',
    leadUnitId,
    coUnitIds: [...new Set(coUnitIds.filter(id => id && id !== leadUnitId))].slice(0, mostCoUnits),
    cycle: '',
    dueOn: dueOn ?? '',
    officerId: '',
    addressee: first,
  }
}

function unitOf(name: string, directory: UnitDirectory): string {
  const match = matchUnit(name, directory)
  return match.kind === 'unit' ? match.unitId : ''
}

export function assignmentHref(inspectionId: string, page = 1): string {
  const base = `/inspections/${inspectionId}/assignment`
  return page > 1 ? `${base}?page=${page}` : base
}
