import mammoth from 'mammoth'
import { unzip, zip } from '../lib/zip.ts'
import { DocumentRefused } from './document-refused.ts'
import { writeListNumbers } from './docx-numbering.ts'

/** A node of the document as mammoth gives it to `transformDocument`. */
interface Node {
  type: string
  value?: string
  isAllCaps?: boolean
  children?: Node[]
}

const body = 'word/document.xml'
/** Bytes of a document of some thousand pages; more would only end the thread more slowly. */
const mostBytes = 16 * 1024 * 1024

/**
 * The text of a DOCX as a person would copy it from Word: one line a paragraph with its list number, rows of a table with
 * tabs between their cells. Headers, footers, notes and comments are left out. Pictures, macros and whatever a link names
 * are never opened. Throws when the file is damaged.
 */
export async function readDocx(bytes: Buffer): Promise<string> {
  const parts = unzip(bytes, isRead)
  const text = (name: string) => parts.get(name)?.toString('utf8') ?? ''
  // No program writes document types into a document: they are there to swell or to fetch (RELIABILITY F5).
  for (const part of parts.values())
    if (part.includes('<!DOCTYPE')) throw new DocumentRefused('error.file.damaged')
  if ((parts.get(body)?.length ?? 0) > mostBytes) throw new DocumentRefused('error.document.too_long')
  const numbered = writeListNumbers(text(body), text('word/numbering.xml'), text('word/styles.xml'))
  parts.set(body, Buffer.from(numbered))
  const lines: string[] = []
  await mammoth.convertToHtml(
    { buffer: zip(parts) },
    {
      includeDefaultStyleMap: false,
      includeEmbeddedStyleMap: false,
      transformDocument: (document: Node) => {
        lines.push(...blocksOf(document.children ?? []))
        return { ...document, children: [] }
      },
    },
  )
  return lines.join('\n')
}

function isRead(name: string): boolean {
  return /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/_rels\/document\.xml\.rels|word\/(?:document|styles|numbering)\.xml)$/.test(
    name,
  )
}

function blocksOf(nodes: readonly Node[]): string[] {
  return nodes.flatMap(node => {
    if (node.type === 'paragraph') return wordsOf(node, false).split('\n')
    if (node.type === 'table') return (node.children ?? []).flatMap(row => rowOf(row.children ?? []))
    return blocksOf(node.children ?? [])
  })
}

/** Three cells and more are a row; two are mostly a way to set a head or a signature side by side, read one by one. */
function rowOf(cells: readonly Node[]): string[] {
  const texts = cells.map(cell => blocksOf(cell.children ?? []).map(line => line.trim()))
  const filled = texts.filter(lines => lines.some(line => line !== ''))
  const inOne = texts.map(lines => lines.filter(Boolean).join(' ').replaceAll('\t', ' '))
  if (filled.length >= 3) return [inOne.join('\t')]
  const [first = [], ...others] = filled
  const isMark = first.length === 1 && (first[0] ?? '').length <= 5
  return isMark && others.length > 0 ? [inOne.filter(Boolean).join(' ')] : filled.flat()
}

/** A tab inside a paragraph is room, not the edge of a cell. */
function wordsOf(node: Node, capitals: boolean): string {
  if (node.type === 'text') return capitals ? (node.value ?? '').toUpperCase() : (node.value ?? '')
  if (node.type === 'tab') return ' '
  if (node.type === 'break') return '\n'
  const shouted = capitals || node.isAllCaps === true
  return (node.children ?? []).map(child => wordsOf(child, shouted)).join('')
}
