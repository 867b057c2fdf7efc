/** The mark that opens a list item or a numbered heading. */
export interface ListMarker {
  /** Marks of one kind are siblings: 'roman', 'capital', 'number1', 'number2', 'letter', 'small-roman', 'dash', 'plus' … */
  kind: string
  /** How many characters the mark and the space behind it take. */
  length: number
  bullet: boolean
  /** The place in its list: 3 for "3.", "c)" and "III."; the last number of "3.2"; 0 for a bullet. */
  ordinal: number
}

const SHAPES: { kind: string; shape: RegExp }[] = [
  {
    kind: 'part',
    shape: /^(?:phần|chương|mục|điều)\s+(?:thứ\s+\p{L}{1,6}|[IVXLC]{1,6}|\d{1,3})\s?[.:]?\s+/iu,
  },
  { kind: 'roman', shape: /^[IVX]{1,6}\s?[.)/-](?:\s+|(?=\p{Lu}))/u },
  { kind: 'capital', shape: /^[A-HK-ZĐ][.)/](?:\s+|(?=\p{Lu}\p{L}))/u },
  { kind: 'number', shape: /^\(?\d{1,2}(?:\.\d{1,2}){0,3}(?:\.\)|\s?[.)/:–-])\s*(?=[^\d\s])/u },
  { kind: 'number', shape: /^\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=\p{L})/u },
  { kind: 'small-roman', shape: /^\(?(?:i{1,3}|iv|vi{1,3}|ix|xi{0,2})[.)]\s*/u },
  { kind: 'letter', shape: /^\(?[a-zđ][.)]\s*(?=\S)/u },
  { kind: 'letter', shape: /^[a-zđ]\/\s*(?=\S)/u },
  {
    kind: 'ordinal',
    shape: /^(?:thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|(?:một|hai|ba|bốn|năm|sáu|bảy|tám) là)\s?[,:]\s*/iu,
  },
]
const LETTERS = 'abcdđeghiklmnopqrstuvxy'
const BULLETS: Record<string, string> = {
  '-': 'dash',
  '–': 'dash',
  '—': 'dash',
  '+': 'plus',
  '*': 'star',
  '•': 'dot',
  '●': 'dot',
  '·': 'dot',
  '▪': 'square',
  '■': 'square',
  '□': 'square',
  '◦': 'ring',
  o: 'ring',
  '✓': 'tick',
  '➢': 'arrow',
  '►': 'arrow',
  // Private-use bullets of Word's Symbol and Wingdings fonts, as copied text keeps them.
  '\uf0a7': 'square',
  '\uf0b7': 'dot',
}

/** The list mark a line opens with, if any. Looks at the line's first 40 characters only. */
export function listMarker(line: string): ListMarker | null {
  const head = line.slice(0, 40)
  const bullet = bulletOf(head)
  if (bullet) return bullet
  for (const { kind, shape } of SHAPES) {
    const found = shape.exec(head)?.[0]
    if (!found || found.length >= line.length) continue
    return {
      kind: kind + styleOf(kind, found),
      length: found.length,
      bullet: false,
      ordinal: ordinalOf(kind, found),
    }
  }
  return null
}

/** "1." and "1)" are lists of their own, and "1.1" lies below "1.". */
function styleOf(kind: string, mark: string): string {
  if (kind === 'part') return mark.toLowerCase().startsWith('điều') ? '-article' : ''
  if (kind !== 'number') return ''
  const depth = mark.match(/\d+/gu)?.length ?? 1
  return depth > 1 ? String(depth) : `1${mark.trim().at(-1)}`
}

function ordinalOf(kind: string, mark: string): number {
  const word = mark.replace(/[^\p{L}\p{N}.]/gu, '').toLowerCase()
  if (kind === 'roman' || kind === 'small-roman') return romanValue(word)
  if (kind === 'letter' || kind === 'capital') return LETTERS.indexOf(word[0] ?? '') + 1
  return Number(/(\d+)\D*$/u.exec(word)?.[1] ?? 0)
}

function romanValue(word: string): number {
  const values: Record<string, number> = { i: 1, v: 5, x: 10 }
  const digits = Array.from(word, c => values[c] ?? 0)
  return digits.reduce((sum, d, i) => sum + (d < (digits[i + 1] ?? 0) ? -d : d), 0)
}

function bulletOf(head: string): ListMarker | null {
  const kind = BULLETS[head[0] ?? '']
  if (!kind) return null
  const found = /^(?:\S{1,2}\s+|[-–—+*•●](?=[\p{L}“"]))/u.exec(head)?.[0]
  if (!found || (head[0] === 'o' && found.trim() !== 'o')) return null
  if (found.trim().length > 1 && found.trim() !== '--') return null
  return { kind, length: found.length, bullet: true, ordinal: 0 }
}
