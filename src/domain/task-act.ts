import type { Actor, Holding } from '../data/actor.ts'
import type { Db, RowChange } from '../data/schema.ts'
import type { TaskState } from '../data/schema-task.ts'
import type { TaskFacts } from '../data/task.ts'
import type { Authority } from './authority.ts'
import type { Occasion } from './occasion.ts'
import type { Calendar } from './working-days.ts'

/** The leader on whose behalf a secretary records an act, and the document the leader signed (DECISIONS 22). */
export interface OnBehalf {
  leaderId: string
  documentNo: string
  documentOn: string
  fileId: string
}

/** What a transition works with: everything was read in the transaction that will write. */
export interface TaskContext {
  db: Db
  occasion: Occasion
  facts: TaskFacts
  calendar: Calendar
  /** Null for the system's own acts. */
  actor: Actor | null
  holding: Holding | null
  /** The appointment that decides: the leader's where a secretary acts on behalf, else the actor's own. */
  decider: Holding | null
}

export interface Effect {
  /** New values of the task's columns; the state only where the table does not fix it. */
  change: RowChange<'task'>
  /** What the event records besides the after-image: ids, codes, dates, hashes. */
  record: Record<string, unknown>
  /** The reason given, where no table of its own keeps it: it stands beside the event, which holds its hash. */
  text?: string
  /** What was made or decided, where that is not the task itself. */
  subject?: { type: string; id: string }
}

/** One row of PRODUCT §3's table. */
export interface Transition<Input> {
  from: readonly TaskState[]
  /** `same` keeps the state; `decided` leaves it to `apply`. */
  to: TaskState | 'same' | 'decided'
  /** By which of the person's appointments; undefined: not allowed. */
  who(actor: Actor, facts: TaskFacts, input?: Partial<Input>): Authority | undefined
  /** The system itself may do it (a suspension's review date). */
  system?: true
  /** Something on the task that makes the act meaningless now, so that pages do not offer it. */
  offered?(facts: TaskFacts): boolean
  /** Checks the guard, throwing `Invalid`, and writes everything but the task's own row, period and event. */
  apply(context: TaskContext, input: Input): Promise<Effect>
}

/** The appointment that acts; a transition that is no system act always has one. */
export function holdingOf(context: TaskContext): Holding {
  if (!context.holding) throw new Error('this act needs a person')
  return context.holding
}

export function personOf(context: TaskContext): string {
  if (!context.actor) throw new Error('this act needs a person')
  return context.actor.person.id
}

export function deciderOf(context: TaskContext): Holding {
  return context.decider ?? holdingOf(context)
}
