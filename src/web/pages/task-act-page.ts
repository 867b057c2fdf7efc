import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { dateValue } from '../forms/date-picks.ts'
import { shownEvidenceFields } from '../forms/evidence.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { knownBehalf } from '../forms/on-behalf.ts'
import type { TaskForm, TaskFormAbout, TaskFormPage } from '../forms/task-act.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import { helpersOf } from '../plugins/views.ts'
import { actView, readyEvidence, type TaskActView } from './task-act-view.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'task/act': TaskActView & { about: TaskFormAbout; form: FormPart }
  }
}

export interface ActPageState {
  form: TaskForm
  onBehalf: boolean
  /** What was sent; absent when the page is opened. */
  sent?: Form | undefined
  /** What was kept of a form that met an expired session. */
  kept?: Form['typed'] | undefined
  failure?: Failure | undefined
  /** Sentences of files that were not taken. */
  fileErrors?: Record<string, string>
  behalfFileId?: string | null
}

/** The page with the form, opened or shown again with what was typed and what is wrong with it. */
export async function taskActPage(page: TaskFormPage, state: ActPageState): Promise<FormPage> {
  const { form, sent, failure } = state
  const { words, facts } = page
  const errors = { ...failure?.errors, ...state.fileErrors }
  const fields = await ownFields(page, state, errors)
  const evidence = form.evidence ? await evidenceGroup(page, state, errors) : []
  const behalf = state.onBehalf ? await behalfGroup(page, state, errors) : []
  const groups = [
    ...(fields.length > 0 ? [{ fields }] : []),
    ...(evidence.length > 0
      ? [{ legendKey: 'page.act.evidence', hintKey: 'page.act.evidence.hint', fields: evidence }]
      : []),
    ...(behalf.length > 0
      ? [{ legendKey: 'page.act.behalf', hintKey: 'page.act.behalf.hint', fields: behalf }]
      : []),
  ]
  const shown = groups.flatMap(group => group.fields)
  // Missing evidence is said at the field for files already.
  const { evidence: _shown, ...others } = errors
  const stray = strayErrors(shown, form.evidence ? others : errors)
  const part: FormPart = {
    id: 'task-act-form',
    action: taskActHref(facts.task.id, form.act, page.part?.id ?? page.subtask?.id),
    actId: actIdFor(sent),
    // After a conflict the next sending answers to what is stored now, which stands above.
    version: sent && !failure?.conflict ? sent.version : facts.task.version,
    groups,
    hidden: state.behalfFileId ? { behalfFileId: state.behalfFileId } : {},
    submit: words.t(form.check ? 'page.act.next' : form.submitKey),
    cancel: { label: words.t('page.act.cancel'), href: `/tasks/${facts.task.id}` },
    errors: [...(failure?.summary ?? []), ...stray],
  }
  const about = (await form.about?.(page)) ?? { rows: [], evidence: [] }
  const view = actView(page, form)
  return {
    view: 'task/act',
    data: { ...view, about, form: part },
    options: { title: view.title, nav: 'tasks' },
  }
}

/** The fields of the form as the task fills them, or as they were typed, with what is wrong with them. */
export async function ownFields(
  page: TaskFormPage,
  { form, sent, kept }: ActPageState,
  errors: Record<string, string>,
): Promise<FieldDescriptor[]> {
  const known = (await form.known?.(page)) ?? {}
  const fields: FieldDescriptor[] = form.fields.map(field => ({ ...field, ...known[field.name] }))
  const typed = sent?.typed ?? kept
  const filled = typed ? fill(fields, typed, errors) : fill(fields, {}, errors)
  return filled.map(field =>
    field.kind === 'date' && typed ? { ...field, ...asTyped(field, page.words) } : field,
  )
}

/** A date that was typed is shown as it was, with its weekday and a word where it is a day off. */
function asTyped(field: FieldDescriptor, words: Words): Partial<FieldDescriptor> {
  const { weekday, warning } = dateValue(String(field.value ?? ''), words)
  return { weekday, warning }
}

async function evidenceGroup(
  page: TaskFormPage,
  { form, sent, kept }: ActPageState,
  errors: Record<string, string>,
): Promise<FieldDescriptor[]> {
  const rows = await readyEvidence(page, form)
  return shownEvidenceFields(rows, helpersOf(page.request), { typed: sent?.typed ?? kept ?? {}, errors })
}

async function behalfGroup(
  page: TaskFormPage,
  { sent, kept, behalfFileId }: ActPageState,
  errors: Record<string, string>,
): Promise<FieldDescriptor[]> {
  const fields = await knownBehalf(page, behalfFileId ?? null, helpersOf(page.request))
  return fill(fields, sent?.typed ?? kept ?? {}, errors)
}
