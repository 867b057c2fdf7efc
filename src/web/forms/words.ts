import type { ErrorKey, ErrorValues } from '../../domain/errors.ts'
import { isMessageKey, type Translate } from '../../i18n/translate.ts'

/** The sentence of a domain error's key; a key that the catalog lacks is worded in general terms, never shown. */
export function wordsOf(t: Translate, error: ErrorKey, shared: ErrorValues = {}): string {
  const { key, values } = typeof error === 'string' ? { key: error, values: shared } : error
  if (isMessageKey(key)) return t(key, values)
  return t(key.startsWith('error.required.') ? 'error.required' : 'error.invalid')
}
