/** Numbers that Word counts by itself stand in no text; here they are written into it, as people see them. */

interface Level {
  format: string
  /** "%1.%2." */
  text: string
  start: number
}

interface List {
  /** What counts: several lists may go on counting together. */
  counter: string
  levels: Map<number, Level>
  /** Levels that begin anew where this list begins. */
  restarts: Map<number, number>
}

interface Place {
  list: string | undefined
  level: number
}

/** The document's XML with each counted paragraph's number or dash as its first words. Linear in time. */
export function writeListNumbers(document: string, numbering: string, styles: string): string {
  const lists = listsOf(numbering)
  if (lists.size === 0) return document
  const byStyle = placesOfStyles(styles)
  const count = counting()
  const [first = '', ...paragraphs] = withoutChanges(document).split('<w:pPr>')
  const numbered = paragraphs.map(chunk => {
    const end = chunk.indexOf('</w:pPr>')
    if (end < 0) return chunk
    const place = placeOf(chunk.slice(0, end), byStyle)
    const list = lists.get(place.list ?? '')
    if (!list) return chunk
    const stop = end + '</w:pPr>'.length
    const words = `<w:r><w:t xml:space="preserve">${count(place.list ?? '', list, place.level)} </w:t></w:r>`
    return chunk.slice(0, stop) + words + chunk.slice(stop)
  })
  return [first, ...numbered].join('<w:pPr>')
}

/** Tracked changes of a paragraph's form hold its former form, which would be taken for a second paragraph. */
function withoutChanges(xml: string): string {
  const end = '</w:pPrChange>'
  const [first = '', ...rest] = xml.split('<w:pPrChange')
  return first + rest.map(chunk => chunk.slice(chunk.indexOf(end) + end.length)).join('')
}

function listsOf(numbering: string): Map<string, List> {
  const shapes = new Map<string, Map<number, Level>>()
  for (const chunk of elementsOf(numbering, 'w:abstractNum'))
    shapes.set(attribute(chunk, 'w:abstractNumId') ?? '', levelsOf(chunk))
  const lists = new Map<string, List>()
  for (const chunk of elementsOf(numbering, 'w:num')) {
    const counter = valOf(chunk, 'w:abstractNumId') ?? ''
    const levels = shapes.get(counter)
    const restarts = elementsOf(chunk, 'w:lvlOverride').flatMap((part): [number, number][] => {
      const start = valOf(part, 'w:startOverride')
      return start === undefined ? [] : [[Number(attribute(part, 'w:ilvl') ?? 0), Number(start)]]
    })
    if (levels) lists.set(attribute(chunk, 'w:numId') ?? '', { counter, levels, restarts: new Map(restarts) })
  }
  return lists
}

function levelsOf(shape: string): Map<number, Level> {
  const levels = elementsOf(shape, 'w:lvl').map((chunk): [number, Level] => [
    Number(attribute(chunk, 'w:ilvl') ?? 0),
    {
      format: valOf(chunk, 'w:numFmt') ?? 'decimal',
      text: valOf(chunk, 'w:lvlText') ?? '',
      start: Number(valOf(chunk, 'w:start') ?? 1),
    },
  ])
  return new Map(levels)
}

function placesOfStyles(styles: string): Map<string, Place> {
  const places = elementsOf(styles, 'w:style').flatMap((chunk): [string, Place][] => {
    const list = valOf(chunk, 'w:numId')
    const id = attribute(chunk, 'w:styleId')
    return list && id ? [[id, { list, level: Number(valOf(chunk, 'w:ilvl') ?? 0) }]] : []
  })
  return new Map(places)
}

/** A paragraph's own list goes before that of its style; list 0 takes it out of any. */
function placeOf(form: string, byStyle: Map<string, Place>): Place {
  const ofStyle = byStyle.get(valOf(form, 'w:pStyle') ?? '')
  const list = form.includes('<w:numPr>') ? (valOf(form, 'w:numId') ?? ofStyle?.list) : ofStyle?.list
  return { list, level: Number(valOf(form, 'w:ilvl') ?? ofStyle?.level ?? 0) }
}

function counting(): (id: string, list: List, level: number) => string {
  const counts = new Map<string, number[]>()
  const begun = new Set<string>()
  return (id, list, level) => {
    const own = counts.get(list.counter) ?? []
    counts.set(list.counter, own)
    const key = `${id}/${level}`
    const restart = begun.has(key) ? undefined : list.restarts.get(level)
    begun.add(key)
    own.length = Math.min(own.length, level + 1)
    for (let at = 0; at < level; at++) own[at] ??= list.levels.get(at)?.start ?? 1
    own[level] = restart ?? (own[level] ?? (list.levels.get(level)?.start ?? 1) - 1) + 1
    return label(list.levels, own, level)
  }
}

function label(levels: Map<number, Level>, counts: number[], level: number): string {
  const shape = levels.get(level)
  if (!shape || shape.format === 'bullet') return '-'
  return shape.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1
    return written(counts[at] ?? 1, levels.get(at)?.format ?? 'decimal')
  })
}

function written(count: number, format: string): string {
  if (format === 'lowerLetter') return letters(count)
  if (format === 'upperLetter') return letters(count).toUpperCase()
  if (format === 'upperRoman') return roman(count)
  if (format === 'lowerRoman') return roman(count).toLowerCase()
  return String(count)
}

/** After z comes aa, then bb. */
function letters(count: number): string {
  const letter = String.fromCharCode(97 + ((count - 1) % 26))
  return letter.repeat(Math.min(5, Math.ceil(count / 26)))
}

const romans: [number, string][] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(count: number): string {
  let left = Math.min(count, 399)
  let out = ''
  for (const [value, sign] of romans) for (; left >= value; left -= value) out += sign
  return out
}

/** What stands in each element of the name, its own attributes before; split, not matched, so that it stays linear. */
function elementsOf(xml: string, name: string): string[] {
  return xml
    .split(`<${name} `)
    .slice(1)
    .map(chunk => {
      const end = chunk.indexOf(`</${name}>`)
      return end < 0 ? chunk : chunk.slice(0, end)
    })
}

function attribute(chunk: string, name: string): string | undefined {
  const tag = chunk.slice(0, chunk.indexOf('>') + 1)
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1]
}

function valOf(chunk: string, name: string): string | undefined {
  return new RegExp(`<${name}\\s[^>]{0,200}?w:val="([^"]*)"`).exec(chunk)?.[1]
}
