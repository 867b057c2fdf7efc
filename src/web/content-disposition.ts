import { fold } from '../lib/fold.ts'

/**
 * `Content-Disposition: attachment` with the name in both forms of RFC 6266: plain ASCII for old programs, UTF-8 by
 * RFC 8187 for all others.
 */
export function attachmentHeader(name: string): string {
  const plain = fold(name).replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
