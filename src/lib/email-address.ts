const LOCAL = /^[A-Za-z0-9_+%'=-]+(\.[A-Za-z0-9_+%'=-]+)*$/
const DOMAIN = /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/

/**
 * Whether the text is exactly one plain mailbox, `name@domain.tld`: no display name, list, quotes, comments or
 * line breaks, so that nothing typed into an address field can add a recipient or a header. Limits of RFC 5321.
 */
export function isEmailAddress(text: unknown): boolean {
  if (typeof text !== 'string' || text.length > 254) return false
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  return local.length <= 64 && LOCAL.test(local) && DOMAIN.test(text.slice(at + 1))
}
