import { findActor, type Holding, listHoldings } from '../data/actor.ts'
import { findSeenTask } from '../data/comment.ts'
import { listCommittees } from '../data/committee.ts'
import { findMention, settleMention } from '../data/mention.ts'
import type { Db } from '../data/schema.ts'
import type { Role } from '../data/schema-office.ts'
import { findTaskRow, type TaskFacts } from '../data/task.ts'
import { NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'

/** How people are grouped where they can be named. */
export type MentionGroup = 'lead' | 'co_unit' | 'office' | 'committee'

export interface Mentionable {
  holding: Holding
  group: MentionGroup
}

/**
 * Everyone who sees the task and may write on it: the rules of `data/scope.ts` over the posts held today, so that a
 * form can offer them by one read. The verb asks the scope itself again for each who was named.
 */
export async function findMentionable(db: Db, facts: TaskFacts, today: string): Promise<Mentionable[]> {
  const own = (await listCommittees(db)).filter(one => one.level === 'organisation').map(one => one.id)
  return (await listHoldings(db, today)).flatMap(holding => {
    const group = groupRules[holding.role]?.(holding, facts, own)
    return group ? [{ holding, group }] : []
  })
}

type GroupRule = (held: Holding, facts: TaskFacts, ownCommittees: string[]) => MentionGroup | null

const groupRules: Partial<Record<Role, GroupRule>> = {
  secretary: (held, facts) => (reaches(held, facts) ? 'office' : null),
  leader: (held, facts) => (reaches(held, facts) ? 'office' : null),
  unit_head: (held, facts) => {
    if (facts.task.issued_on === null) return null
    if (facts.lead_unit_path.startsWith(held.unit_path)) return 'lead'
    return facts.co_units.some(part => part.unit_path.startsWith(held.unit_path)) ? 'co_unit' : null
  },
  officer: (held, facts) => (facts.task.issued_on !== null && isOfficerOn(held, facts) ? 'lead' : null),
  verifier: (held, facts) => (facts.task.state !== 'draft' && reaches(held, facts) ? 'committee' : null),
  committee: (held, facts, ownCommittees) => {
    const own = ownCommittees.includes(held.committee_id ?? '') && reaches(held, facts)
    const reports = held.committee_id !== null && held.committee_id === facts.committee_id
    return facts.task.state !== 'draft' && (own || reports) ? 'committee' : null
  },
}

function reaches(held: Holding, { task }: TaskFacts): boolean {
  return held.organisation_ids.includes(task.organisation_id)
}

function isOfficerOn(held: Holding, { task, subtasks }: TaskFacts): boolean {
  const given = subtasks.some(
    one => one.officer_id === held.id && (one.state !== 'cancelled' || one.ended_with_task === 1),
  )
  return task.officer_id === held.id || given
}

/** Who was named has looked at it: it waits for them no more. A second time changes nothing. @throws NotFound */
export async function seeMention(
  db: Db,
  act: Act & { personId: string },
  mentionId: string,
): Promise<{ done: Done; taskId: string }> {
  const mention = await findMention(db, mentionId)
  const actor = await findActor(db, act.personId, act.occasion.today)
  const theirs = mention?.person_id === act.personId
  if (!mention || !actor || !theirs || !(await findSeenTask(db, actor, mention.task_id))) throw new NotFound()
  const done = await actOnce(db, act, async trx => {
    if (!(await settleMention(trx, mention.id, { state: 'seen', settled_at: act.occasion.at })))
      return mention.id
    const task = await findTaskRow(trx, mention.task_id)
    await recordEvent(trx, act, {
      organisationId: task?.organisation_id ?? '',
      act: 'see_mention',
      subjectType: 'mention',
      subjectId: mention.id,
      taskId: mention.task_id,
      appointmentId: mention.appointment_id,
      payload: { record: { comment_id: mention.comment_id } },
    })
    return mention.id
  })
  return { done, taskId: mention.task_id }
}
