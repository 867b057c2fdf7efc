import type { Actor } from '../data/actor.ts'
import { listFigureLeaders } from '../data/figure-label.ts'
import {
  listAssigningDocuments,
  listReportInspections,
  listReportRecommendations,
} from '../data/report-frame.ts'
import type { Db, Row } from '../data/schema.ts'
import { findRootUnit } from '../data/unit.ts'
import { findUnitNameOn } from '../data/unit-name.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { type DocumentSetting, findDocumentSettingOn } from './document-setting.ts'
import { type FigureQuery, type Figures, findFigures, findFiguresBy, readFigureQuery } from './figures.ts'
import { endOfDay } from './report-task.ts'

export { eachReportTask, type ReportTask } from './report-task.ts'

/** How the recommendations of an inspection stand on a day; every format is made from this and `eachReportTask`. */
export interface Report {
  /** The day whose end is told of, and the day on which it is told. */
  asOf: PlainDate
  madeOn: PlainDate
  /** Head and foot of the document, with names as of `madeOn`. */
  setting: DocumentSetting
  /** What it is narrowed to, in words; null for all. */
  scope: {
    inspection: string | null
    recommendation: string | null
    theme: string | null
    unit: string | null
    leader: string | null
  }
  inspections: ReportInspection[]
  /** Names of committees that the inspections report to. */
  committees: string[]
  total: Figures
  /** Lead units under their names of `asOf`, those with most tasks first; they add up to the total. */
  units: { id: string; name: string; figures: Figures }[]
  recommendations: ReportRecommendation[]
  /** How many of the recommendations the committee had closed, by outcome, and how many stood open. */
  closed: Record<NonNullable<Row<'recommendation'>['outcome']> | 'open', number>
  /** The documents by which tasks were given out. */
  documents: { no: string; on: PlainDate | null }[]
}

export interface ReportInspection {
  id: string
  number: string
  title: string
  /** Who inspected. */
  body: string
  heldOn: PlainDate
  documentNo: string
  documentOn: PlainDate | null
}

export interface ReportRecommendation {
  id: string
  inspectionId: string
  ordinal: number
  /** Verbatim. */
  quote: string
  summary: string
  theme: string
  kind: 'once' | 'standing'
  outcome: Row<'recommendation'>['outcome']
  /** Its tasks, cycles of standing duties left out as everywhere (DECISIONS 3). */
  figures: Pick<Figures, 'total' | 'done' | 'running_late'>
}

/**
 * The report of what the person may see, as of `query.asOf` (today where left out).
 * @throws Invalid as `findFigures` does
 */
export async function findReport(db: Db, actor: Actor, query: FigureQuery): Promise<Report> {
  const { day, scope } = await readFigureQuery(db, actor, query)
  const asOf = day.day
  const rows = scope
    ? await listReportRecommendations(db, actor, { day: asOf, until: endOfDay(asOf), scope })
    : []
  const units = await findFiguresBy(db, actor, query, 'unit')
  const figures = await findFiguresBy(db, actor, query, 'recommendation')
  const counts = new Map(figures.map(one => [one.key, one.figures]))
  // Narrowed to a unit or a leader, a report tells of the recommendations that they have tasks of.
  const isNarrowed = Boolean(query.unitId ?? query.leaderId)
  const shown = rows.filter(row => !isNarrowed || counts.has(row.id))
  const inspections = await listReportInspections(db, [...new Set(shown.map(row => row.inspection_id))])
  const recommendations = shown.map(row => recommendationOf(row, counts.get(row.id)))
  const ids = shown.map(row => row.id)
  return {
    asOf,
    madeOn: query.today,
    setting: await findDocumentSettingOn(db, await organisationOf(db, actor), query.today),
    scope: await scopeWords(db, query, asOf, { inspections, recommendations }),
    inspections: inspections.map(inspectionOf),
    committees: [...new Set(inspections.flatMap(one => one.committee_name ?? []))],
    total: await findTotal(db, actor, query),
    units: units
      .map(unit => ({ id: unit.key, name: unit.label, figures: unit.figures }))
      .sort((a, b) => b.figures.total - a.figures.total),
    recommendations,
    closed: closedOf(recommendations),
    documents: (await listAssigningDocuments(db, ids, asOf)).map(one => {
      return { no: one.document_no, on: one.document_on }
    }),
  }
}

async function findTotal(db: Db, actor: Actor, query: FigureQuery): Promise<Figures> {
  return (await findFigures(db, actor, query)).total
}

async function scopeWords(
  db: Db,
  query: FigureQuery,
  asOf: PlainDate,
  found: { inspections: { title: string }[]; recommendations: { summary: string; quote: string }[] },
): Promise<Report['scope']> {
  const { inspectionId, recommendationId, theme, unitId, leaderId } = query
  const first = found.recommendations[0]
  const leader = leaderId && leaderId !== 'head' ? (await listFigureLeaders(db, [leaderId]))[0] : undefined
  return {
    inspection: inspectionId ? (found.inspections[0]?.title ?? null) : null,
    recommendation: recommendationId ? first?.summary || first?.quote || null : null,
    theme: theme || null,
    unit: unitId ? ((await findUnitNameOn(db, unitId, asOf))?.name ?? null) : null,
    leader: leader?.name ?? null,
  }
}

/** The organisation that the person reports for: of their own appointment, else the office's. */
export async function organisationOf(db: Db, actor: Actor): Promise<string> {
  const own = actor.holdings.find(held => held.role === 'secretary' || held.role === 'leader')
  return own?.organisation_id ?? (await findRootUnit(db))?.id ?? ''
}

type InspectionRow = Awaited<ReturnType<typeof listReportInspections>>[number]
type RecommendationRow = Awaited<ReturnType<typeof listReportRecommendations>>[number]

function inspectionOf(row: InspectionRow): ReportInspection {
  const { id, number, title, body } = row
  return {
    id,
    number,
    title,
    body,
    heldOn: row.held_on,
    documentNo: row.document_no,
    documentOn: row.document_on,
  }
}

function recommendationOf(
  { inspection_id: inspectionId, ...row }: RecommendationRow,
  figures: ReportRecommendation['figures'] = { total: 0, done: 0, running_late: 0 },
): ReportRecommendation {
  return { ...row, inspectionId, figures }
}

function closedOf(recommendations: ReportRecommendation[]): Report['closed'] {
  const closed = { implemented: 0, not_implemented: 0, superseded: 0, open: 0 }
  for (const { outcome } of recommendations) closed[outcome ?? 'open'] += 1
  return closed
}
