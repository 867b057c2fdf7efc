import type { Actor } from '../../data/actor.ts'
import { type EvidenceRow, listEvidence, listPendingEvidence } from '../../data/evidence.ts'
import type { Db, Row } from '../../data/schema.ts'
import type { OfferedAct } from '../../domain/offered-acts.ts'
import type { Helpers } from '../../render/helpers.ts'
import type { EvidencePart } from '../../render/parts.ts'
import { evidenceParts, type PendingEvidence, pendingEvidence } from './evidence.ts'

/** The evidence sections of a task's page. */
export interface EvidenceSections {
  evidence: EvidencePart[]
  pending: PendingEvidence | null
  addEvidenceHref: string | null
}

/** What is attached to a task, and what the person has laid ready on it where they may. */
export async function laidEvidence(
  db: Db,
  { actor, task, offers }: { actor: Actor; task: Row<'task'>; offers: OfferedAct[] },
  h: Helpers,
): Promise<{ evidence: EvidenceRow[]; sections: EvidenceSections }> {
  const evidence = await listEvidence(db, task.id)
  const mayLay = offers.some(({ act }) => act === 'update' || act === 'update_co_unit')
  const pending = mayLay ? await listPendingEvidence(db, task.id, actor.person.id) : []
  const sections = {
    evidence: evidenceParts(evidence, h),
    pending: pending.length > 0 ? pendingEvidence(pending, h, { taskId: task.id, back: 'task' }) : null,
    addEvidenceHref: mayLay ? `/tasks/${task.id}/evidence?back=task` : null,
  }
  return { evidence, sections }
}
