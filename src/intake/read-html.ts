import { withoutEntities } from './html-entities.ts'

/** What a page holds beside its text: programs, menus, buttons. All of it is left out, up to its end tag. */
const left = new Set(
  'script style noscript template head nav aside footer button select svg iframe object canvas audio video'.split(
    ' ',
  ),
)
/** Inside these nothing is markup until their own end tag. */
const raw = new Set(['script', 'style', 'iframe', 'noscript'])
const block = new Set(
  'address article blockquote body br caption center dd div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody tfoot thead ul'.split(
    ' ',
  ),
)

interface Tag {
  name: string
  closes: boolean
  /** Where the tag begins and where what follows it begins. */
  at: number
  next: number
}

interface Page {
  lines: string[]
  /** The line, or the cell, that is being read. */
  line: string
  /** The row that is being read, or null outside of one. */
  cells: string[] | null
  inCell: boolean
  /** For each open list the number of its last item; null where it counts none. */
  lists: (number | null)[]
  /** How many open elements keep their line ends. */
  kept: number
}

/**
 * The text of a web page or a document saved as one: its paragraphs as lines, its rows with tabs between the cells,
 * its counted lists with their numbers. Nothing is run or fetched. Linear in time, never throws.
 */
export function readHtml(html: string): string {
  const page: Page = { lines: [], line: '', cells: null, inCell: false, lists: [], kept: 0 }
  const unclosed = new Set<string>()
  let at = 0
  while (at < html.length) {
    const tag = nextTag(html, at)
    write(page, html.slice(at, tag?.at ?? html.length))
    if (!tag) break
    at = !tag.closes && left.has(tag.name) ? endOf(html, tag, unclosed) : tag.next
    turn(page, tag)
  }
  endRow(page)
  return page.lines.join('\n')
}

/** A `<` that begins no tag is a sign of the text; comments and declarations are passed over. */
function nextTag(html: string, from: number): Tag | null {
  for (let at = html.indexOf('<', from); at >= 0; at = html.indexOf('<', at + 1)) {
    if (html.startsWith('<!--', at)) return { name: '', closes: false, at, next: after(html, '-->', at + 4) }
    const named = /^<(\/?)([a-zA-Z][\w:-]*)|^<[!?]/.exec(html.slice(at, at + 40))
    if (!named) continue
    const name = (named[2] ?? '').toLowerCase()
    return { name, closes: named[1] === '/', at, next: tagEnd(html, at + named[0].length) }
  }
  return null
}

/** A `>` inside of quotes does not end the tag. */
function tagEnd(html: string, from: number): number {
  let quote = ''
  for (let at = from; at < html.length; at++) {
    const sign = html[at] as string
    if (quote === '' && sign === '>') return at + 1
    if (sign === quote) quote = ''
    else if (quote === '' && (sign === '"' || sign === "'") && html[at - 1] === '=') quote = sign
  }
  return html.length
}

function after(html: string, sign: string, from: number): number {
  const at = html.indexOf(sign, from)
  return at < 0 ? html.length : at + sign.length
}

/**
 * Where the element that begins with the tag has ended, with elements of its own name inside it. One that is never closed
 * hides nothing but its tag, or a careless page would be read as empty; it is looked for only once.
 */
function endOf(html: string, { name, next }: Tag, unclosed: Set<string>): number {
  if (unclosed.has(name)) return next
  const pattern = new RegExp(`<(/?)${name}(?=[\\s/>])`, 'giu')
  pattern.lastIndex = next
  let depth = 1
  for (let found = pattern.exec(html); found; found = pattern.exec(html)) {
    if (found[1] === '/') depth--
    else if (!raw.has(name)) depth++
    if (depth === 0) return tagEnd(html, pattern.lastIndex)
  }
  unclosed.add(name)
  return raw.has(name) ? html.length : next
}

function write(page: Page, text: string): void {
  const words = withoutEntities(text)
  page.line += page.kept > 0 ? words : words.replace(/[^\S\u00a0]+/gu, ' ')
}

function turn(page: Page, { name, closes }: Tag): void {
  if (name === 'tr') turnRow(page, closes)
  if (name === 'td' || name === 'th') turnCell(page, closes)
  if (block.has(name)) turnBlock(page, name, closes)
}

function turnBlock(page: Page, name: string, closes: boolean): void {
  if (page.inCell) page.line += '\n'
  else endLine(page)
  if (name === 'table' && closes) endRow(page)
  if (name === 'pre') page.kept = Math.max(0, page.kept + (closes ? -1 : 1))
  turnList(page, name, closes)
}

function turnList(page: Page, name: string, closes: boolean): void {
  if (name === 'li' && !closes) page.line += mark(page)
  if (name !== 'ol' && name !== 'ul') return
  if (closes) page.lists.pop()
  else page.lists.push(name === 'ol' ? 0 : null)
}

function mark(page: Page): string {
  const count = page.lists.at(-1) ?? null
  if (count === null) return '- '
  page.lists[page.lists.length - 1] = count + 1
  return `${count + 1}. `
}

/** A row inside a cell ends the row around it, which then only set things side by side. */
function turnRow(page: Page, closes: boolean): void {
  endRow(page)
  page.cells = closes ? null : []
}

function turnCell(page: Page, closes: boolean): void {
  if (page.inCell) endCell(page)
  else endLine(page)
  if (closes) return
  page.cells ??= []
  page.inCell = true
}

function endCell(page: Page): void {
  page.cells?.push(page.line.trim())
  page.line = ''
  page.inCell = false
}

function endLine(page: Page): void {
  if (page.line.trim() !== '' || page.cells === null) page.lines.push(page.line.trim())
  page.line = ''
}

/** As in a DOCX: two cells are mostly a way to set things side by side. */
function endRow(page: Page): void {
  if (page.inCell) endCell(page)
  else endLine(page)
  const cells = page.cells ?? []
  const filled = cells.filter(cell => cell !== '')
  const inOne = (cell: string) => cell.replace(/\s+/gu, ' ')
  if (filled.length >= 3) page.lines.push(cells.map(inOne).join('\t'))
  else if (filled.length === 2 && (filled[0] ?? '').length <= 5) page.lines.push(filled.map(inOne).join(' '))
  else page.lines.push(...filled)
  page.cells = null
}
