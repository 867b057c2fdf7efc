import type { FastifyRequest } from 'fastify'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { Failure, FormPage } from './answer.ts'
import { fill, strayErrors, type Typed } from './form.ts'

declare module '../../render/views.ts' {
  interface Views {
    'setup/start': { hasCode: boolean }
    'setup/office': { form: FormPart }
  }
}

const line = (
  name: string,
  labelKey: string,
  required = false,
  more: Partial<FieldDescriptor> = {},
): FieldDescriptor => ({
  name,
  kind: 'line',
  labelKey,
  required,
  ...more,
})

const account = (who: 'admin' | 'secretary'): FieldDescriptor[] => [
  line(`${who}Name`, 'field.person_name', true),
  line(`${who}Email`, 'field.email', true, { kind: 'email' }),
  line(`${who}Password`, 'field.password', true, {
    kind: 'password',
    hintKey: 'hint.password',
    autocomplete: 'new-password',
  }),
]

const groups = [
  {
    fields: [
      line('code', 'field.setup_code', true, { hintKey: 'hint.setup_code', width: 'm', spellcheck: false }),
    ],
  },
  {
    legendKey: 'page.setup.office',
    fields: [
      line('officeName', 'field.office_name', true, { hintKey: 'hint.office_name' }),
      line('parentName', 'field.parent_name', false, { hintKey: 'hint.parent_name' }),
      line('shortName', 'field.short_name', false, { hintKey: 'hint.short_name', width: 'm' }),
      line('place', 'field.place', false, { hintKey: 'hint.place', width: 'm' }),
      line('helpContact', 'field.help_contact', false, { hintKey: 'hint.help_contact' }),
    ],
  },
  { legendKey: 'page.setup.admin', hintKey: 'page.setup.admin_hint', fields: account('admin') },
  { legendKey: 'page.setup.secretary', hintKey: 'page.setup.secretary_hint', fields: account('secretary') },
  {
    legendKey: 'page.setup.units',
    fields: [line('units', 'field.units', true, { kind: 'text', rows: 8, hintKey: 'hint.units' })],
  },
]

export const setupFields: readonly FieldDescriptor[] = groups.flatMap(group => group.fields)

export function setupPage(request: FastifyRequest, typed: Typed = {}, failure?: Failure): FormPage {
  const { t } = request
  const errors = failure?.errors ?? {}
  const form: FormPart = {
    id: 'setup-form',
    action: '/setup/office',
    groups: groups.map(group => ({ ...group, fields: fill(group.fields, typed, errors) })),
    errors: [...(failure?.summary ?? []), ...strayErrors(setupFields, errors)],
    submit: t('page.setup.submit'),
    cancel: { label: t('page.setup.back'), href: '/setup' },
  }
  return {
    view: 'setup/office',
    data: { form },
    options: { title: t('page.setup.office_title'), wide: true },
  }
}
