import { listChainHeads, listEvents } from '../data/event.ts'
import type { Db, Row } from '../data/schema.ts'
import { findTaskRow, listTaskIds } from '../data/task.ts'
import { listTaskPeriods } from '../data/task-period.ts'
import { listUnitPeriods } from '../data/unit-period.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { findCalendar } from './calendar.ts'
import { imageOf } from './perform.ts'
import { findPolicies } from './policy.ts'
import { cycleResult, periodOf, receiptOf } from './task-period.ts'

type Image = Record<string, unknown>
export type ReplayedPeriod = ReturnType<typeof periodOf> & { from_on: string; to_on: string | null }
export type ReplayedUnit = Pick<Row<'unit_period'>, 'from_on' | 'to_on' | 'path' | 'leader_appointment_id'>

/** What the events alone say of a task: how it stands now, and how it stood from which day to which. */
export interface ReplayedTask {
  image: Image
  periods: ReplayedPeriod[]
  /** Of a cycle: whether it was recorded as missed, and whether a report was ever judged. */
  missed: boolean
  judged: boolean
}

/** Everything that figures of any day need, by the events alone. */
export interface Replay {
  tasks: Map<string, ReplayedTask>
  units: Map<string, ReplayedUnit[]>
}

export interface Contradiction {
  /** The task's id; of `units`, the unit's. */
  taskId: string
  kind: 'task' | 'periods' | 'missing' | 'unknown' | 'units'
}

const pageSize = 1_000

/**
 * Folds every event of every chain; reads nothing else but the calendar and the policies, so that it can contradict the
 * tables.
 */
export async function replayEvents(db: Db): Promise<Replay> {
  const tasks = new Map<string, ReplayedTask>()
  const units = await unitsBeforeEvents(db)
  const receipt = await receiptReader(db)
  for (const head of await listChainHeads(db)) {
    for (let seq = 0; ; ) {
      const page = await listEvents(db, head.organisation_id, seq, pageSize)
      for (const event of page) {
        foldEvent(tasks, event, receipt)
        foldUnits(units, event)
      }
      seq = page.at(-1)?.seq ?? seq
      if (page.length < pageSize) break
    }
  }
  return { tasks, units }
}

type ReceiptReader = (task: Row<'task'>) => Row<'task_period'>['receipt']

/** Days that are over are frozen in the calendar, and policies are kept by their days: both tell what held then. */
async function receiptReader(db: Db): Promise<ReceiptReader> {
  const calendar = await findCalendar(db)
  const policies = await findPolicies(db)
  return task => receiptOf(task, calendar, policies.on(task.organisation_id, task.received_on ?? '').terms)
}

function foldEvent(tasks: Map<string, ReplayedTask>, event: Row<'event'>, receipt: ReceiptReader): void {
  const image = (JSON.parse(event.payload) as { after?: Image }).after
  if (!event.task_id || !image) return
  const known = tasks.get(event.task_id)
  const periods = known?.periods ?? []
  const task = image as unknown as Row<'task'>
  const missed = known?.missed || event.act === 'miss_cycle'
  const judged = known?.judged || event.act === 'verify' || event.act === 'return'
  const cycle = task.obligation_id ? cycleResult(task.state, { missed, judged }) : null
  foldPeriod(periods, event.occurred_on, periodOf(task, { receipt: receipt(task), cycle }))
  tasks.set(event.task_id, { image, periods, missed, judged })
}

/** DECISIONS 2: several changes of one day leave one period, the day's last. */
function foldPeriod(periods: ReplayedPeriod[], day: string, facts: ReturnType<typeof periodOf>): void {
  const open = periods.at(-1)
  if (open) {
    const { from_on, to_on, ...before } = open
    if (canonicalJson(before) === canonicalJson(facts)) return
    if (from_on === day) {
      periods[periods.length - 1] = { ...facts, from_on, to_on }
      return
    }
    open.to_on = day
  }
  periods.push({ ...facts, from_on: day, to_on: null })
}

/** Where the tables say something else than the events do; none in an office that nobody has tampered with. */
export async function findContradictions(
  db: Db,
): Promise<{ tasks: number; contradictions: Contradiction[]; replay: Replay }> {
  const replay = await replayEvents(db)
  const replayed = new Map(replay.tasks)
  const contradictions: Contradiction[] = []
  for (const id of await listTaskIds(db)) {
    const told = replayed.get(id)
    if (!told) contradictions.push({ taskId: id, kind: 'unknown' })
    else contradictions.push(...(await contradictionsOf(db, id, told)))
    replayed.delete(id)
  }
  for (const id of replayed.keys()) contradictions.push({ taskId: id, kind: 'missing' })
  contradictions.push(...(await unitContradictions(db, replay.units)))
  return { tasks: (await listTaskIds(db)).length, contradictions, replay }
}

async function contradictionsOf(db: Db, id: string, told: ReplayedTask): Promise<Contradiction[]> {
  const found: Contradiction[] = []
  const task = await findTaskRow(db, id)
  if (task && canonicalJson(imageOf(task)) !== canonicalJson(told.image))
    found.push({ taskId: id, kind: 'task' })
  const stored = (await listTaskPeriods(db, id)).map(({ id: _id, ...period }) => period)
  if (canonicalJson(stored) !== canonicalJson(told.periods)) found.push({ taskId: id, kind: 'periods' })
  return found
}

/** Units of which no event tells that they were made: how the table has them first. */
async function unitsBeforeEvents(db: Db): Promise<Map<string, ReplayedUnit[]>> {
  const units = new Map<string, ReplayedUnit[]>()
  for (const { unit_id, from_on, path, leader_appointment_id } of await listUnitPeriods(db)) {
    if (!units.has(unit_id)) units.set(unit_id, [{ from_on, to_on: null, path, leader_appointment_id }])
  }
  return units
}

interface UnitImage {
  id: string
  path: string
  leader_appointment_id: string | null
}

/** Events from before units' images were kept say who is in charge, and that the unit stayed where it was. */
function foldUnits(units: Map<string, ReplayedUnit[]>, event: Row<'event'>): void {
  if (!['create_office', 'create_unit', 'change_unit'].includes(event.act)) return
  const payload = JSON.parse(event.payload) as { after?: UnitImage[]; leader_appointment_id?: string | null }
  const open = units.get(event.subject_id)?.at(-1)
  const leader_appointment_id = payload.leader_appointment_id || null
  const old =
    open && event.act !== 'create_office'
      ? [{ id: event.subject_id, path: open.path, leader_appointment_id }]
      : []
  for (const { id, path, leader_appointment_id: leader } of payload.after ?? old) {
    const periods = event.act === 'change_unit' ? (units.get(id) ?? []) : []
    units.set(id, periods)
    foldUnit(periods, event.occurred_on, { path, leader_appointment_id: leader })
  }
}

function foldUnit(
  periods: ReplayedUnit[],
  day: string,
  facts: Omit<ReplayedUnit, 'from_on' | 'to_on'>,
): void {
  const open = periods.at(-1)
  if (open?.path === facts.path && open.leader_appointment_id === facts.leader_appointment_id) return
  if (open && open.from_on >= day) {
    Object.assign(open, facts)
    return
  }
  if (open) open.to_on = day
  periods.push({ ...facts, from_on: day, to_on: null })
}

async function unitContradictions(db: Db, units: Map<string, ReplayedUnit[]>): Promise<Contradiction[]> {
  const stored = Map.groupBy(await listUnitPeriods(db), period => period.unit_id)
  return [...stored].flatMap(([unitId, periods]): Contradiction[] => {
    const rows = periods.map(({ id: _id, unit_id: _unit, ...period }) => period)
    return canonicalJson(rows) === canonicalJson(units.get(unitId) ?? [])
      ? []
      : [{ taskId: unitId, kind: 'units' }]
  })
}
