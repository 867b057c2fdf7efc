import { randomUUID } from 'node:crypto'
import { changePolicy, type PolicyChange, planChange } from '../../src/domain/policy-change.ts'
import { defaultContent, type RungSetting } from '../../src/domain/policy-content.ts'
import type { CastKey, TestOffice } from './office.ts'

/** The rung as the defaults have it, with what is to be different. */
export function rungWith(rung: string, more: Partial<RungSetting>): Record<string, RungSetting> {
  return { [rung]: { ...(defaultContent.rungs[rung] as RungSetting), ...more } }
}

type Given = Partial<PolicyChange> & { who?: CastKey; actId?: string }

function changeOf(office: TestOffice, fromOn: string, { who = 'tuyet', actId, ...more }: Given, day: string) {
  const act = { personId: office.person[who], actId: actId ?? randomUUID(), occasion: office.occasion(day) }
  const change = { organisationId: office.unit.so, note: 'Theo chỉ đạo', rungs: {}, terms: {}, version: 0 }
  return [act, { ...change, fromOn, ...more }] as const
}

/** Saves a version on the day; by the secretary, unless another is named. */
export async function savePolicy(office: TestOffice, day: string, fromOn: string, given: Given) {
  return changePolicy(office.database.writer, ...changeOf(office, fromOn, given, day))
}

export async function planPolicy(office: TestOffice, day: string, fromOn: string, given: Given) {
  return planChange(office.database.reader, ...changeOf(office, fromOn, given, day))
}
