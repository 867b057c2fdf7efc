import { CONNECTORS, OPENERS } from './phrases.ts'
import { list, matchAt, type Word } from './words.ts'

const PERSONS = new Set(list(`ông, bà, đồng, anh, chị, đ/c`))
const HONORED = new Set(list(`ông, bà, anh, chị, cô, thầy, em, cử, đồng`))
const TITLES = new Set(list(`phó, trưởng, ủy, thành, bí, chủ, giám, chánh, tỉnh, quyền, nguyên`))
const BREAKS = new Set([',', ';', ':', '.', '”', '"', '–'])

/** The words that name who asks: the last stretch before the verb, with the name before it when it is only a title. */
export function subjectBefore(words: readonly Word[], at: number): Word[] {
  let comma = lastBreak(words, at - 1)
  if (comma === at - 1 && comma > 3) comma = beforeApposition(words, comma)
  for (let steps = 0; steps < 5 && comma > 0; steps++) {
    const stretch = stripLead(words.slice(comma + 1, at))
    const earlier = lastBreak(words, comma - 1)
    const isTitle = stretch.length > 0 && TITLES.has(stretch[0]!.text) && words[comma]!.text === ','
    if (!isTitle || !beginsName(stripLead(words.slice(earlier + 1, comma)))) break
    comma = earlier
  }
  return stripLead(words.slice(comma + 1, at))
}

/** Words without the connectors and marks they begin with. */
export function stripLead(words: Word[]): Word[] {
  let i = 0
  while (i < words.length) {
    const n = matchAt(words, i, CONNECTORS)
    if (n === 0 && !/^[,;:."“”)(–-]$/u.test(words[i]!.text)) break
    i += Math.max(n, 1)
  }
  return words.slice(i)
}

/**
 * "Chị Diễm, công nhân chuyền 7, đề nghị": the verb stands behind a comma of its own. The comma before the name, when only
 * name and title stand between it and this one; else this one.
 */
function beforeApposition(words: readonly Word[], comma: number): number {
  const title = lastBreak(words, comma - 1)
  const name = lastBreak(words, title - 1)
  const first = stripLead(words.slice(name + 1, title))[0]
  return title > 0 && first && HONORED.has(first.text) ? name : comma
}

function beginsName(words: readonly Word[]): boolean {
  const first = words[0]
  if (!first || matchAt(words, 0, OPENERS) > 0) return false
  return PERSONS.has(first.text) || TITLES.has(first.text) || first.capital
}

function lastBreak(words: readonly Word[], from: number): number {
  for (let i = from; i >= 0; i--) if (BREAKS.has(words[i]!.text)) return i
  return -1
}
