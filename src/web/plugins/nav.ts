import type { Actor } from '../../data/actor.ts'
import type { Role } from '../../data/schema-office.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { NavItem } from '../../render/views.ts'

export type NavKey = 'my_work' | 'inspections' | 'tasks' | 'committee' | 'ledger' | 'calendar' | 'admin'

interface Place {
  href: string
  icon: string
  /** Null: everybody who is signed in. */
  roles: readonly Role[] | null
}

/** The places of the rail, in its order, and who sees them (PRODUCT §1). */
const places: Record<NavKey, Place> = {
  my_work: {
    href: '/',
    icon: 'mine',
    roles: ['secretary', 'leader', 'unit_head', 'officer', 'verifier', 'committee'],
  },
  inspections: {
    href: '/inspections',
    icon: 'recommendation',
    roles: ['secretary', 'leader', 'unit_head', 'officer', 'verifier', 'committee', 'inspector', 'auditor'],
  },
  tasks: {
    href: '/tasks',
    icon: 'task',
    roles: ['secretary', 'leader', 'unit_head', 'officer', 'verifier', 'committee', 'auditor'],
  },
  committee: {
    href: '/committee',
    icon: 'committee',
    roles: ['secretary', 'leader', 'committee', 'auditor'],
  },
  ledger: { href: '/ledger', icon: 'ledger', roles: ['secretary', 'leader', 'auditor'] },
  calendar: { href: '/calendar', icon: 'calendar', roles: null },
  admin: { href: '/admin', icon: 'admin', roles: ['secretary', 'admin'] },
}

/** The roles that a place is for; for the policies of its pages. */
export function rolesOf(key: Exclude<NavKey, 'calendar'>): readonly Role[] {
  return places[key].roles ?? []
}

/** What the person sees of the rail; `waiting`: how many things wait for them. */
export function navOf(actor: Actor | null, t: Translate, waiting = 0): NavItem[] {
  if (!actor) return []
  const keys = Object.keys(places) as NavKey[]
  return keys
    .filter(key => places[key].roles?.some(role => actor.holdings.some(held => held.role === role)) ?? true)
    .map(key => ({
      key,
      label: t(`nav.${key}`),
      shortLabel: t(`nav.short.${key}`),
      href: places[key].href,
      icon: places[key].icon,
      ...(key === 'my_work' && waiting > 0 ? { count: waiting } : {}),
    }))
}
