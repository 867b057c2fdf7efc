import type { FastifyInstance } from 'fastify'
import type { Translate } from '../../i18n/translate.ts'
import { type CommitteeChoice, committeeHref } from './committee-query.ts'

export type CommitteeTab = 'figures' | 'charts' | 'meetings' | 'reports'

export interface TabsPart {
  label: string
  items: { label: string; href: string; current: boolean }[]
}

/** The pages of the committee, in their order; a tab stands only where its page does. */
const tabs = [
  { key: 'figures', path: '/committee' },
  { key: 'charts', path: '/committee/charts' },
  { key: 'meetings', path: '/meetings' },
  { key: 'reports', path: '/reports' },
] as const satisfies { key: CommitteeTab; path: string }[]

/** With a choice, figures and pictures keep its day and scope from one to the other. */
export function committeeTabs(
  app: FastifyInstance,
  t: Translate,
  current: CommitteeTab,
  choice?: CommitteeChoice,
): TabsPart {
  return {
    label: t('page.committee.tabs'),
    items: tabs
      .filter(({ path }) => app.hasRoute({ method: 'GET', url: path }))
      .map(({ key, path }) => ({
        label: t(`page.committee.tab.${key}`),
        href:
          choice && path.startsWith('/committee')
            ? committeeHref(choice, { by: null, all: null }, path)
            : path,
        current: key === current,
      })),
  }
}

/** Links that show the same table told apart another way. */
export function dimensionTabs(
  choice: CommitteeChoice,
  t: Translate,
  names: readonly CommitteeChoice['by'][],
): TabsPart {
  return {
    label: t('page.committee.by'),
    items: names.map(by => ({
      label: t(`page.committee.by.short.${by}`),
      href: `${committeeHref(choice, { by: by === 'unit' ? null : by, all: null })}#rows`,
      current: by === choice.by,
    })),
  }
}
