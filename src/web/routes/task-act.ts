import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findTaskFor } from '../../data/task.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { Invalid, NotAllowed, NotFound } from '../../domain/errors.ts'
import { actAuthority, offeredAuthority } from '../../domain/offered-acts.ts'
import { perform, type TaskAct } from '../../domain/perform.ts'
import { rehearse } from '../../domain/rehearse.ts'
import { maySeeSubtasks } from '../../domain/subtask-authority.ts'
import type { TaskActName } from '../../domain/task-transitions.ts'
import { isId } from '../../lib/id.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { layFormEvidence } from '../forms/evidence.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { readBehalf } from '../forms/on-behalf.ts'
import type { TaskForm, TaskFormPage } from '../forms/task-act.ts'
import { taskActPaths } from '../forms/task-act-path.ts'
import { taskForms } from '../forms/task-acts.ts'
import { keepDocument, readUploads, type UploadForm } from '../forms/upload.ts'
import { wordsOf } from '../forms/words.ts'
import { type ActPageState, taskActPage } from '../pages/task-act-page.ts'
import { allFields } from '../pages/task-act-view.ts'
import { taskCheckPage } from '../pages/task-check-page.ts'
import { isPartOpenFor } from '../pages/task-parts.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'

interface ByTask {
  Params: { id: string; coUnitId?: string; subtaskId?: string }
}

/** Roles that do something with a task; which of them may do what is the table's to say (PRODUCT §3). */
const policy = ['secretary', 'leader', 'unit_head', 'officer', 'verifier', 'committee'] as const

/**
 * The acts on a task, each a resource under it: GET shows its form, POST does it through `perform`. One plugin for all
 * of them: what differs stands in `forms/task-act-*.ts`.
 */
export async function taskActRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database

  for (const form of taskForms) {
    const url = `/tasks/:id/${taskActPaths[form.act]}`
    const fields = allFields(form)
    const plain = { 'application/x-www-form-urlencoded': { schema: bodySchema(fields) } }

    app.get<ByTask>(url, { config: { policy } }, async (request, reply) => {
      const page = await pageOf(request)
      const authority = authorityOn(page, form)
      if (!isOpen(page, form)) return reply.seeOther(`/tasks/${page.facts.task.id}`, notNow)
      const { view, data, options } = await taskActPage(page, {
        form,
        onBehalf: authority.onBehalf,
        kept: draftFor(request) ?? undefined,
      })
      return reply.page(view, data, options)
    })

    const names = new Set([...fields.map(field => field.name), ...besides])
    const schema = { body: { content: plain } as never }
    // Before the schema, which would drop a field that the form does not have instead of refusing it (Z4).
    const preValidation = async (request: FastifyRequest) => refuseUnknown(request.body, names)

    app.post<ByTask>(url, { config: { policy }, schema, preValidation }, async (request, reply) => {
      const page = await pageOf(request)
      const { onBehalf } = authorityOn(page, form)
      const upload = await bodyOf(request, parts)
      refuseUnknown(upload.body, names)
      const sent = readForm(fields, upload.body)
      return answer(reply, page, { form, onBehalf, sent, fileErrors: upload.errors }, upload)
    })
  }

  /** The task and the part or piece in the address, as this person may see them; else not found. */
  async function pageOf(request: FastifyRequest<ByTask>): Promise<TaskFormPage> {
    const { id, coUnitId, subtaskId } = request.params
    const facts = isId(id) ? await findTaskFor(reader, request.actor, id) : undefined
    const part = facts?.co_units.find(known => known.id === coUnitId)
    const subtask = facts?.subtasks.find(known => known.id === subtaskId)
    if (!facts || (coUnitId !== undefined && !part)) throw new NotFound()
    if (subtaskId !== undefined && (!subtask || !maySeeSubtasks(request.actor, facts))) throw new NotFound()
    return { request, parts, facts, part, subtask, words: wordsFor(request, await findCalendar(reader)) }
  }

  async function answer(
    reply: FastifyReply,
    page: TaskFormPage,
    state: ActPageState & { sent: Form },
    upload: UploadForm,
  ): Promise<FastifyReply> {
    const { request, facts } = page
    const { form, sent } = state
    const act = actOf(request, sent)
    if (sent.line('step') === 'edit') {
      state.behalfFileId = sent.id('behalfFileId')
      const { view, data, options } = await taskActPage(page, state)
      return reply.page(view, data, options)
    }
    const asks = form.check === true && sent.line('confirmed') !== '1'
    return answerForm(request, reply, {
      act: async () => {
        await keepFiles(page, state, upload)
        const wanted = taskAct(page, state)
        if (Object.keys(state.fileErrors ?? {}).length > 0) return refuseWith(wanted)
        if (asks) await rehearse(writer, wanted)
        else await perform(writer, wanted)
        return wanted
      },
      ask: async () => (asks ? taskCheckPage(page, state) : undefined),
      done: wanted => ({
        to: sent.line('back') === 'my_work' ? '/' : `/tasks/${facts.task.id}`,
        flash: { key: `flash.act.${wanted.act}`, values: { code: facts.task.code } },
      }),
      again: async failure =>
        taskActPage(await pageOf(request as FastifyRequest<ByTask>), { ...state, failure }),
    })

    function taskAct(from: TaskFormPage, { onBehalf, behalfFileId }: ActPageState): TaskAct<TaskActName> {
      return {
        ...act,
        ...form.read(sent, from),
        taskId: facts.task.id,
        version: sent.version,
        ...(onBehalf ? { onBehalf: readBehalf(sent, behalfFileId ?? null) } : {}),
      }
    }

    /** A file was not taken: whatever else is wrong is said with it, and nothing is done. */
    async function refuseWith(wanted: TaskAct<TaskActName>): Promise<never> {
      await rehearse(writer, wanted)
      throw new Invalid({})
    }
  }

  /** Files are stored before anything is judged, so that a page shown again has them attached (DECISIONS 10). */
  async function keepFiles(
    page: TaskFormPage,
    state: ActPageState & { sent: Form },
    upload: UploadForm,
  ): Promise<void> {
    const { request, facts } = page
    const act = actOf(request, state.sent)
    if (state.form.evidence) {
      const { errors } = await layFormEvidence(request, parts, act, facts.task.id, upload)
      state.fileErrors = errors
    }
    if (!state.onBehalf) return
    const stored = state.sent.id('behalfFileId')
    const keptId = [upload.body.behalfFile_remove].flat().includes(stored ?? '') ? null : stored
    try {
      const where = { field: 'behalfFile', keptId, taskId: facts.task.id }
      state.behalfFileId = await keepDocument(parts, act, upload, where)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      const [key] = Object.values(error.fields)
      if (key) state.fileErrors = { ...state.fileErrors, behalfFile: wordsOf(request.t, key, error.values) }
    }
  }
}

const notNow = { key: 'flash.act.not_now', kind: 'problem' } as const

/** By which appointment the person may do it, whatever the state. @throws NotAllowed for who sees the task only */
function authorityOn({ request, facts, part, subtask }: TaskFormPage, { act }: TaskForm) {
  const on = { coUnitId: part?.id, subtaskId: subtask?.id }
  const authority = actAuthority(request.actor, facts, act, on)
  if (!authority) throw new NotAllowed(`refusal.role.${act}`)
  return authority
}

function isOpen({ request, facts, part, subtask }: TaskFormPage, { act }: TaskForm): boolean {
  if (subtask && subtask.state !== 'open') return false
  if (part && !isPartOpenFor(act, part)) return false
  return offeredAuthority(request.actor, facts, act) !== undefined
}

async function bodyOf(request: FastifyRequest, parts: AppParts): Promise<UploadForm> {
  if (request.isMultipart()) return readUploads(request, parts)
  return { body: (request.body ?? {}) as UploadForm['body'], files: {}, errors: {} }
}

/** Fields that every form may hold besides its own. */
const besides = ['act_id', 'version', 'evidenceFile_remove', 'behalfFile_remove']

function refuseUnknown(body: unknown, known: ReadonlySet<string>): void {
  const unknown = Object.keys(body ?? {}).find(name => !known.has(name))
  if (unknown) throw Object.assign(new Error(`unknown field ${unknown.slice(0, 40)}`), { statusCode: 400 })
}
