import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { splitRecommendations } from '../../src/intake/split-recommendations.ts'

const folder = join(import.meta.dirname, 'texts')

interface Label {
  text: string
  deadline: string | null
  ongoing: boolean
}

export interface LabelledText {
  name: string
  text: string
  labels: Label[]
}

/** Texts written for the tests, with what a reader marked in them before the splitter saw them. */
export function labelledTexts(): LabelledText[] {
  const names = readdirSync(folder).filter(name => name.endsWith('.txt'))
  return names.toSorted().map(name => ({
    name: name.replace('.txt', ''),
    text: readFileSync(join(folder, name), 'utf8').replace(/^# source:[^\n]*\n/u, ''),
    labels: JSON.parse(readFileSync(join(folder, name.replace(/txt$/u, 'json')), 'utf8')).recommendations,
  }))
}

export interface Score {
  labelled: number
  said: number
  hit: number
  due: number
  ongoing: number
  /** What was missed or said for nothing, to read when a test fails. */
  wrong: string[]
}

/** Compares what is proposed with the labels: a pair counts when their common text is 0.8 of their union. */
export function scoreOf({ name, text, labels }: LabelledText): Score {
  const said = splitRecommendations(text).recommendations
  const free = new Set(said)
  const score: Score = { labelled: labels.length, said: said.length, hit: 0, due: 0, ongoing: 0, wrong: [] }
  for (const label of labels) {
    const best = [...free]
      .map(one => ({ one, share: overlap(fold(label.text), fold(one.text)) }))
      .toSorted((a, b) => b.share - a.share)[0]
    if (!best || best.share < 0.8) {
      score.wrong.push(`${name}: missed: ${label.text}`)
      continue
    }
    free.delete(best.one)
    score.hit++
    if (best.one.dueOn === label.deadline) score.due++
    else score.wrong.push(`${name}: due ${best.one.dueOn} for ${label.deadline}: ${label.text}`)
    if (best.one.ongoing === label.ongoing) score.ongoing++
  }
  for (const one of free) score.wrong.push(`${name}: said for nothing: ${one.text}`)
  return score
}

function fold(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^\s*(?:[-+*•–]|\d+[.)]|[a-zđ][.)])\s+/u, '')
    .replace(/[./]+\s*$/u, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
}

function overlap(a: string, b: string): number {
  const [x, y] = [grams(a), grams(b)]
  let both = 0
  let either = 0
  for (const gram of new Set([...x.keys(), ...y.keys()])) {
    both += Math.min(x.get(gram) ?? 0, y.get(gram) ?? 0)
    either += Math.max(x.get(gram) ?? 0, y.get(gram) ?? 0)
  }
  return either === 0 ? Number(a === b) : both / either
}

function grams(text: string): Map<string, number> {
  const found = new Map<string, number>()
  for (let i = 0; i + 5 <= text.length; i++) {
    const gram = text.slice(i, i + 5)
    found.set(gram, (found.get(gram) ?? 0) + 1)
  }
  return found
}
