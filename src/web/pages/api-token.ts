import type { FastifyRequest } from 'fastify'
import { type ListedApiToken, listApiTokens } from '../../data/api-token.ts'
import type { Db } from '../../data/schema.ts'
import { apiScopes, tokenDays } from '../../domain/api-token.ts'
import { formatDateTime } from '../../i18n/format.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { ButtonPart, TablePart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { adminTabs } from './admin.ts'

declare module '../../render/views.ts' {
  interface Views {
    'api-token/index': {
      title: string
      acts: ButtonPart[]
      /** The token that was just made: this once. */
      made: { text: string; label: string; token: string | null } | null
      table: TablePart
      form: FormPart
    }
  }
}

export const tokenFields = [
  { name: 'tokenName', kind: 'line', labelKey: 'field.tokenName', required: true, maxLength: 100 },
  { name: 'scopes', kind: 'checks', labelKey: 'field.scopes', required: true },
  {
    name: 'days',
    kind: 'number',
    labelKey: 'field.days',
    hintKey: 'hint.days',
    required: true,
    inputmode: 'numeric',
    min: 1,
    max: tokenDays.most,
  },
] as const satisfies FieldDescriptor[]

const mostShown = 500

/** One's own tokens; `made` is what the form has just brought about, shown in this one answer. */
export async function tokenPage(
  db: Db,
  request: FastifyRequest,
  now: Date,
  state: { sent?: Form; failure?: Failure; made?: { name: string; token: string | null } } = {},
): Promise<FormPage & { view: 'api-token/index' }> {
  const { t, actor } = request
  const title = t('page.tokens.title')
  const tokens = await listApiTokens(db, {
    personId: actor.person.id,
    now: now.toISOString(),
    limit: mostShown,
  })
  const { made } = state
  const data = {
    title,
    acts: [{ label: t('page.tokens.docs'), href: '/api/docs', kind: 'line' as const }],
    made: made
      ? {
          text: t(made.token ? 'page.tokens.shown' : 'page.tokens.made_before'),
          label: t('page.tokens.label', { name: made.name }),
          token: made.token,
        }
      : null,
    table: tokenTable(request, tokens, '/profile/tokens', false),
    form: tokenForm(request, made ? {} : state),
  }
  return { view: 'api-token/index', data, options: { title } }
}

/** Everybody's, for an administrator to look through and end. */
export async function allTokensPage(db: Db, request: FastifyRequest, now: Date) {
  const { t } = request
  const tokens = await listApiTokens(db, { now: now.toISOString(), limit: mostShown })
  return {
    title: t('page.tokens.title'),
    lead: t('page.tokens.lead'),
    tabs: adminTabs(request, 'tokens'),
    table: tokenTable(request, tokens, '/admin/tokens', true),
    form: null,
  }
}

function tokenForm({ t }: FastifyRequest, { sent, failure }: { sent?: Form; failure?: Failure }): FormPart {
  const errors = failure?.errors ?? {}
  const fields = fill<FieldDescriptor>(tokenFields, sent?.typed ?? { days: tokenDays.preset }, errors)
  const options = apiScopes.map(value => ({
    value,
    label: t(`scope.${value.replace(':', '_') as 'tasks_read'}`),
  }))
  return {
    id: 'token-form',
    action: '/profile/tokens',
    actId: actIdFor(failure ? sent : undefined),
    fields: fields.map(field => {
      if (field.name === 'scopes') return { ...field, options }
      return field.name === 'days' ? { ...field, suffix: t('ui.days') } : field
    }),
    errors: [...(failure?.summary ?? []), ...strayErrors(tokenFields, errors)],
    submit: t('page.tokens.submit'),
  }
}

function tokenTable(
  { t, locale }: FastifyRequest,
  tokens: ListedApiToken[],
  path: string,
  everybodys: boolean,
): TablePart {
  const at = (instant: string) => formatDateTime(instant, locale)
  const rows = tokens.map(token => ({
    id: token.id,
    cells: [
      { text: token.name, sub: t('page.tokens.ends', { hint: token.hint }) },
      ...(everybodys ? [token.person_name] : []),
      token.scopes.split(' ').join(', '),
      {
        text: token.used_at ? at(token.used_at) : t('page.tokens.never'),
        ...(token.refused_at ? { sub: t('page.tokens.refused', { at: at(token.refused_at) }) } : {}),
      },
      at(token.expires_at),
      {
        acts: [
          {
            label: t('page.tokens.revoke'),
            kind: 'line' as const,
            small: true,
            action: `${path}/${token.id}/revocation`,
          },
        ],
      },
    ],
  }))
  const columns = [
    { label: t('page.tokens.column.name'), card: 'title' as const },
    ...(everybodys ? [{ label: t('page.tokens.column.person') }] : []),
    { label: t('page.tokens.column.scopes') },
    { label: t('page.tokens.column.used'), kind: 'date' as const },
    { label: t('page.tokens.column.expires'), kind: 'date' as const },
    { label: t('page.tokens.column.act'), kind: 'act' as const, card: 'bare' as const },
  ]
  return {
    id: 'tokens',
    caption: t('page.tokens.mine'),
    columns,
    rows,
    empty: {
      icon: 'admin',
      fact: t('page.tokens.none'),
      next: t(everybodys ? 'page.tokens.none_admin' : 'page.tokens.none_next'),
    },
  }
}
