import type { Actor } from '../data/actor.ts'
import { listReportInspections, type ReportInspectionRow } from '../data/report-frame.ts'
import type { Db } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { type DocumentSetting, findDocumentSettingOn } from './document-setting.ts'
import type { FigureQuery } from './figures.ts'
import { findFiguresBy } from './figures.ts'
import { organisationOf } from './report.ts'
import { eachReportTask, type ReportTask } from './report-task.ts'

/** A unit that a letter may urge: how much of its work is late, and how much falls due in the next days. */
export interface UnitToUrge {
  id: string
  name: string
  late: number
  dueSoon: number
}

/** Units with late or soon due tasks at the end of the day, those with most late ones first. */
export async function findUnitsToUrge(
  db: Db,
  actor: Actor,
  query: Pick<FigureQuery, 'today' | 'asOf' | 'inspectionId'>,
): Promise<UnitToUrge[]> {
  const rows = await findFiguresBy(db, actor, query, 'unit')
  return rows
    .map(({ key, label, figures }) => {
      return { id: key, name: label, late: figures.running_late, dueSoon: figures.due_soon }
    })
    .filter(unit => unit.late + unit.dueSoon > 0)
    .sort((a, b) => b.late - a.late || b.dueSoon - a.dueSoon)
}

/** What a công văn đôn đốc is made from. */
export interface ReminderLetter {
  asOf: PlainDate
  madeOn: PlainDate
  setting: DocumentSetting
  units: UnitToUrge[]
  /** Late tasks first, then those due soon, each kind by deadline. */
  tasks: ReportTask[]
  inspections: Pick<ReportInspectionRow, 'body' | 'held_on'>[]
  /** Documents that gave the tasks out, the earliest first. */
  documents: { no: string; on: PlainDate | null }[]
}

export interface ReminderLetterQuery extends Pick<FigureQuery, 'today' | 'asOf' | 'inspectionId'> {
  unitIds: readonly string[]
}

/** The units' late and soon due tasks as they stood at the end of the day; units that have none are left out. */
export async function findReminderLetter(
  db: Db,
  actor: Actor,
  { unitIds, ...query }: ReminderLetterQuery,
): Promise<ReminderLetter> {
  const wanted = new Set(unitIds)
  const units = (await findUnitsToUrge(db, actor, query)).filter(unit => wanted.has(unit.id))
  const tasks: ReportTask[] = []
  for await (const page of eachReportTask(db, actor, query))
    tasks.push(...page.filter(task => wanted.has(task.leadUnitId) && isUrged(task)))
  const inspections = await listReportInspections(db, [...new Set(tasks.map(task => task.inspectionId))])
  return {
    asOf: query.asOf ?? query.today,
    madeOn: query.today,
    setting: await findDocumentSettingOn(db, await organisationOf(db, actor), query.today),
    units,
    tasks: tasks.sort(lateFirst),
    inspections,
    documents: documentsOf(tasks),
  }
}

function isUrged(task: ReportTask): boolean {
  return task.class === 'running_late' || task.dueSoon
}

function lateFirst(a: ReportTask, b: ReportTask): number {
  const late = Number(b.class === 'running_late') - Number(a.class === 'running_late')
  return late || ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1)
}

function documentsOf(tasks: readonly ReportTask[]): ReminderLetter['documents'] {
  const known = new Map(tasks.map(task => [task.documentNo, { no: task.documentNo, on: task.documentOn }]))
  known.delete('')
  return [...known.values()].sort((a, b) => ((a.on ?? '9') < (b.on ?? '9') ? -1 : 1))
}
