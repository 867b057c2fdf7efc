import type { Translate } from '../../i18n/translate.ts'

export interface TabsPart {
  label: string
  items: { label: string; href: string; current?: boolean }[]
}

/** The ledger says who was told, the forecast who will be, the outbox holds the mails, the policy says why. */
export function ledgerTabs(t: Translate, current: 'ledger' | 'forecast' | 'outbox' | 'policy'): TabsPart {
  return {
    label: t('page.ledger.tabs'),
    items: [
      { label: t('page.ledger.title'), href: '/ledger', current: current === 'ledger' },
      { label: t('page.forecast.tab'), href: '/ledger/forecast', current: current === 'forecast' },
      { label: t('page.outbox.title'), href: '/outbox', current: current === 'outbox' },
      { label: t('page.admin.tab.policy'), href: '/admin/policy', current: current === 'policy' },
    ],
  }
}
