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
  const id = await office.issued(firstDay, addDays(firstDay, dueInDays), { leadUnitId: office.unit[unit] })
  let day = firstDay
  let lead = unit
  for (const step of steps) {
    day = addDays(day, step.afterDays)
    const done = await attempt(() => tryStep(office, id, lead, day, step.what))
    if (done && step.what === 'reassign') lead = nextUnit(lead)
  }
  return day
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

async function tryStep(office: TestOffice, id: string, unit: UnitKey, day: string, what: Step['what']) {
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
