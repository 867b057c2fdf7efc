import type { Translate } from '../../i18n/translate.ts'

export interface TabsPart {
  label: string
  items: { label: string; href: string; current?: boolean }[]
}

/** The ledger says who was told; the outbox holds the mails that told them. */
export function ledgerTabs(t: Translate, current: 'ledger' | 'outbox'): TabsPart {
  return {
    label: t('page.ledger.tabs'),
    items: [
      { label: t('page.ledger.title'), href: '/ledger', current: current === 'ledger' },
      { label: t('page.outbox.title'), href: '/outbox', current: current === 'outbox' },
    ],
  }
}
