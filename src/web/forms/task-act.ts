import type { FastifyRequest } from 'fastify'
import type { TaskFacts } from '../../data/task.ts'
import type { TaskActInput, TaskActName } from '../../domain/task-transitions.ts'
import type { MessageKey } from '../../i18n/translate.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { AnswerPart, EvidencePart } from '../../render/parts.ts'
import type { Words } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import type { Form } from './form.ts'

/** What a form may look at: the task as the person sees it, and the part or piece in the address. */
export interface TaskFormPage {
  request: FastifyRequest
  parts: AppParts
  facts: TaskFacts
  part: TaskFacts['co_units'][number] | undefined
  subtask: TaskFacts['subtasks'][number] | undefined
  words: Words
}

/** An act with its input, as `perform` takes them. */
export type TaskFormAct = { [N in TaskActName]: { act: N; input: TaskActInput<N> } }[TaskActName]

/** What stands above the fields: what the act answers to. */
export interface TaskFormAbout {
  /** In place of "what is to be answered". */
  title?: string
  rows: AnswerPart[]
  evidence: EvidencePart[]
}

/** The form of one act on a task (of two, where one page chooses between them). Its address is in `taskActPaths`. */
export interface TaskForm {
  /** The act whose role and state open the page. */
  act: TaskActName
  titleKey: MessageKey
  submitKey: MessageKey
  /** What the act does and what happens next. */
  leadKey: MessageKey
  fields: readonly FieldDescriptor[]
  /** Takes evidence in, which is stored at once (DECISIONS 10). */
  evidence?: true
  /** Asks to confirm the answers before the act is done. */
  check?: true
  /** What only the task can tell of a field: options, first values, hints, picks. By field name. */
  known?(page: TaskFormPage): Promise<Record<string, Partial<FieldDescriptor>>>
  about?(page: TaskFormPage): Promise<TaskFormAbout>
  /** What follows from the answers, for the page that asks to confirm them. */
  foretell?(form: Form, page: TaskFormPage): AnswerPart[]
  read(form: Form, page: TaskFormPage): TaskFormAct
}
