const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu
const SHAPE =
  /^(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(?:ng|nh|ch|[cmnpt])?$/u

/**
 * Whether the hyphen at the end of a line only cuts one Vietnamese syllable ("nghi-" and "ệp"), so that it goes with the
 * line; between whole syllables it is a sign of the text ("kinh tế-" and "xã hội").
 */
export function isCutSyllable(line: string, next: string): boolean {
  const before = /(?<![\p{L}-])\p{L}{1,6}(?=-$)/u.exec(line.slice(-12))?.[0]
  const after = /^\p{Ll}{1,6}(?![\p{L}-])/u.exec(next)?.[0]
  return before !== undefined && after !== undefined && isSyllable(before + after)
}

function isSyllable(word: string): boolean {
  const letters = word.normalize('NFD').toLowerCase()
  if ((letters.match(TONES) ?? []).length > 1) return false
  return SHAPE.test(letters.replace(TONES, '').normalize('NFC'))
}
