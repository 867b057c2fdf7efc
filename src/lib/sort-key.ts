/**
 * Order of single characters in `Intl.Collator('vi')`, where ă â đ ê ô ơ ư are letters of their own.
 * A character's place becomes one printable ASCII character from '!' on, so that keys compare by bytes.
 */
const ALPHABET = ` _-–—,;:!?.'"()[]{}@*/\\&#%\`^+<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz`
const PLACE = new Map(Array.from(ALPHABET, (letter, place) => [letter, String.fromCharCode(0x21 + place)]))

/** Marks that make another letter; written after NFD they stand apart from the tone. */
const SHAPES = new Map([
  ['a\u0306', 'ă'],
  ['a\u0302', 'â'],
  ['e\u0302', 'ê'],
  ['o\u0302', 'ô'],
  ['o\u031b', 'ơ'],
  ['u\u031b', 'ư'],
])

/** huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries. */
const TONES = new Map([
  ['\u0300', '1'],
  ['\u0309', '2'],
  ['\u0303', '3'],
  ['\u0301', '4'],
  ['\u0323', '5'],
])

/** Signs that the collator reads as plain ones; curly quotes differ from straight ones as a tone does. */
const TYPOGRAPHIC = new Map([
  ['…', '...'],
  ['‘', "'\u0300"],
  ['’', "'\u0309"],
  ['“', '"\u0300'],
  ['”', '"\u0309'],
])

/**
 * An ASCII key whose byte order is the Vietnamese alphabetical order: letters first, then tones, then case.
 * The three levels are parted by a space, which is lower than any character in them; no key is the prefix of
 * another, so keys can be joined.
 */
export function sortKey(text: string): string {
  let letters = ''
  let tones = ''
  let cases = ''
  const plain = text.replace(/[…‘’“”]/g, sign => TYPOGRAPHIC.get(sign)!).normalize('NFD')
  for (const [cluster] of plain.matchAll(/\P{M}\p{M}*/gu)) {
    const [base = '', ...marks] = cluster
    if (/[\p{Cc}\p{Cf}]/u.test(base) && !/\s/.test(base)) continue
    const lower = base.toLowerCase()
    const shape = marks.map(mark => SHAPES.get(lower + mark)).find(letter => letter !== undefined)
    letters += place(shape ?? lower)
    tones += `0${marks
      .filter(mark => SHAPES.get(lower + mark) === undefined)
      .map(mark => TONES.get(mark) ?? '6')
      .join('')}`
    cases += lower === base ? '0' : '1'
  }
  return `${letters} ${tones} ${cases}`
}

/** The key by which people are listed: tên (the last word), then họ (the first), then đệm (what is between). */
export function nameSortKey(fullName: string): string {
  const words = fullName.trim().split(/\s+/)
  const given = words.pop() ?? ''
  const family = words.shift() ?? ''
  return [given, family, words.join(' ')].map(sortKey).join(' ')
}

/** Letters of other scripts come after the alphabet, in the order of their code points. */
function place(letter: string): string {
  const known = PLACE.get(/\s/.test(letter) ? ' ' : letter)
  return known ?? `~${letter.codePointAt(0)!.toString(16).padStart(6, '0')}`
}
