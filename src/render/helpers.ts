import { barShape, columnGroups, rulerShape } from './figures.ts'
import { formErrors } from './form.ts'
import { icon } from './icons.ts'
import { escapeHtml } from './renderer.ts'
import { statusLook } from './status.ts'

/**
 * Formats of src/i18n/format.ts bound to a locale by whoever builds the frame (render imports nothing of i18n).
 * Dates are `YYYY-MM-DD`, instants UTC ISO text.
 */
export interface Formats {
  /** 10/12/2018 */
  formatDate(date: string): string
  /** 10/12 */
  formatDateShort(date: string): string
  /** Thứ Hai, 10/12/2018 */
  formatDateLong(date: string): string
  formatDateTime(instant: string): string
  formatNumber(value: number): string
  /** 41,7%; "–" where the denominator is 0 */
  formatPercent(numerator: number, denominator: number): string
  formatBytes(bytes: number): string
}

export type AttributeValue = string | number | boolean | null | undefined

/** What every template reaches as `h`. */
export interface Helpers extends Formats {
  locale: string
  t(key: string, values?: Record<string, string | number>): string
  icon(name: string): string
  status: typeof statusLook
  partId: typeof partId
  fieldId: typeof fieldId
  attrs: typeof attrs
  formErrors: typeof formErrors
  barShape: typeof barShape
  rulerShape: typeof rulerShape
  columnGroups: typeof columnGroups
  /** htmx attributes with the page's nonce: `<form <%~ h.hx({ post: '/x', target: '#y' }) %>>`. */
  hx(attributes: Record<string, AttributeValue>): string
}

/** Binds words, formats and the nonce of one request (or one mail) for its templates. */
export function createHelpers(
  given: Formats & { locale: string; t: Helpers['t']; cspNonce?: string | undefined },
): Helpers {
  const { cspNonce, ...words } = given
  const hx: Helpers['hx'] = attributes => {
    const named = Object.entries(attributes).map(([name, value]) => [`hx-${name}`, value])
    return attrs({ ...Object.fromEntries(named), 'hx-nonce': cspNonce })
  }
  const shapes = { barShape, rulerShape, columnGroups }
  return { ...words, ...shapes, icon, status: statusLook, partId, fieldId, attrs, formErrors, hx }
}

/** The id of a partial's root element, shared by view, response and test: `partId('task', id)` → `task-0192…`. */
export function partId(kind: string, key: string | number): string {
  return `${kind}-${String(key).replace(/[^\w-]/g, '-')}`
}

/** The id of a field's input; its hint, error and wrapper add `-hint`, `-error`, `-field`. */
export function fieldId(name: string): string {
  return partId('f', name)
}

/** Attributes as text: false, null and undefined are left out, true stands without a value. */
export function attrs(attributes: Record<string, AttributeValue>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== false && value !== null && value !== undefined)
    .map(([name, value]) => (value === true ? name : `${name}="${escapeHtml(value)}"`))
    .join(' ')
}
