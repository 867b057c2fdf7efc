import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { listCalendarDays } from '../../data/calendar-day.ts'
import type { Row } from '../../data/schema.ts'
import { calendarKinds, removeCalendarDay, setCalendarDay } from '../../domain/calendar-day.ts'
import { formatDateLong } from '../../i18n/format.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { LinkPart, TablePart } from '../../render/parts.ts'
import { actIdFor, actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, fill, readForm, strayErrors } from '../forms/form.ts'
import type { AgainWith } from '../pages/admin.ts'
import { type CalendarTabs, calendarTabs } from '../pages/calendar-query.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

declare module '../../render/views.ts' {
  interface Views {
    'calendar/days': {
      tabs: CalendarTabs
      lead: string
      years: { label: string; items: (LinkPart & { current?: boolean })[] }
      notice: string | null
      tableTitle: string
      table: TablePart
      form: FormPart | null
    }
  }
}

const dayFields: readonly FieldDescriptor[] = [
  { name: 'day', kind: 'date', labelKey: 'field.day', required: true, width: 's' },
  { name: 'kind', kind: 'radio', labelKey: 'field.day_kind', required: true },
  { name: 'name', kind: 'line', labelKey: 'field.day_name', required: true },
]
const noFields: FieldDescriptor[] = []

/** Days off, make-up days and worked Saturdays: everybody reads them, secretaries and administrators edit. */
export async function calendarDayRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const edit = { config: { policy: rolesOf('admin') } }

  app.get<{ Querystring: { year?: unknown } }>(
    '/calendar/days',
    { config: { policy: 'signed_in' } },
    async (request, reply) => {
      const { view, data, options } = await pageOf(
        request,
        typeof request.query.year === 'string' ? request.query.year : '',
        {},
      )
      return reply.page(view, data, options)
    },
  )

  app.post('/calendar/days', { ...edit, schema: { body: bodySchema(dayFields) } }, (request, reply) => {
    const form = readForm(dayFields, request.body)
    const day = form.date('day')
    const input = { day, kind: form.line('kind'), name: form.line('name') }
    return answerForm(request, reply, {
      act: () => setCalendarDay(writer, actOf(request, form), input),
      done: () => ({ to: `/calendar/days?year=${day?.slice(0, 4)}`, flash: { key: 'flash.calendar_saved' } }),
      again: failure => pageOf(request, day?.slice(0, 4) ?? '', { failure, typed: form.typed }, form),
    })
  })

  app.post<{ Params: { day: string } }>(
    '/calendar/days/:day/removal',
    { ...edit, schema: { body: bodySchema(noFields) } },
    (request, reply) => {
      const form = readForm(noFields, request.body)
      const { day } = request.params
      return answerForm(request, reply, {
        act: () => removeCalendarDay(writer, actOf(request, form), day),
        done: () => ({
          to: `/calendar/days?year=${day.slice(0, 4)}`,
          flash: { key: 'flash.calendar_saved' },
        }),
        again: failure => pageOf(request, day.slice(0, 4), { failure }),
      })
    },
  )

  async function pageOf(
    request: FastifyRequest,
    asked: string,
    { failure, typed }: AgainWith,
    form?: Form,
  ): Promise<FormPage> {
    const { t, occasion, actor } = request
    const days = await listCalendarDays(reader)
    const thisYear = occasion.today.slice(0, 4)
    const years = [...new Set([thisYear, ...days.map(day => day.day.slice(0, 4))])].sort()
    const year = years.includes(asked) ? asked : thisYear
    const mayEdit = actor.holdings.some(held => rolesOf('admin').includes(held.role))
    const shown = days.filter(day => day.day.startsWith(year))
    const computed = shown.some(day => day.status === 'computed')
    const data = {
      tabs: calendarTabs('days', t),
      lead: t('page.calendar.lead'),
      years: {
        label: t('page.calendar.years'),
        items: years.map(one => ({ label: one, href: `/calendar/days?year=${one}`, current: one === year })),
      },
      notice: computed ? t('page.calendar.computed') : null,
      tableTitle: t('page.calendar.days', { year }),
      table: dayTable(request, shown, mayEdit),
      form: mayEdit ? dayForm(request, { failure, typed } as AgainWith, form) : null,
    }
    return { view: 'calendar/days', data, options: { title: t('page.calendar.title'), nav: 'calendar' } }
  }
}

function dayForm({ t }: FastifyRequest, { failure, typed }: AgainWith, form?: Form): FormPart {
  const errors = failure?.errors ?? {}
  const options = calendarKinds.map(value => ({ value, label: t(`calendar.${value}`) }))
  const fields = dayFields.map(field => (field.name === 'kind' ? { ...field, options } : field))
  return {
    id: 'day-form',
    action: '/calendar/days',
    fields: fill<FieldDescriptor>(fields, typed ?? { kind: 'holiday' }, errors),
    errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
    submit: t('page.calendar.add'),
    submitKind: 'tonal',
    actId: actIdFor(form),
  }
}

function dayTable(
  { t, locale, occasion }: FastifyRequest,
  days: Row<'calendar_day'>[],
  mayEdit: boolean,
): TablePart {
  const removal = (day: string) => ({
    label: t('page.calendar.remove'),
    action: `/calendar/days/${day}/removal`,
    fields: { act_id: randomUUID() },
    kind: 'text' as const,
    small: true,
  })
  const rows = days.map(day => ({
    id: day.day,
    cells: [
      { text: formatDateLong(day.day, locale), nowrap: true },
      day.name_vi,
      t(`calendar.${day.kind}`),
      t(`calendar.status.${day.status}`),
      ...(mayEdit ? [{ acts: day.day > occasion.today ? [removal(day.day)] : [] }] : []),
    ],
  }))
  return {
    id: 'days',
    caption: t('page.calendar.title'),
    columns: [
      { label: t('field.day'), kind: 'date', card: 'title' },
      { label: t('field.day_name') },
      { label: t('field.day_kind') },
      { label: t('page.calendar.source') },
      ...(mayEdit ? [{ label: t('ui.acts'), kind: 'act' as const }] : []),
    ],
    rows,
    empty: { icon: 'calendar', fact: t('page.calendar.none'), next: t('page.calendar.none_next') },
  }
}
