import type { FastifyInstance } from 'fastify'
import { Invalid } from '../../domain/errors.ts'
import { actAuthority } from '../../domain/offered-acts.ts'
import { perform } from '../../domain/perform.ts'
import { rehearse } from '../../domain/rehearse.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { readForm } from '../forms/form.ts'
import { behalfFields, behalfFileId, readBehalf } from '../forms/on-behalf.ts'
import type { TaskFormPage } from '../forms/task-act.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import { hasFileErrors, keepDocument, readAnyForm, withFileErrors } from '../forms/upload.ts'
import { draftCheckPage } from '../pages/draft-check.ts'
import { issuedPage } from '../pages/draft-issued.ts'
import { type ByTaskId, findTaskDraft } from '../pages/task-draft.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'

const policy = ['secretary', 'leader'] as const
const fields = [...behalfFields, behalfFileId]

/** A draft is looked over, issued, and what happens next is said (UX rule 5). */
export async function issueRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { writer } = parts.database

  app.get<ByTaskId>('/tasks/:id/issue', { config: { policy } }, async (request, reply) => {
    const page = await findTaskDraft(request, parts)
    const { task } = page.facts
    if (task.state !== 'draft')
      return reply.seeOther(`/tasks/${task.id}`, { key: 'flash.act.not_now', kind: 'problem' })
    const late = draftFor(request)
    const form = late ? readForm(fields, late) : undefined
    const shown = await draftCheckPage(page, {
      onBehalf: isOnBehalf(page),
      behalfFileId: form ? form.id('behalfFileId') : task.document_file_id,
      ...(form ? { form } : {}),
    })
    return reply.page(shown.view, shown.data, shown.options)
  })

  app.post<ByTaskId>('/tasks/:id/issue', { config: { policy } }, async (request, reply) => {
    const page = await findTaskDraft(request, parts)
    const { id } = page.facts.task
    const onBehalf = isOnBehalf(page)
    const sent = await readAnyForm(request, parts)
    const form = readForm(fields, sent.body)
    const takenOff = sent.body.behalfFile_remove !== undefined
    let fileId = takenOff ? null : form.id('behalfFileId')
    return answerForm(request, reply, {
      act: async () => {
        const act = actOf(request, form)
        if (onBehalf)
          fileId = await keepDocument(parts, act, sent, { field: 'behalfFile', keptId: fileId, taskId: id })
        const signed = onBehalf ? { onBehalf: readBehalf(form, fileId) } : {}
        const issue = {
          ...act,
          act: 'issue',
          taskId: id,
          version: form.version,
          input: {},
          ...signed,
        } as const
        if (!hasFileErrors(sent)) return perform(writer, issue)
        // A file was not taken: whatever else is wrong is said with it, and nothing is done.
        await rehearse(writer, issue)
        throw new Invalid({})
      },
      done: () => ({ to: `/tasks/${id}/issued` }),
      again: async failure => {
        const now = await findTaskDraft(request, parts)
        return draftCheckPage(now, {
          onBehalf,
          form,
          behalfFileId: fileId,
          failure: withFileErrors(failure, sent),
        })
      },
    })
  })

  app.get<ByTaskId>('/tasks/:id/issued', { config: { policy } }, async (request, reply) => {
    const page = await findTaskDraft(request, parts)
    if (page.facts.task.state === 'draft') return reply.seeOther(taskActHref(page.facts.task.id, 'issue'))
    const { view, data, options } = await issuedPage(page)
    return reply.page(view, data, options)
  })
}

/** A secretary issues what a leader signed (DECISIONS 22). */
function isOnBehalf({ request, facts }: TaskFormPage): boolean {
  return actAuthority(request.actor, facts, 'issue')?.onBehalf ?? false
}
