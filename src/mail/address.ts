import { domainToASCII } from 'node:url'
import { isEmailAddress } from '../lib/email-address.ts'

/**
 * The one address that `text` is, as mail servers write it (a domain with accents in its ASCII form, in small
 * letters), or null when it is none, or could be more than one, or could start a header.
 */
export function parseAddress(text: string): string | null {
  const at = text.lastIndexOf('@')
  const host = text.slice(at + 1)
  // domainToASCII would clean up spaces, ports and percent signs; what needs cleaning is no address.
  if (at < 1 || !/^[\p{L}\p{M}\p{N}.-]+$/u.test(host)) return null
  const address = `${text.slice(0, at)}@${domainToASCII(host.normalize('NFC'))}`
  return isEmailAddress(address) ? address : null
}
