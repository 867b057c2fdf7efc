import type { FastifyInstance } from 'fastify'
import { checkAssignment, keepAssignment } from '../../domain/assignment.ts'
import { Conflict } from '../../domain/errors.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { applyToAll, readAssignment, typedRow } from '../forms/assignment.ts'
import type { Form } from '../forms/form.ts'
import { type AssignmentDesk, assignmentHref, findAssignmentDesk } from '../pages/assignment.ts'
import { assignmentPage } from '../pages/assignment-page.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'
import type { Flash } from '../plugins/flash.ts'
import { pageNumber } from '../query.ts'

interface Asked {
  Params: { id: string }
  Querystring: Record<string, unknown>
}

const policy = ['secretary', 'leader'] as const

/** Step 3 after a conclusion is split: a task of each recommendation, filled in from the text, kept as one goes along. */
export async function assignmentRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database

  app.get<Asked>('/inspections/:id/assignment', { config: { policy } }, async (request, reply) => {
    const desk = await findAssignmentDesk(reader, request, request.params.id)
    const late = draftFor(request)
    const shown = late ? withTyped(desk, late).desk : desk
    const page = await assignmentPage(reader, request, shown, { page: pageNumber(request.query.page) })
    return reply.page(page.view, page.data, page.options)
  })

  app.post<Asked>('/inspections/:id/assignment', { config: { policy } }, async (request, reply) => {
    const { id } = request.params
    const page = pageNumber(request.query.page)
    const before = await findAssignmentDesk(reader, request, id)
    const { desk, form, gone } = withTyped(before, request.body)
    const rows = applyToAll(
      form,
      desk.entries.map(entry => entry.row),
    )
    return answerForm(request, reply, {
      act: async () => {
        const act = actOf(request, form)
        if (gone) throw new Conflict()
        const done = await keepAssignment(writer, act, id, { version: form.version, rows })
        if (form.line('step') === 'check') await checkAssignment(reader, act, id)
        return done
      },
      done: () => afterKeeping(id, page, form),
      again: async failure => {
        const now = withTyped(await findAssignmentDesk(reader, request, id), request.body).desk
        return assignmentPage(reader, request, now, { page, failure })
      },
    })
  })
}

/** The desk with what a page sent; `gone`: some of its recommendations have a task by now. */
function withTyped(desk: AssignmentDesk, body: unknown): { desk: AssignmentDesk; form: Form; gone: boolean } {
  const open = desk.entries.map(entry => entry.recommendation)
  const { form, shown } = readAssignment(body, open)
  const typed = new Set(shown.map(one => one.id))
  const entries = desk.entries.map(entry => {
    const { id, ordinal } = entry.recommendation
    return typed.has(id) ? { ...entry, row: typedRow(form, ordinal, entry.row) } : entry
  })
  return { desk: { ...desk, entries }, form, gone: shown.length < new Set(form.list('shown')).size }
}

function afterKeeping(id: string, page: number, form: Form): { to: string; flash?: Flash } {
  const step = form.line('step')
  const [, name, at] = /^(page|add):(\d{1,6})$/.exec(step) ?? []
  if (name === 'page') return { to: assignmentHref(id, Number(at)) }
  if (name === 'add') return { to: `${assignmentHref(id, page)}#row-${at}` }
  if (step === 'check') return { to: `${assignmentHref(id)}/check` }
  const to = assignmentHref(id, page)
  if (step === 'fill' || step === 'replace') return { to, flash: { key: 'flash.assignment.applied' } }
  return { to, flash: { key: 'flash.inspection.kept' } }
}
