import type { TaskActInput, TaskActName } from '../domain/task-transitions.ts'
import type { SamplePerson, SampleUnit } from './cast.ts'
import type { SampleTaskCode } from './tasks.ts'

/** How an act's input names units, appointments and parts: looked up when the act is played. */
export interface Names {
  unit(key: SampleUnit): string
  post(key: SamplePerson): string
  task(code: SampleTaskCode): string
  /** The part of a unit in the task. */
  part(code: SampleTaskCode, unit: SampleUnit): string
}

export type EvidenceLaid = { documentNo: string; documentOn: string } | { statement: string }

/** One dated act of the sample: its local moment, who does it, on which task. */
export type SampleAct = { day: string; time: string; who: SamplePerson; code: SampleTaskCode } & (
  | { kind: 'draft' }
  | { kind: 'evidence'; evidence: EvidenceLaid }
  | { kind: 'act'; act: TaskActName; input: (names: Names) => unknown }
)

type Moment = `${string} ${string}`

/** `does('2018-11-21 08:15', 'phuc', '2.1', 'receive', { officerId: null })` */
export function does<N extends TaskActName>(
  at: Moment,
  who: SamplePerson,
  code: SampleTaskCode,
  act: N,
  input: TaskActInput<N> | ((names: Names) => TaskActInput<N>),
): SampleAct {
  const read = typeof input === 'function' ? (input as (names: Names) => unknown) : () => input
  return { ...moment(at), who, code, kind: 'act', act, input: read }
}

export function drafts(at: Moment, who: SamplePerson, code: SampleTaskCode): SampleAct {
  return { ...moment(at), who, code, kind: 'draft' }
}

export function lays(at: Moment, who: SamplePerson, code: SampleTaskCode, evidence: EvidenceLaid): SampleAct {
  return { ...moment(at), who, code, kind: 'evidence', evidence }
}

/** A report of completion with the document that shows it. */
export function reports(
  at: Moment,
  who: SamplePerson,
  code: SampleTaskCode,
  report: { text: string; documentNo: string; documentOn: string },
): SampleAct[] {
  const { text, documentNo, documentOn } = report
  const { day } = moment(at)
  return [
    lays(at, who, code, { documentNo, documentOn }),
    does(at, who, code, 'report', { text, claimedOn: day }),
  ]
}

function moment(at: Moment): { day: string; time: string } {
  const [day = '', time = ''] = at.split(' ')
  return { day, time }
}
