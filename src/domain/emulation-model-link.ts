import type { Actor, Holding } from '../data/actor.ts'
import { findEmulationModelFor } from '../data/emulation-model.ts'
import {
  deleteEmulationModelLinks,
  insertEmulationModelLinks,
  type ModelSubject,
} from '../data/emulation-model-link.ts'
import { findRecommendationFor } from '../data/recommendation.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFor, type TaskFacts } from '../data/task.ts'
import { newId } from '../lib/id.ts'
import { holdingOver, leadHeadOrOfficer, secretaryOf } from './authority.ts'
import { Invalid, NotAllowed, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { actorOf } from './office-authority.ts'

/** As many as one page of boxes shows. */
export const mostModelsLinked = 300

const openStates: readonly string[] = ['issued', 'in_progress', 'returned']

/** By which post the person says which models a recommendation can point to: the secretary's. */
export function recommendationLinker(actor: Actor, organisationId: string): Holding | undefined {
  return holdingOver(actor, 'secretary', organisationId)
}

/** By which post the person lays models as evidence to a task, while its unit works on it. */
export function taskLinker(actor: Actor, facts: TaskFacts): Holding | undefined {
  if (!openStates.includes(facts.task.state)) return undefined
  return (leadHeadOrOfficer(actor, facts) ?? secretaryOf(actor, facts))?.holding
}

/**
 * Links models to a recommendation or a task, and unlinks: `shown` are the ids that were ticked when the page was made,
 * so that what another person linked meanwhile stays. @throws NotFound, NotAllowed, Invalid
 */
export async function linkModels(
  db: Db,
  act: Act,
  input: { subject: ModelSubject; shown: string[]; picked: string[] },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const { holding, organisationId } = await subjectOf(trx, actor, input.subject)
    const added = input.picked.filter(id => !input.shown.includes(id))
    const removed = input.shown.filter(id => !input.picked.includes(id))
    if (added.length + removed.length === 0) throw new Invalid({ models: 'error.nothing_changed' })
    await checkLinked(trx, actor, organisationId, { added, removed })
    const { subject } = input
    const columns = {
      recommendation_id: 'recommendationId' in subject ? subject.recommendationId : null,
      task_id: 'taskId' in subject ? subject.taskId : null,
      linked_by: actor.person.id,
      created_at: act.occasion.at,
    }
    const rows = added.map(id => ({ id: newId(), emulation_model_id: id, ...columns }))
    await insertEmulationModelLinks(trx, rows)
    await deleteEmulationModelLinks(trx, subject, removed)
    const subjectId = columns.task_id ?? columns.recommendation_id ?? ''
    await recordEvent(trx, act, {
      organisationId,
      act: 'link_models',
      subjectType: columns.task_id ? 'task' : 'recommendation',
      subjectId,
      appointmentId: holding.id,
      payload: { added, removed },
    })
    return subjectId
  })
}

/** Every model must be one that the person sees, of the subject's organisation; what is withdrawn is no evidence. */
async function checkLinked(
  db: Db,
  actor: Actor,
  organisationId: string,
  { added, removed }: { added: string[]; removed: string[] },
): Promise<void> {
  if (added.length + removed.length > mostModelsLinked) throw new Invalid({ models: 'error.invalid' })
  for (const id of [...added, ...removed]) {
    const model = await findEmulationModelFor(db, actor, id)
    if (model?.organisation_id !== organisationId) throw new NotFound()
    const isGone = model.state === 'withdrawn' && added.includes(id)
    if (isGone) throw new Invalid({ models: 'error.model_withdrawn' })
  }
}

async function subjectOf(
  db: Db,
  actor: Actor,
  subject: ModelSubject,
): Promise<{ holding: Holding; organisationId: string }> {
  if ('taskId' in subject) {
    const facts = await findTaskFor(db, actor, subject.taskId)
    if (!facts) throw new NotFound()
    const holding = taskLinker(actor, facts)
    if (!holding) throw new NotAllowed('refusal.role.link_models')
    return { holding, organisationId: facts.task.organisation_id }
  }
  const found = await findRecommendationFor(db, actor, subject.recommendationId)
  if (!found) throw new NotFound()
  const holding = recommendationLinker(actor, found.organisation_id)
  if (!holding) throw new NotAllowed('refusal.role.link_models')
  return { holding, organisationId: found.organisation_id }
}
