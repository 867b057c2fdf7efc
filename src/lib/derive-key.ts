import { hkdfSync } from 'node:crypto'

/**
 * A 32-byte key for one purpose out of a configured secret (HKDF-SHA-256, RFC 5869): knowing the key of one label
 * says nothing about the secret or about another label's key.
 */
export function deriveKey(secret: string, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'dondoc', label, 32))
}
