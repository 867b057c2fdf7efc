import type { CycleToJudge } from '../data/obligation-cycle.ts'
import { listCyclesAhead, listObligationsAhead, type ObligationAhead } from '../data/obligation-outlook.ts'
import type { Db } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { cycleTaskRow } from './obligation-cycle.ts'
import { cycleDrafts, missedBy } from './obligation-duty.ts'
import { nextPeriod, type Period } from './obligation-period.ts'
import {
  type DayOutlook,
  type ForeseenDay,
  foreseeVacancies,
  type Looked,
  type Outlook,
  seenTask,
} from './reminder-foreseen.ts'
import { isNew } from './reminder-told.ts'
import type { Calendar } from './working-days.ts'

/** Standing duties as an outlook goes through its days: what begins moves on, what begins or is missed is noted. */
export interface DutiesAhead {
  obligations: ObligationAhead[]
  cycles: CycleToJudge[]
}

export async function findDutiesAhead(db: Db, { organisationIds, until }: Outlook): Promise<DutiesAhead> {
  return {
    obligations: await listObligationsAhead(db, organisationIds, until),
    cycles: await listCyclesAhead(db, organisationIds, until),
  }
}

/** What `runObligations` will do on the day: cycles that begin, with their tasks from then on, and cycles missed. */
export async function foreseeCycles(
  db: Db,
  duties: DutiesAhead,
  outlook: DayOutlook,
  found: ForeseenDay,
): Promise<void> {
  for (const obligation of duties.obligations) {
    while (obligation.next_from_on && obligation.next_from_on <= outlook.day) {
      const period = nextPeriod(obligation, obligation.next_from_on)
      obligation.next_from_on = addDays(period.to, 1)
      const looked = begun(obligation, period, outlook)
      outlook.tasks.push(looked)
      duties.cycles.push(cycleOf(looked.facts, period))
      addWork(outlook, looked.facts)
      await foreseeNotice(db, looked.facts, { rung: 'cycle_issued' }, outlook, found)
    }
  }
  const left = []
  for (const cycle of duties.cycles) {
    const facts = missed(cycle, outlook)
    if (facts) await foreseeNotice(db, facts, { rung: 'cycle_missed', cycleId: cycle.id }, outlook, found)
    else left.push(cycle)
  }
  duties.cycles = left
}

/** The task as `startCycle` will issue it, under an id that is the same in every outlook. */
function begun(
  obligation: ObligationAhead,
  period: Period,
  { day, calendar }: { day: PlainDate; calendar: Calendar },
): Looked {
  const { recommendation_ordinal, lead_unit_path, lead_unit_name, committee_id } = obligation
  const { recommendation_kind, recommendation_outcome } = obligation
  const row = cycleTaskRow(
    obligation,
    period,
    { recommendation: recommendation_ordinal, task: 0 },
    calendar,
    '',
  )
  const task = {
    ...row,
    id: `${obligation.id}-${period.from}`,
    code: '',
    state: 'issued' as const,
    assigner_id: obligation.assigner_id,
    issued_on: day,
    original_due_on: row.due_on,
    deadline_version: row.deadline_version + 1,
  }
  const place = { lead_unit_path, lead_unit_name, committee_id, recommendation_kind, recommendation_outcome }
  return { facts: { task, ...place, ...nothingHangs() }, rearmedOn: day, suspension: undefined }
}

function nothingHangs() {
  return {
    co_units: [],
    subtasks: [],
    pending_extension: undefined,
    pending_non_implementation: undefined,
    pending_suspension_request: undefined,
    pending_refusal: undefined,
    open_request: undefined,
  }
}

function cycleOf({ task }: TaskFacts, { to }: Period): CycleToJudge {
  const { id, organisation_id, due_on, issued_on } = task
  return { id, task_id: id, organisation_id, period_to: to, due_on, issued_on, first_report_on: null }
}

/** A unit without a head has work from now on, though it had none. */
function addWork({ work }: DayOutlook, { task }: TaskFacts): void {
  const { lead_unit_id: id, organisation_id } = task
  if (work.units.some(one => one.id === id && one.organisation_id === organisation_id)) return
  work.units.push({ id, organisation_id, tasks: 1 })
}

/** The facts of a cycle that the day judges as missed. */
function missed(cycle: CycleToJudge, outlook: DayOutlook): TaskFacts | undefined {
  const facts = outlook.tasks.find(looked => looked.facts.task.id === cycle.task_id)?.facts
  if (!facts || cycle.period_to >= outlook.day || facts.task.state === 'suspended') return undefined
  const { due_on, issued_on } = facts.task
  return missedBy({ ...cycle, due_on, issued_on }, outlook) === null ? undefined : facts
}

async function foreseeNotice(
  db: Db,
  facts: TaskFacts,
  notice: Parameters<typeof cycleDrafts>[2],
  outlook: DayOutlook,
  found: ForeseenDay,
): Promise<void> {
  const told = await cycleDrafts(db, facts, notice, outlook)
  if (!told) return
  const { rung, drafts } = told
  const fresh = drafts.filter(draft => isNew(draft, outlook.told))
  found.rows.push(...fresh.map(draft => ({ draft, rung, task: seenTask(facts), countedFrom: null })))
  foreseeVacancies(facts, told, outlook, found)
}
