const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu
const SHAPE =
  /^(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(?:ng|nh|ch|[cmnpt])?$/u

/**
 * How a wrapped line and the next one join: with a space, or without where a hyphen stands between them, which goes where
 * it only cuts a syllable and stays where it may belong to the word.
 */
export function seamOf(last: string, next: string): { last: string; next: string } {
  if (!/\p{L}[-\u00ad\u2010]$/u.test(last) || !/^[\p{Ll}\d]/u.test(next)) return { last, next: ` ${next}` }
  return { last: isCutSyllable(last, next) ? last.slice(0, -1) : last, next }
}

/**
 * Whether the hyphen at the end of a line only cuts one Vietnamese syllable ("nghi-" and "ệp"), so that it goes with the
 * line; between whole syllables it is a sign of the text ("kinh tế-" and "xã hội").
 */
function isCutSyllable(line: string, next: string): boolean {
  if (!line.endsWith('-')) return true
  const before = /(?<![\p{L}-])\p{L}{1,6}(?=-$)/u.exec(line.slice(-12))?.[0]
  const after = /^\p{Ll}{1,6}(?![\p{L}-])/u.exec(next)?.[0]
  return before !== undefined && after !== undefined && isSyllable(before + after)
}

function isSyllable(word: string): boolean {
  const letters = word.normalize('NFD').toLowerCase()
  if ((letters.match(TONES) ?? []).length > 1) return false
  return SHAPE.test(letters.replace(TONES, '').normalize('NFC'))
}
