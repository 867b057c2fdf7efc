import type { FastifyRequest } from 'fastify'
import { listOpenSessions } from '../../data/session.ts'
import { isSessionLive } from '../../domain/session.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { TablePart } from '../../render/parts.ts'
import type { AppParts } from '../parts.ts'
import { helpersOf } from '../plugins/views.ts'
import type { Failure, FormPage } from './answer.ts'
import { fill } from './form.ts'

declare module '../../render/views.ts' {
  interface Views {
    'profile/page': {
      name: string
      email: string
      posts: { label: string; value: string }[]
      preferences: FormPart
      /** Null where the person signs in without a password of their own, as in a sample. */
      password: FormPart | null
      sessions: TablePart
    }
  }
}

export const passwordFields = [
  {
    name: 'currentPassword',
    kind: 'password',
    labelKey: 'field.current_password',
    required: true,
    autocomplete: 'current-password',
  },
  {
    name: 'password',
    kind: 'password',
    labelKey: 'field.new_password',
    hintKey: 'hint.password',
    required: true,
    autocomplete: 'new-password',
  },
] as const satisfies FieldDescriptor[]

export const preferenceFields: readonly FieldDescriptor[] = [
  { name: 'locale', kind: 'radio', labelKey: 'field.locale', required: true },
  { name: 'keysOn', kind: 'checkbox', labelKey: 'field.keys_on' },
]

/** The person's own page; `wrong` says which of its forms is shown again and why. */
export async function profilePage(
  request: FastifyRequest,
  parts: AppParts,
  wrong?: { form: 'preferences' | 'password'; failure: Failure; typed?: { locale: string; keysOn: boolean } },
): Promise<FormPage> {
  const { person, holdings } = request.actor
  const data = {
    name: person.name,
    email: person.email ?? '',
    posts: holdings.map(held => ({ label: held.title, value: held.unit_name })),
    preferences: preferencesForm(request, wrong?.form === 'preferences' ? wrong : undefined),
    password: person.password_hash
      ? passwordForm(request, wrong?.form === 'password' ? wrong.failure : undefined)
      : null,
    sessions: await sessionsTable(request, parts),
  }
  return { view: 'profile/page', data, options: { title: request.t('page.profile.title') } }
}

function preferencesForm(
  request: FastifyRequest,
  wrong?: { failure: Failure; typed?: { locale: string; keysOn: boolean } },
): FormPart {
  const { t } = request
  const { person } = request.actor
  const values = wrong?.typed ?? { locale: person.locale, keysOn: person.keys_on === 1 }
  const [locale, keysOn] = fill(preferenceFields, values, wrong?.failure.errors) as [
    FieldDescriptor,
    FieldDescriptor,
  ]
  const options = [
    { value: 'vi', label: t('page.profile.vi') },
    { value: 'en', label: t('page.profile.en') },
  ]
  return {
    id: 'preferences-form',
    action: '/profile/preferences',
    version: person.version,
    fields: [{ ...locale, options }, keysOn],
    errors: wrong?.failure.summary ?? [],
    submit: t('page.profile.save'),
    submitKind: 'tonal',
  }
}

function passwordForm({ t }: FastifyRequest, failure?: Failure): FormPart {
  return {
    id: 'password-form',
    action: '/profile/password',
    fields: fill<FieldDescriptor>(passwordFields, {}, failure?.errors),
    errors: failure?.summary ?? [],
    submit: t('page.profile.change_password'),
    submitKind: 'tonal',
  }
}

async function sessionsTable(request: FastifyRequest, parts: AppParts): Promise<TablePart> {
  const { t, session } = request
  const h = helpersOf(request)
  const now = parts.now()
  const open = await listOpenSessions(parts.database.reader, session?.person_id ?? '', now.toISOString())
  const rows = open
    .filter(row => isSessionLive(row, now, parts.config))
    .map(row => {
      const isThis = row.id_hash === session?.id_hash
      const end = { label: t('page.profile.end_session'), kind: 'line' as const, small: true }
      const act = { ...end, action: `/profile/sessions/${row.id_hash}/end` }
      const cells = [
        { text: browserName(row.agent) || t('page.profile.unknown_browser'), sub: row.address },
        h.formatDateTime(row.created_at),
        h.formatDateTime(row.last_seen_at),
        isThis ? t('page.profile.this_session') : { acts: [act] },
      ]
      return { id: row.id_hash, current: isThis, cells }
    })
  const columns = [
    { label: t('page.profile.browser'), card: 'title' as const },
    { label: t('page.profile.since'), kind: 'date' as const },
    { label: t('page.profile.seen'), kind: 'date' as const },
    { label: t('page.profile.end'), kind: 'act' as const, card: 'bare' as const },
  ]
  return { id: 'sessions', caption: t('page.profile.sessions'), columns, rows }
}

/** "Firefox, Windows": enough to know one's own browsers by. */
function browserName(agent: string): string {
  const browser = /(Edg|OPR|Firefox|CriOS|FxiOS|Chrome|Safari)/.exec(agent)?.[1] ?? ''
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1] ?? ''
  const names: Record<string, string> = {
    Edg: 'Edge',
    OPR: 'Opera',
    CriOS: 'Chrome',
    FxiOS: 'Firefox',
    'Mac OS X': 'macOS',
  }
  return [browser, system]
    .filter(Boolean)
    .map(name => names[name] ?? name)
    .join(', ')
}
