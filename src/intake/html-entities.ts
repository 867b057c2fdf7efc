/** The names that web pages give to signs and to Vietnamese letters; others stay as they are written. */
const signs: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwnj: '',
  zwj: '',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  bull: '•',
  middot: '·',
  laquo: '«',
  raquo: '»',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  bdquo: '„',
  deg: '°',
  sect: '§',
  times: '×',
  frac12: '½',
  le: '≤',
  ge: '≥',
  rarr: '→',
  eth: 'ð',
  ETH: 'Đ',
  dstrok: 'đ',
  Dstrok: 'Đ',
  abreve: 'ă',
  Abreve: 'Ă',
}

const accents: Record<string, string> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
}

const entity = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{1,12}\d{0,2}));?/gu

/** The words with `&amp;`, `&#7879;`, `&ecirc;` and the like written out. */
export function withoutEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named(name) ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

function named(name: string): string | undefined {
  if (Object.hasOwn(signs, name)) return signs[name]
  const [letter, accent] = [name.slice(0, 1), name.slice(1)]
  return Object.hasOwn(accents, accent) ? `${letter}${accents[accent]}`.normalize('NFC') : undefined
}
