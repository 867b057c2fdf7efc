import type { FastifyRequest } from 'fastify'
import type { FormPart } from '../../render/form.ts'
import type { ButtonPart, LinkPart, TablePart } from '../../render/parts.ts'
import type { Failure, FormPage } from '../forms/answer.ts'

interface TabsPart {
  label: string
  items: (LinkPart & { current?: boolean })[]
}

/** One thing that needs a hand, with the way to it. */
export interface NoticePart {
  text: string
  act?: ButtonPart
}

declare module '../../render/views.ts' {
  interface Views {
    'admin/index': { lead: string; tabs: TabsPart; table: TablePart; notices: NoticePart[] }
    'admin/list': {
      title: string
      lead?: string
      acts?: ButtonPart[]
      tabs: TabsPart
      table: TablePart
      formTitle?: string
      form?: FormPart | null
    }
    'admin/form': {
      breadcrumb: (Partial<LinkPart> & { label: string })[]
      title: string
      lead?: string
      form: FormPart
    }
    'admin/unit': {
      breadcrumb: (Partial<LinkPart> & { label: string })[]
      title: string
      lead: string
      acts: ButtonPart[]
      notices: NoticePart[]
      form: FormPart
      /** What it was and will be called. */
      names: TablePart
      /** What documents call the unit besides its names. */
      aliases: TablePart
    }
    'admin/person': {
      breadcrumb: (Partial<LinkPart> & { label: string })[]
      title: string
      lead: string
      acts: ButtonPart[]
      link: { text: string; href: string } | null
      posts: TablePart
      form: FormPart
    }
  }
}

export type AdminTab =
  | 'index'
  | 'units'
  | 'people'
  | 'committees'
  | 'policy'
  | 'documents'
  | 'office'
  | 'tokens'
  | 'webhooks'

const places: Record<AdminTab, string> = {
  index: '/admin',
  units: '/admin/units',
  people: '/admin/people',
  committees: '/admin/committees',
  policy: '/admin/policy',
  documents: '/admin/documents',
  office: '/admin/office',
  tokens: '/admin/tokens',
  webhooks: '/admin/webhooks',
}
const ofAdminAlone: readonly AdminTab[] = ['office', 'tokens', 'webhooks']

/** The tabs of the administration; the office's own page and what other systems are given are the administrator's alone. */
export function adminTabs({ t, actor }: FastifyRequest, current: AdminTab): TabsPart {
  const isAdmin = actor.holdings.some(held => held.role === 'admin')
  const tabs = (Object.keys(places) as AdminTab[]).filter(tab => isAdmin || !ofAdminAlone.includes(tab))
  const items = tabs.map(tab => ({
    label: t(`page.admin.tab.${tab}`),
    href: places[tab],
    current: tab === current,
  }))
  const mail = isAdmin ? [{ label: t('page.admin.tab.mail'), href: '/admin/mail' }] : []
  return { label: t('page.admin.title'), items: [...items, ...mail] }
}

export interface AdminForm {
  /** The list the form belongs to. */
  tab: AdminTab
  /** Further places between the list and this page. */
  trail?: LinkPart[]
  title: string
  lead?: string
  form: FormPart
}

/** A page with one form, under the list it belongs to. */
export function adminFormPage(
  request: FastifyRequest,
  { tab, trail = [], title, lead = '', form }: AdminForm,
): FormPage & { view: 'admin/form' } {
  const { t } = request
  const breadcrumb = [
    { label: t('page.admin.title'), href: '/admin' },
    ...(tab === 'index' ? [] : [{ label: t(`page.admin.tab.${tab}`), href: places[tab] }]),
    ...trail,
    { label: title },
  ]
  return { view: 'admin/form', data: { breadcrumb, title, lead, form }, options: { title, nav: 'admin' } }
}

export type AgainWith = { failure?: Failure; typed?: Record<string, string | string[]> }
