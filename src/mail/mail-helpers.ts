import {
  formatBytes,
  formatDate,
  formatDateLong,
  formatDateShort,
  formatDateTime,
  formatNumber,
  formatPercent,
} from '../i18n/format.ts'
import { type MessageKey, translate } from '../i18n/translate.ts'
import { createHelpers, type Helpers } from '../render/helpers.ts'

/** What the templates of mails reach as `h`: Vietnamese words and formats; no nonce, since mails hold no scripts. */
export function mailHelpers(): Helpers {
  const t = translate('vi')
  return createHelpers({
    locale: 'vi',
    t: (key, values) => t(key as MessageKey, values),
    formatDate,
    formatDateShort,
    formatDateLong: date => formatDateLong(date, 'vi'),
    formatDateTime: instant => formatDateTime(instant, 'vi'),
    formatNumber: value => formatNumber(value, 'vi'),
    formatPercent: (numerator, denominator) => formatPercent(numerator, denominator, 'vi'),
    formatBytes: bytes => formatBytes(bytes, 'vi'),
  })
}
