/** One secret of the ring; records name the id of the one they were signed with. */
export interface Secret {
  id: string
  secret: string
}

export const MIN_SECRET_LENGTH = 32

/**
 * Reads `id:secret,id:secret,…`, newest first, or one bare secret, whose id is 1. Ids are 1–16 letters, digits, `-`
 * or `_`; secrets hold no comma and no colon. Null when the text is not of that form, a secret is shorter than
 * MIN_SECRET_LENGTH characters or an id comes twice. The caller must not show the text: it is secret.
 */
export function parseSecretRing(text: string): Secret[] | null {
  const entries = text.split(',').map(entry => entry.trim())
  const ring = entries.map(entry => {
    const parts = entries.length === 1 && !entry.includes(':') ? ['1', entry] : entry.split(':')
    return parts.length === 2 ? { id: parts[0]!, secret: parts[1]! } : null
  })
  const sound = ring.filter(entry => entry !== null).filter(isSound)
  if (sound.length !== ring.length || new Set(sound.map(entry => entry.id)).size !== sound.length) return null
  return sound
}

function isSound({ id, secret }: Secret): boolean {
  return /^[A-Za-z0-9_-]{1,16}$/.test(id) && secret.length >= MIN_SECRET_LENGTH && !/\s/.test(secret)
}
