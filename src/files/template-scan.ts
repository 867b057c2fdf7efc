import { unzip } from '../lib/zip.ts'
import { FileRefused } from './file-refused.ts'

/** Bytes of a form: some pages of text with a coat of arms. */
const mostBytes = 5 * 1024 * 1024

/**
 * Refuses a DOCX that would make its reader's Word fetch or run something: an attached template or another part from
 * elsewhere, a field that calls a program, an embedded object, a document type (RELIABILITY F5). Links that a person
 * clicks are let be. The zip's own limits are checked before (`checkContent`). Throws `FileRefused`.
 */
export function checkTemplate(bytes: Buffer): void {
  if (bytes.length > mostBytes)
    throw new FileRefused('error.template.too_large', { max: mostBytes / 1024 / 1024 })
  const parts = unzip(
    bytes,
    name => /\.(?:xml|rels)$/i.test(name) || /\/(?:embeddings|activeX)\//i.test(name),
  )
  for (const [name, content] of parts) {
    if (/\/(?:embeddings|activeX)\//i.test(name)) throw new FileRefused('error.template.active')
    const xml = content.toString('utf8')
    if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) throw new FileRefused('error.file.damaged')
    if (name.endsWith('.rels')) checkRelations(xml)
    if (name === '[Content_Types].xml' && /macroEnabled/i.test(xml))
      throw new FileRefused('error.file.macro', { extension: 'docx' })
    if (/\b(?:DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|LINK)\b/.test(fieldCodes(xml)))
      throw new FileRefused('error.template.active')
  }
}

function checkRelations(xml: string): void {
  for (const [relation] of xml.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    const isExternal = /TargetMode\s*=\s*["']External["']/i.test(relation)
    const isLink = /Type\s*=\s*["'][^"']*\/hyperlink["']/i.test(relation)
    if (isExternal && !isLink) throw new FileRefused('error.template.external')
  }
}

/** The instructions of fields, put together where Word has cut them into runs. */
function fieldCodes(xml: string): string {
  const simple = [...xml.matchAll(/\binstr\s*=\s*"([^"]*)"/g)].map(found => found[1])
  const cut = [...xml.matchAll(/<(?:\w+:)?instrText\b[^>]*>([^<]*)</g)].map(found => found[1])
  return `${simple.join('\n')}\n${cut.join('')}`
}
