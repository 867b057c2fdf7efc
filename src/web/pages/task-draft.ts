import type { FastifyRequest } from 'fastify'
import { findTaskFor } from '../../data/task.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotAllowed, NotFound } from '../../domain/errors.ts'
import { actAuthority } from '../../domain/offered-acts.ts'
import { isId } from '../../lib/id.ts'
import type { TaskFormPage } from '../forms/task-act.ts'
import type { AppParts } from '../parts.ts'
import { wordsFor } from './words.ts'

export interface ByTaskId {
  Params: { id: string }
  Querystring: Record<string, unknown>
}

/** The task in the address for those who prepare tasks of its organisation. @throws NotFound, NotAllowed */
export async function findTaskDraft(
  request: FastifyRequest<ByTaskId>,
  parts: AppParts,
): Promise<TaskFormPage> {
  const { reader } = parts.database
  const { id } = request.params
  const facts = isId(id) ? await findTaskFor(reader, request.actor, id) : undefined
  if (!facts) throw new NotFound()
  if (!actAuthority(request.actor, facts, 'prepare')) throw new NotAllowed('refusal.role.prepare')
  return {
    request,
    parts,
    facts,
    part: undefined,
    subtask: undefined,
    words: wordsFor(request, await findCalendar(reader)),
  }
}
