import type { FastifyInstance, FastifyRequest } from 'fastify'
import { checkAssignment, issueAssignment } from '../../domain/assignment.ts'
import { Conflict, Invalid } from '../../domain/errors.ts'
import type { Done } from '../../domain/event.ts'
import { takeBack } from '../../domain/rehearse.ts'
import { actOf, answerForm, type Failure } from '../forms/answer.ts'
import {
  documentFields,
  documentFormFields,
  readDocument,
  readOrdinals,
  readSigned,
} from '../forms/assigning-document.ts'
import { type Form, readForm } from '../forms/form.ts'
import { hasFileErrors, keepDocument, readAnyForm, type UploadForm, withFileErrors } from '../forms/upload.ts'
import { assignmentHref, findAssignmentDesk } from '../pages/assignment.ts'
import { assignmentCheckPage } from '../pages/assignment-check.ts'
import { assignmentIssuedPage } from '../pages/assignment-issued.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'

interface Asked {
  Params: { id: string }
}

const policy = ['secretary', 'leader'] as const

/** Everything chosen is looked over, issued in one go, and what happens next is said (UX rule 5). */
export async function assignmentCheckRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database

  app.get<Asked>('/inspections/:id/assignment/check', { config: { policy } }, async (request, reply) => {
    const { id } = request.params
    const desk = await findAssignmentDesk(reader, request, id)
    if (!(await isReady(request, id)))
      return reply.seeOther(assignmentHref(id), { key: 'flash.assignment.incomplete', kind: 'problem' })
    const late = draftFor(request)
    const form = late ? readForm(documentFormFields, late) : undefined
    const fileId = form ? form.id(documentFields(desk.onBehalf).fileId) : null
    const page = await assignmentCheckPage(reader, request, desk, { fileId, ...(form ? { form } : {}) })
    return reply.page(page.view, page.data, page.options)
  })

  app.post<Asked>('/inspections/:id/assignment/check', { config: { policy } }, async (request, reply) => {
    const { id } = request.params
    const { onBehalf } = await findAssignmentDesk(reader, request, id)
    const names = documentFields(onBehalf)
    const sent = await readAnyForm(request, parts)
    const form = readForm(documentFormFields, sent.body)
    const issue = form.line('step') !== 'draft'
    let fileId = keptFileId(form, sent, names)
    return answerForm(request, reply, {
      act: async () => {
        const act = actOf(request, form)
        fileId = await keepDocument(parts, act, sent, { field: names.file, keptId: fileId, taskId: null })
        const verb = (db: typeof writer): Promise<Done> =>
          issueAssignment(db, act, id, {
            version: form.version,
            ordinals: readOrdinals(form),
            issue,
            document: readDocument(form, onBehalf, fileId),
            ...(issue ? readSigned(form, onBehalf, fileId) : {}),
          })
        if (!hasFileErrors(sent)) return verb(writer)
        // A file was not taken: whatever else is wrong is said with it, and nothing is done.
        await takeBack(writer, verb)
        throw new Invalid({})
      },
      done: ({ subjectId }) =>
        issue
          ? { to: `${assignmentHref(id)}/issued/${subjectId}` }
          : { to: `/inspections/${id}`, flash: { key: 'flash.assignment.drafted' } },
      again: async failure => {
        const now = await findAssignmentDesk(reader, request, id)
        const said = withFileErrors(spoken(request, failure, onBehalf), sent)
        return assignmentCheckPage(reader, request, now, { form, fileId, failure: said })
      },
    })
  })

  app.get<{ Params: { id: string; assignment: string } }>(
    '/inspections/:id/assignment/issued/:assignment',
    { config: { policy } },
    async (request, reply) => {
      const { id: inspectionId, assignment: id } = request.params
      const page = await assignmentIssuedPage(reader, request, { inspectionId, id })
      return reply.page(page.view, page.data, page.options)
    },
  )

  /** Whether everything chosen may be issued as it is; something must be chosen. */
  async function isReady(request: FastifyRequest, id: string): Promise<boolean> {
    try {
      await checkAssignment(reader, actOf(request, { actId: null }), id)
      return true
    } catch (error) {
      if (error instanceof Invalid || error instanceof Conflict) return false
      throw error
    }
  }
}

/** The file of an earlier sending, unless it is ticked to be taken off. */
function keptFileId(form: Form, sent: UploadForm, { file, fileId }: { file: string; fileId: string }) {
  return sent.body[`${file}_remove`] === undefined ? form.id(fileId) : null
}

/**
 * Someone else issued some of them, or changed the rows in another tab: the list below is what is left. What the drafts
 * refuse of the document stands at the fields of what was signed.
 */
function spoken({ t }: FastifyRequest, failure: Failure, onBehalf: boolean): Failure {
  const errors = Object.entries(failure.errors).map(([name, text]) => [
    onBehalf ? (signedNames[name] ?? name) : name,
    text,
  ])
  const summary = failure.conflict ? [{ text: t('page.assignment.conflict') }] : failure.summary
  return { ...failure, errors: Object.fromEntries(errors), summary }
}

const signedNames: Record<string, string> = {
  documentNo: 'behalfDocumentNo',
  documentOn: 'behalfDocumentOn',
  documentFile: 'behalfFile',
}
