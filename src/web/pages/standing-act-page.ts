import { formatDate } from '../../i18n/format.ts'
import { isPlainDate } from '../../lib/plain-date.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { AnswerPart, LinkPart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { dateValue, recentPicks } from '../forms/date-picks.ts'
import { type Form, fill, strayErrors, type Typed } from '../forms/form.ts'
import type { StandingAct, StandingPage } from '../forms/standing-act.ts'
import { longDate } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'standing/act': {
      title: string
      lead: string
      trail: (LinkPart | { label: string })[]
      about: AnswerPart[]
      warnings: string[]
      /** The answers once more, where only the button is left to press. */
      answers: AnswerPart[]
      form: FormPart
    }
  }
}

interface State {
  sent?: Form | undefined
  kept?: Typed | undefined
  failure?: Failure | undefined
}

/** The form of an act, opened or shown again with what was typed and what is wrong with it. */
export async function standingActPage<Subject>(
  page: StandingPage<Subject>,
  act: StandingAct<Subject>,
  { sent, kept, failure }: State,
): Promise<FormPage> {
  const { t } = page.words
  const errors = failure?.errors ?? {}
  const fields = (await fieldsOf(page, act, sent?.typed ?? kept)).map(field => ({
    ...field,
    error: errors[field.name],
  }))
  return viewOf(page, act, {
    title: t(`standing.${act.name}.title`),
    answers: [],
    warnings: [],
    form: {
      id: 'standing-form',
      action: `${page.shown.href}/${act.path}`,
      actId: actIdFor(sent),
      // After a conflict the next sending answers to what is stored now, which stands above.
      version: sent && !failure?.conflict ? sent.version : page.shown.version,
      fields,
      submit: t(act.check ? 'page.act.next' : `standing.${act.name}.submit`),
      cancel: { label: t('standing.back'), href: page.shown.href },
      errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
    },
  })
}

/** The answers once more, with what they lead to; only the button on this page does the act. */
export async function standingCheckPage<Subject>(
  page: StandingPage<Subject>,
  act: StandingAct<Subject>,
  sent: Form,
): Promise<FormPage> {
  const { t } = page.words
  const fields = await fieldsOf(page, act, sent.typed)
  const title = t('page.act.check', { act: t(`standing.${act.name}.title`) })
  const typed = Object.entries(sent.typed).filter(([name]) => fields.some(field => field.name === name))
  return viewOf(page, act, {
    title,
    answers: fields.flatMap(field => answerOf(field, sent, page)),
    warnings: act.warnings?.(page, sent) ?? [],
    form: {
      id: 'standing-form',
      action: `${page.shown.href}/${act.path}`,
      actId: actIdFor(sent),
      version: sent.version,
      fields: [],
      groups: [],
      hidden: { confirmed: '1', ...(Object.fromEntries(typed) as Record<string, string>) },
      submit: t(`standing.${act.name}.submit`),
      others: [{ label: t('page.act.change'), kind: 'line', name: 'step', value: 'edit' }],
      cancel: { label: t('standing.back'), href: page.shown.href },
    },
  })
}

function viewOf<Subject>(
  { words, shown }: StandingPage<Subject>,
  { name }: StandingAct<Subject>,
  data: { title: string; answers: AnswerPart[]; warnings: string[]; form: FormPart },
): FormPage {
  const title = words.t(`standing.${name}.title`)
  return {
    view: 'standing/act',
    data: {
      ...data,
      lead: words.t(`standing.${name}.lead`),
      trail: [...shown.trail, { label: title }],
      about: shown.about,
    },
    options: { title: data.title, nav: 'inspections' },
  }
}

async function fieldsOf<Subject>(
  page: StandingPage<Subject>,
  act: StandingAct<Subject>,
  typed: Typed | undefined,
): Promise<FieldDescriptor[]> {
  const known = (await act.known?.(page)) ?? {}
  const fields: FieldDescriptor[] = act.fields.map(field => ({ ...field, ...known[field.name] }))
  return fill(fields, typed ?? {}).map(field =>
    field.kind === 'date'
      ? {
          ...field,
          ...dateValue(String(field.value ?? ''), page.words, false),
          quickPicks: recentPicks(page.words),
        }
      : field,
  )
}

function answerOf<Subject>(
  field: FieldDescriptor,
  sent: Form,
  { words }: StandingPage<Subject>,
): AnswerPart[] {
  const value = valueText(field, sent, words)
  return value === '' || !field.labelKey ? [] : [{ label: words.t(field.labelKey as never), value }]
}

function valueText(field: FieldDescriptor, sent: Form, words: StandingPage<unknown>['words']): string {
  if (field.kind === 'date') {
    const day = sent.date(field.name)
    return day && isPlainDate(day) ? longDate(day, words) : (day ?? '')
  }
  const typed = sent.text(field.name)
  if (field.options) return field.options.find(option => option.value === typed)?.label ?? ''
  return field.suffix && typed ? `${typed} ${field.suffix}` : typed
}

/** "14/12/2018", or nothing. */
export function shortDate(day: string | null): string {
  return day ? formatDate(day) : ''
}
