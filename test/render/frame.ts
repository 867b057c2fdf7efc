import {
  formatBytes,
  formatDate,
  formatDateLong,
  formatDateShort,
  formatDateTime,
  formatNumber,
  formatPercent,
} from '../../src/i18n/format.ts'
import { translate } from '../../src/i18n/translate.ts'
import { createHelpers, type Helpers } from '../../src/render/helpers.ts'
import type { PageShell } from '../../src/render/views.ts'

export const nonce = 'nonce-of-the-page'

/** Helpers as the web plugin binds them, in Vietnamese. */
export const h: Helpers = createHelpers({
  locale: 'vi',
  t: translate('vi') as Helpers['t'],
  cspNonce: nonce,
  formatDate,
  formatDateShort,
  formatDateLong: date => formatDateLong(date, 'vi'),
  formatDateTime: instant => formatDateTime(instant, 'vi'),
  formatNumber: value => formatNumber(value, 'vi'),
  formatPercent: (numerator, denominator) => formatPercent(numerator, denominator, 'vi'),
  formatBytes: bytes => formatBytes(bytes, 'vi'),
})

export function shellWith(changes: Partial<PageShell> = {}): PageShell {
  return {
    locale: 'vi',
    person: {
      name: 'Phạm Hoàng Phúc',
      post: 'Trưởng phòng Tổ chức cán bộ',
      profileHref: '/profile',
      signOutAction: '/sign-out',
    },
    nav: ['my_work', 'inspections', 'tasks', 'committee', 'ledger', 'calendar', 'admin'].map(key => ({
      key,
      label: `Mục ${key}`,
      href: `/${key}`,
      icon: 'task',
    })),
    office: { name: 'Sở Giáo dục và Đào tạo', helpContact: 'máy lẻ 102' },
    todayText: 'Thứ Hai, 10/12/2018',
    search: { href: '/tasks', value: 'quy chế' },
    flash: null,
    banner: null,
    alarm: null,
    cspNonce: nonce,
    asset: name => `/assets/hash/${name}`,
    env: 'test',
    ...changes,
  }
}
