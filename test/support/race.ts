import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TaskActName } from '../../src/domain/task-transitions.ts'

export interface RaceOrder {
  place: { file: string } | { url: string }
  key: string
  day: string
  personId: string
  acts: { act: TaskActName; taskId: string; input: unknown; actId?: string }[]
}

/** `done`, `repeated`, or the name or code of what was thrown. */
export type RaceOutcome = string

/** Runs each order in a process of its own, all starting at the same moment; outcomes by order, then by act. */
export async function race(orders: RaceOrder[]): Promise<RaceOutcome[][]> {
  const children = orders.map(() => fork(join(import.meta.dirname, 'racer.ts')))
  await Promise.all(children.map((child, index) => send(child, orders[index])))
  return Promise.all(children.map(child => send(child, 'go'))) as Promise<RaceOutcome[][]>
}

async function send(child: ChildProcess, message: unknown): Promise<unknown> {
  child.send(message as object)
  const [answer] = await once(child, 'message')
  return answer
}
