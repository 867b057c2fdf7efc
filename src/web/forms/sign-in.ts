import type { FastifyRequest } from 'fastify'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { FormPage } from './answer.ts'
import { fill } from './form.ts'

declare module '../../render/views.ts' {
  interface Views {
    'session/sign-in': { lead: string; note: string | null; form: FormPart; sample: boolean }
  }
}

export const signInFields = [
  { name: 'email', kind: 'email', labelKey: 'field.email', required: true, autocomplete: 'username' },
  {
    name: 'password',
    kind: 'password',
    labelKey: 'field.password',
    required: true,
    autocomplete: 'current-password',
  },
  { name: 'next', kind: 'hidden' },
] as const satisfies FieldDescriptor[]

interface SignInState {
  /** Where to go afterwards: a path of our own. */
  next: string
  /** Why the page is shown, where nobody asked for it. */
  note?: string
  email?: string
  errors?: Record<string, string>
  summary?: FormPart['errors']
}

/** The sign-in page, also the answer to a form that met an expired session. */
export function signInPage(
  request: FastifyRequest,
  state: SignInState,
): FormPage & { view: 'session/sign-in' } {
  const { t, office } = request
  const values = { email: state.email ?? '', next: state.next }
  const form: FormPart = {
    id: 'sign-in-form',
    action: '/sign-in',
    fields: fill<FieldDescriptor>(signInFields, values, state.errors),
    submit: t('page.session.submit'),
    errors: state.summary ?? [],
  }
  const data = { lead: office?.name ?? '', note: state.note ?? null, form, sample: office?.kind === 'sample' }
  return { view: 'session/sign-in', data, options: { title: t('page.session.title') } }
}
