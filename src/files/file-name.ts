import { normaliseLine } from '../lib/fold.ts'

/** Longest name, in UTF-16 units, its extension included. */
const longest = 200

/**
 * The name by which an uploaded file is kept and offered again: NFC, without the path some browsers send, without
 * control characters and signs that Windows refuses, at most 200 characters with the extension kept.
 */
export function cleanFileName(typed: string): string {
  const last = normaliseLine(typed).split(/[\\/]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/[.\s]+$/, '')
  const extension = extensionOf(plain)
  const stem = (extension === '' ? plain : plain.slice(0, -extension.length - 1)).replace(/^[.\s]+/, '')
  const room = longest - (extension === '' ? 0 : extension.length + 1)
  const short = stem.length > room ? wholeCharacters(stem.slice(0, room)).trimEnd() : stem
  if (short === '') return extension === '' ? '' : `tep.${extension}`
  return extension === '' ? short : `${short}.${plain.slice(-extension.length)}`
}

/** The extension in lower case without its dot; '' where there is none. */
export function extensionOf(name: string): string {
  return /\.([\p{L}\p{N}]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** Half of a surrogate pair at the cut could not be written to any database. */
function wholeCharacters(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '')
}
