import type { FastifyRequest } from 'fastify'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { Failure, FormPage } from './answer.ts'
import { fill } from './form.ts'

declare module '../../render/views.ts' {
  interface Views {
    'invitation/page': { name: string; email: string; form: FormPart }
    'invitation/gone': { helpContact: string }
    'reset/ask': { noMail: boolean; form: FormPart }
    'reset/sent': { noMail: boolean }
    'reset/page': { name: string; form: FormPart }
    'reset/gone': Record<string, never>
  }
}

export const newPasswordFields = [
  {
    name: 'password',
    kind: 'password',
    labelKey: 'field.new_password',
    hintKey: 'hint.password',
    required: true,
    autocomplete: 'new-password',
  },
] as const satisfies FieldDescriptor[]

export const askFields = [
  { name: 'email', kind: 'email', labelKey: 'field.email', required: true, autocomplete: 'username' },
] as const satisfies FieldDescriptor[]

/** A dead link tells what to do next; `failure` is set when it died between the page and the button. */
export function goneOptions(request: FastifyRequest, kind: 'invitation' | 'reset') {
  return { title: request.t(kind === 'reset' ? 'page.reset.gone' : 'page.invitation.gone') }
}

export function passwordForm(request: FastifyRequest, failure?: Failure): FormPart {
  return {
    id: 'password-form',
    // The page's own path: the token is nowhere else.
    action: request.url.split('?', 1)[0] as string,
    fields: fill<FieldDescriptor>(newPasswordFields, {}, failure?.errors),
    errors: failure?.summary ?? [],
    submit: request.t('page.password.submit'),
  }
}

export function askPage(request: FastifyRequest, noMail: boolean, email = '', failure?: Failure): FormPage {
  const form: FormPart = {
    id: 'reset-form',
    action: '/reset',
    fields: fill<FieldDescriptor>(askFields, { email }, failure?.errors),
    errors: failure?.summary ?? [],
    submit: request.t('page.reset.submit'),
    cancel: { label: request.t('page.session.title'), href: '/sign-in' },
  }
  return { view: 'reset/ask', data: { noMail, form }, options: { title: request.t('page.reset.title') } }
}
