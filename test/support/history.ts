import { insertEvidence } from '../../src/data/evidence.ts'
import { isDomainError } from '../../src/domain/errors.ts'
import { newId } from '../../src/lib/id.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import type { CastKey, TestOffice, UnitKey } from './office.ts'

/** One thing somebody tries on a task, some days after the last. */
export interface Step {
  what: (typeof stepNames)[number]
  afterDays: number
}

export const stepNames = [
  'receive',
  'refuse',
  'report',
  'verify',
  'return',
  'take_back',
  'suspend',
  'resume',
  'extend',
  'reassign',
  'give_up',
  'withdraw',
] as const

/** Steps with those that only some histories take. */
export const allSteps = [...stepNames, 'update', 'reopen'] as const
export type AnyStep = (typeof allSteps)[number]

const heads: Partial<Record<UnitKey, CastKey>> = { tccb: 'phuc', vp: 'nhung', cd: 'thuy', gdth: 'hang' }
const firstDay = '2018-11-20'

/**
 * Issues a task to the unit and lets its people try the steps; those that the rules refuse do nothing. Returns the
 * last day on which something was tried.
 */
export async function liveTask(
  office: TestOffice,
  unit: UnitKey,
  dueInDays: number,
  steps: Step[],
): Promise<string> {
  const life = await beginLife(office, unit, firstDay, dueInDays)
  let day = firstDay
  for (const step of steps) {
    day = addDays(day, step.afterDays)
    await liveStep(office, life, day, step.what)
  }
  return day
}

/** A task given out, and the unit that leads it by now. */
export interface Life {
  id: string
  lead: UnitKey
}

export async function beginLife(
  office: TestOffice,
  unit: UnitKey,
  day: string,
  dueInDays: number,
): Promise<Life> {
  const id = await office.issued(day, addDays(day, dueInDays), { leadUnitId: office.unit[unit] })
  return { id, lead: unit }
}

/** Lets the people of the task try the step; what the rules refuse does nothing. */
export async function liveStep(office: TestOffice, life: Life, day: string, what: AnyStep): Promise<boolean> {
  const done = await attempt(() => tryStep(office, life.id, life.lead, day, what))
  if (done && what === 'reassign') life.lead = nextUnit(life.lead)
  return done
}

async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!isDomainError(error)) throw error
    return false
  }
}

function nextUnit(unit: UnitKey): UnitKey {
  const keys = Object.keys(heads) as UnitKey[]
  return keys[(keys.indexOf(unit) + 1) % keys.length] as UnitKey
}

async function tryStep(office: TestOffice, id: string, unit: UnitKey, day: string, what: AnyStep) {
  const head = heads[unit] as CastKey
  const reason = 'Theo thực tế của đơn vị'
  switch (what) {
    case 'receive':
      return office.act(head, day, 'receive', id, { officerId: null })
    case 'refuse':
      return office.act(head, day, 'refuse', id, { reason, proposedUnitId: office.unit[nextUnit(unit)] })
    case 'report':
      await layStatement(office, id, head)
      return office.act(head, day, 'report', id, { text: 'Đã ban hành', claimedOn: day })
    case 'update':
      return office.act(head, day, 'update', id, { text: 'Đang làm', percent: 40, blocker: '' })
    case 'reopen':
      return office.act('ngan', day, 'reopen', id, { reason, newDueOn: addDays(day, 12) })
    case 'verify':
      return office.act('khoi', day, 'verify', id, { note: '' })
    case 'return':
      return office.act('khoi', day, 'return', id, {
        reason,
        missing: 'Bản ký',
        supplementDueOn: addDays(day, 5),
      })
    case 'take_back':
      return office.act(head, day, 'take_back', id, { reason })
    case 'suspend':
      return office.act('ngan', day, 'suspend', id, {
        ground: 'law',
        note: '',
        documentNo: '12/QĐ',
        reviewOn: addDays(day, 20),
      })
    case 'resume':
      return office.act('ngan', day, 'resume', id, { note: '' })
    case 'extend':
      return extend(office, id, head, day)
    case 'reassign':
      return office.act('ngan', day, 'reassign', id, { reason, leadUnitId: office.unit[nextUnit(unit)] })
    case 'give_up':
      await office.act('ngan', day, 'propose_non_implementation', id, { explanation: reason })
      return office.act('son', day, 'decide_non_implementation', id, {
        verdict: 'accepted',
        decisionNo: '7/BCĐ',
        note: '',
      })
    case 'withdraw':
      return office.act('ngan', day, 'withdraw', id, { reason, successorId: null })
  }
}

async function extend(office: TestOffice, id: string, head: CastKey, day: string) {
  const asked = addDays(day, 30)
  await office.act(head, day, 'request_extension', id, {
    reason: 'Chờ ý kiến',
    doneSoFar: 'Dự thảo',
    plan: 'Ban hành',
    newDueOn: asked,
  })
  return office.act('ngan', day, 'decide_extension', id, {
    verdict: 'granted',
    grantedDueOn: asked,
    note: '',
  })
}

/** Evidence laid ready by the person, so that a report can be sent. */
export async function layStatement(office: TestOffice, taskId: string, who: CastKey): Promise<void> {
  await insertEvidence(office.database.writer, {
    id: newId(),
    task_id: taskId,
    task_update_id: null,
    kind: 'statement',
    state: 'pending',
    file_id: null,
    document_no: '',
    document_on: null,
    statement: 'Đã thực hiện',
    person_id: office.person[who],
    created_at: '2018-12-01T02:00:00.000Z',
  })
}
