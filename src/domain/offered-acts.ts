import type { Actor } from '../data/actor.ts'
import type { TaskFacts } from '../data/task.ts'
import type { Authority } from './authority.ts'
import type { Transition } from './task-act.ts'
import { type TaskActName, taskActNames, taskTransitions } from './task-transitions.ts'

export interface OfferedAct {
  act: TaskActName
  authority: Authority
}

/**
 * The acts this person can do on the task as it stands now, in the order of the table of transitions: the state fits,
 * one of their appointments may, and nothing on the task makes the act meaningless. `perform` asks the same three.
 */
export function offeredActs(actor: Actor, facts: TaskFacts): OfferedAct[] {
  return taskActNames.flatMap(act => {
    const authority = offeredAuthority(actor, facts, act)
    return authority ? [{ act, authority }] : []
  })
}

/** By which appointment the person may do this one act now; undefined when it is not offered. */
export function offeredAuthority(actor: Actor, facts: TaskFacts, act: TaskActName): Authority | undefined {
  const transition = taskTransitions[act] as unknown as Transition<object>
  if (!transition.from.includes(facts.task.state)) return undefined
  if (transition.offered && !transition.offered(facts)) return undefined
  return transition.who(actor, facts)
}

/** By which appointment the person may do the act whatever the state is now; undefined: the role never may. */
export function actAuthority(
  actor: Actor,
  facts: TaskFacts,
  act: TaskActName,
  input?: { coUnitId?: string | undefined; subtaskId?: string | undefined },
): Authority | undefined {
  return (taskTransitions[act] as unknown as Transition<{ coUnitId?: string | undefined }>).who(
    actor,
    facts,
    input,
  )
}
