import { makeZip, type ZipEntry } from './zip.ts'

export type DocxBlock = string | { list: number; level?: number; text: string } | { rows: string[][] }

const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** A DOCX made by hand: paragraphs, items of Word's own lists (1: "1." and "a)", 2: dashes, 3: "I."), and tables. */
export function makeDocx(
  blocks: DocxBlock[],
  { header = '', more = [] }: { header?: string; more?: ZipEntry[] } = {},
): Buffer {
  return makeDocxOf(
    `<?xml version="1.0" encoding="UTF-8"?><w:document ${word}><w:body>${blocks.map(blockOf).join('')}</w:body></w:document>`,
    [
      ...(header === ''
        ? []
        : [{ name: 'word/header1.xml', content: `<w:hdr ${word}>${paragraph(header)}</w:hdr>` }]),
      ...more,
    ],
  )
}

/** A DOCX whose document is exactly this. */
export function makeDocxOf(document: string | Buffer, more: ZipEntry[] = []): Buffer {
  const part = (name: string, kind: string) =>
    `<Override PartName="/${name}" ContentType="${types}.${kind}+xml"/>`
  return makeZip([
    {
      name: '[Content_Types].xml',
      deflate: true,
      content: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part('word/document.xml', 'document.main')}${part('word/numbering.xml', 'numbering')}${part('word/styles.xml', 'styles')}</Types>`,
    },
    {
      name: '_rels/.rels',
      content:
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    },
    { name: 'word/document.xml', content: document, deflate: true },
    { name: 'word/numbering.xml', content: numbering, deflate: true },
    {
      name: 'word/styles.xml',
      deflate: true,
      content: `<?xml version="1.0"?><w:styles ${word}><w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>`,
    },
    ...more,
  ])
}

const level = (at: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const shapes = [
  level(0, 'decimal', '%1.') + level(1, 'lowerLetter', '%2)'),
  level(0, 'bullet', '\uf0b7'),
  level(0, 'upperRoman', '%1.'),
]
const numbering = `<?xml version="1.0"?><w:numbering ${word}>${shapes.map((shape, i) => `<w:abstractNum w:abstractNumId="${i}">${shape}</w:abstractNum>`).join('')}${shapes.map((_, i) => `<w:num w:numId="${i + 1}"><w:abstractNumId w:val="${i}"/></w:num>`).join('')}</w:numbering>`

function blockOf(block: DocxBlock): string {
  if (typeof block === 'string') return paragraph(block)
  if ('rows' in block) return `<w:tbl>${block.rows.map(rowOf).join('')}</w:tbl>`
  const form = `<w:pPr><w:numPr><w:ilvl w:val="${block.level ?? 0}"/><w:numId w:val="${block.list}"/></w:numPr></w:pPr>`
  return paragraph(block.text, form)
}

function rowOf(cells: string[]): string {
  const cell = (text: string) =>
    `<w:tc>${text
      .split('\n')
      .map(line => paragraph(line))
      .join('')}</w:tc>`
  return `<w:tr>${cells.map(cell).join('')}</w:tr>`
}

function paragraph(text: string, form = ''): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<w:p>${form}<w:r><w:t xml:space="preserve">${safe}</w:t></w:r></w:p>`
}
