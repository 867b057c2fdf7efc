import type { FastifyRequest } from 'fastify'
import type { SheetReturnFound } from '../../domain/unit-sheet-return.ts'
import { canTake, type SheetReading } from '../../domain/unit-sheet-row.ts'
import { formatDate } from '../../i18n/format.ts'
import type { ActButtonPart, ErrorPart, StatusPart } from '../../render/parts.ts'
import { actIdFor, type Failure } from '../forms/answer.ts'
import type { Form } from '../forms/form.ts'
import { wordsOf } from '../forms/words.ts'
import { removeAct, returnHref } from './unit-sheet.ts'

declare module '../../render/views.ts' {
  interface Views {
    'unit-sheet/return': ReturnPart
  }
}

export interface ReturnPart {
  title: string
  lead: string
  action: string
  actId: string
  version: number
  errors: ErrorPart[]
  rows: ReturnRow[]
  /** What is left out and why, in sentences. */
  notes: string[]
  /** Null once it was taken over. */
  submit: string | null
  remove: ActButtonPart | null
}

interface ReturnRow {
  id: string
  /** `<task id>.<version shown>`; null where the row cannot be taken over. */
  value: string | null
  ticked: boolean
  title: string
  href: string | null
  status: StatusPart | null
  /** What is recorded now, and what the sheet says. */
  now: string
  sheet: string[]
  /** Why it cannot be, or what to look at. */
  problems: string[]
}

/** What came back row by row: what will be recorded, what somebody changed meanwhile, what cannot be taken over. */
export function returnPage(
  request: FastifyRequest,
  found: SheetReturnFound,
  { form, failure }: { form?: Form; failure?: Failure } = {},
): ReturnPart {
  const { t } = request
  const { back, sheet, readings } = found
  const written = readings.filter(reading => !reading.untouched)
  const takeable = written.filter(canTake).length
  const done = back.applied_on !== null
  return {
    title: t('page.unit_sheet.back', { unit: sheet.unit_name }),
    lead: done
      ? t('page.unit_sheet.done', { count: back.applied_count, date: formatDate(back.applied_on ?? '') })
      : t('page.unit_sheet.lead', {
          name: back.name,
          made: formatDate(sheet.made_on),
          written: written.length,
          takeable,
        }),
    action: returnHref(back.id),
    actId: actIdFor(form),
    version: back.version,
    errors: failure ? errorsOf(failure) : [],
    rows: done ? [] : written.map(reading => rowOf(request, reading, form)),
    notes: done ? [] : notesOf(request, found),
    submit: done || takeable === 0 ? null : t('page.unit_sheet.take'),
    remove: done ? null : { ...removeAct(request, back.id), kind: 'line', small: false },
  }
}

function errorsOf({ errors, summary }: Failure): ErrorPart[] {
  return [...summary, ...Object.values(errors).map(text => ({ text }))]
}

function rowOf(request: FastifyRequest, reading: SheetReading, form: Form | undefined): ReturnRow {
  const { t } = request
  const { task, now } = reading
  const value = task && now && canTake(reading) ? `${task.id}.${now.version}` : null
  const chosen = form ? form.list('tasks') : null
  return {
    id: task?.id ?? `row-${reading.row}`,
    value,
    ticked: value !== null && (chosen ? chosen.includes(value) : !reading.conflict),
    title: task
      ? t('page.unit_sheet.task', { code: task.code, title: now?.title ?? task.title })
      : t('page.unit_sheet.row', { row: reading.row }),
    href: task ? `/tasks/${task.id}` : null,
    status: reading.conflict && value ? { kind: 'soon', word: t('page.unit_sheet.conflict') } : null,
    now: now ? nowLine(request, now) : '',
    sheet: sheetLines(request, reading),
    problems: problemsOf(request, reading),
  }
}

function nowLine({ t }: FastifyRequest, now: NonNullable<SheetReading['now']>): string {
  const values = { percent: now.percent, state: t(`state.${now.state}`) }
  return now.blocker === ''
    ? t('page.unit_sheet.now', values)
    : t('page.unit_sheet.now.blocker', { ...values, blocker: now.blocker })
}

function sheetLines({ t }: FastifyRequest, { input, receives, hindrance }: SheetReading): string[] {
  const percent = Number.isNaN(input.percent) ? t('ui.nothing') : input.percent
  return [
    ...(receives && hindrance === null ? [t('page.unit_sheet.receives')] : []),
    t('page.unit_sheet.says', { percent }),
    ...(input.text === '' ? [] : [input.text]),
    ...(input.blocker === '' ? [] : [t('event.blocker', { text: input.blocker })]),
  ]
}

function problemsOf({ t }: FastifyRequest, reading: SheetReading): string[] {
  const { task, now, hindrance, conflict } = reading
  if (hindrance) return [t(`page.unit_sheet.hindrance.${hindrance}`)]
  const wrong = Object.values(reading.errors).map(key => wordsOf(t, key))
  const moved = conflict && task && now && wrong.length === 0
  return [
    ...wrong,
    ...(moved ? [t('page.unit_sheet.moved', { before: task.percent, now: now.percent })] : []),
  ]
}

function notesOf({ t }: FastifyRequest, { readings, missing }: SheetReturnFound): string[] {
  const untouched = readings.filter(reading => reading.untouched).length
  const codes = missing.map(task => task.code).join(', ')
  return [
    ...(untouched > 0 ? [t('page.unit_sheet.untouched', { count: untouched })] : []),
    ...(missing.length > 0 ? [t('page.unit_sheet.missing', { count: missing.length, codes })] : []),
    t('page.unit_sheet.note'),
  ]
}
