import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Conflict, Invalid, WrongState } from '../../domain/errors.ts'
import type { Act } from '../../domain/event.ts'
import type { FormPart } from '../../render/form.ts'
import type { ErrorPart } from '../../render/parts.ts'
import type { Views } from '../../render/views.ts'
import type { Flash } from '../plugins/flash.ts'
import type { PageOptions } from '../plugins/views.ts'
import type { Form } from './form.ts'
import { wordsOf } from './words.ts'

/** Why a form is shown again: every sentence is finished. */
export interface Failure {
  /** By field name, for `fill`. */
  errors: Record<string, string>
  /** Sentences that belong to no field, for `FormPart.errors`; add `strayErrors(fields, errors)`. */
  summary: ErrorPart[]
  /** True when someone else changed the record first; `current` is what is stored now, where the verb gave it. */
  conflict?: true
  current?: unknown
}

/** The page that shows the form again; with `form`, htmx gets that form alone (forms with `live: true`). */
export type FormPage = {
  [K in keyof Views]: {
    view: K
    data: Views[K]
    options: Omit<PageOptions, 'failed' | 'status'>
    form?: FormPart
  }
}[keyof Views]

export interface FormAnswer<Result> {
  /** Runs the verb. */
  act: () => Promise<Result>
  /** Where to go once it is done; `to` is a path of our own. */
  done: (result: Result) => { to: string; flash?: Flash } | Promise<{ to: string; flash?: Flash }>
  again: (failure: Failure) => FormPage | Promise<FormPage>
  /** A page that asks to confirm, where `act` has only rehearsed the verb; undefined where it is done. */
  ask?: (result: Result) => Promise<FormPage | undefined>
}

/**
 * Answers a form: 303 (htmx: HX-Redirect) with a flash when the verb did it, the form again with 422 when a field is
 * wrong and 409 when the record moved on meanwhile. NotFound, NotAllowed and all else go to the error handler.
 */
export async function answerForm<Result>(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: FormAnswer<Result>,
): Promise<FastifyReply> {
  let result: Result
  try {
    result = await answer.act()
  } catch (error) {
    const failure = failureOf(request, error)
    if (!failure) throw error
    return showAgain(reply, await answer.again(failure), error instanceof Invalid ? 422 : 409)
  }
  const asked = await answer.ask?.(result)
  if (asked) return reply.page(asked.view, asked.data, asked.options)
  await request.dropDraft()
  request.nudge()
  const { to, flash } = await answer.done(result)
  return reply.seeOther(to, flash)
}

/** Who acts, when and by which sending of the form, as every verb wants it. */
export function actOf(request: FastifyRequest, form: Pick<Form, 'actId'>): Act & { personId: string } {
  return { personId: request.actor.person.id, actId: form.actId, occasion: request.occasion }
}

/** The act_id of a form that is shown: the one that was sent, or a fresh one. */
export function actIdFor(form?: Pick<Form, 'actId'>): string {
  return form?.actId ?? randomUUID()
}

function failureOf(request: FastifyRequest, error: unknown): Failure | undefined {
  const { t } = request
  if (error instanceof Invalid) {
    const worded = Object.entries(error.fields).map(([name, key]) => [name, wordsOf(t, key, error.values)])
    return { errors: Object.fromEntries(worded), summary: [] }
  }
  if (error instanceof Conflict) {
    return { errors: {}, summary: [{ text: t('error.conflict') }], conflict: true, current: error.current }
  }
  if (error instanceof WrongState) return { errors: {}, summary: [{ text: t('error.wrong_state') }] }
  return undefined
}

function showAgain(reply: FastifyReply, page: FormPage, status: 422 | 409): FastifyReply {
  if (reply.request.htmx && page.form) return reply.part('shared/form', page.form, status)
  return reply.page(page.view, page.data, { ...page.options, failed: true, status })
}
