import type { FastifyRequest } from 'fastify'
import type { Db } from '../../data/schema.ts'
import type { Role } from '../../data/schema-office.ts'
import type { Act, Done } from '../../domain/event.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { AnswerPart, LinkPart } from '../../render/parts.ts'
import type { Words } from '../pages/words.ts'
import type { Form } from './form.ts'

/** The acts on a recommendation or an obligation that are forms of their own; the last part of catalog keys. */
export type StandingActName =
  | 'respond'
  | 'close_recommendation'
  | 'reopen_recommendation'
  | 'comment_on_recommendation'
  | 'prepare_obligation'
  | 'change_obligation'
  | 'reschedule_obligation'
  | 'close_obligation'

/** What an act is done on, as its page shows it. */
export interface StandingSubject {
  id: string
  version: number
  trail: (LinkPart | { label: string })[]
  /** What stands above the form. */
  about: AnswerPart[]
  href: string
}

export interface StandingPage<Subject> {
  request: FastifyRequest
  db: Db
  words: Words
  subject: Subject
  shown: StandingSubject
}

export interface StandingAct<Subject> {
  name: StandingActName
  /** Under the subject's address. */
  path: string
  policy: readonly Role[]
  fields: readonly FieldDescriptor[]
  /** A binding act asks once more before it is done (UX rule 5). */
  check?: true
  /** Whether one of the person's appointments may, whatever the state. */
  may(page: StandingPage<Subject>): boolean
  /** Whether the state allows it now. */
  open(subject: Subject): boolean
  /** Options, values and warnings of the fields. */
  known?(page: StandingPage<Subject>): Promise<Record<string, Partial<FieldDescriptor>>>
  /** What the person should know before the act is done. */
  warnings?(page: StandingPage<Subject>, form: Form): string[]
  run(db: Db, act: Act, subject: Subject, form: Form): Promise<Done>
  /** Where it leads, if not back to the subject. */
  next?(done: Done, subject: Subject): string
}
