import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey } from './derive-key.ts'
import type { Secret } from './secret-ring.ts'

/** A key of the ring and the id by which a sealed text names it. */
export interface SealKey {
  id: string
  key: Buffer
}

/** The ring's keys for one purpose. */
export function sealKeys(ring: readonly Secret[], label: string): SealKey[] {
  return ring.map(({ id, secret }) => ({ id, key: deriveKey(secret, label) }))
}

/** What secrets of webhooks are sealed with. */
export const webhookLabel = 'webhook-secret'

/** Encrypts a short text with the ring's newest key (AES-256-GCM, a nonce of its own); `about` is bound to it. */
export function sealText(keys: readonly SealKey[], text: string, about: string): string {
  const [newest] = keys
  if (!newest) throw new Error('no key to seal with')
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [newest.id, ...[nonce, cipher.getAuthTag(), sealed].map(part => part.toString('base64url'))].join(
    '.',
  )
}

/** The text again, by whichever key of the ring sealed it; null when that key is gone or the text was changed. */
export function openSealedText(keys: readonly SealKey[], sealed: string, about: string): string | null {
  const [id, nonce = '', tag = '', body = ''] = sealed.split('.')
  const found = keys.find(one => one.id === id)
  if (!found) return null
  try {
    const part = (text: string) => Buffer.from(text, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', found.key, part(nonce), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(about)).setAuthTag(part(tag))
    return Buffer.concat([decipher.update(part(body)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
