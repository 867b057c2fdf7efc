import { Paragraph, PatchType, patchDetector, patchDocument, type Table } from 'docx'
import type { AdministrativeDocument } from './administrative.ts'
import { blockOf, gridTable, words } from './administrative-docx-block.ts'
import { type PlaceholderValue, placeholders, placeholderValues } from './template-placeholder.ts'

/** Twips between the margins where the form itself does not tell: tables are made for A4 portrait. */
const textWidth = 9_071
/** The follow-up table wants the wide page that the form gives it. */
const wideWidth = 14_570

/** The office's own form with the document's values in its places, also where Word has cut a name into several runs. */
export async function fillTemplate(template: Buffer, document: AdministrativeDocument): Promise<Buffer> {
  const values = placeholderValues(document)
  const patches = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, patchOf(name, value)]),
  )
  return patchDocument({
    outputType: 'nodebuffer',
    data: template,
    patches,
    keepOriginalStyles: true,
    trimPlaceholders: true,
  })
}

/** The names in brackets that the form holds and no document knows, each once. */
export async function findUnknownPlaceholders(template: Buffer): Promise<string[]> {
  const named = await patchDetector({ data: template, trimPlaceholders: true })
  const known = new Set<string>(placeholders)
  return [...new Set(named)].filter(name => !known.has(name))
}

function patchOf(name: string, value: PlaceholderValue) {
  if ('words' in value) return { type: PatchType.PARAGRAPH, children: words(value.words) }
  return { type: PatchType.DOCUMENT, children: blocksOf(name, value) }
}

function blocksOf(name: string, value: Exclude<PlaceholderValue, { words: string }>): (Paragraph | Table)[] {
  if ('blocks' in value) return value.blocks.flatMap(block => blockOf(block, textWidth))
  if (!value.table) return [new Paragraph({})]
  const width = name === 'bang_theo_doi' ? wideWidth : textWidth
  return [gridTable(value.table, width, { size: 22 })]
}
