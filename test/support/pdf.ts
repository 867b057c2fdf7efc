/** A piece of text on a page, in points from the lower left corner as PDF counts. */
export interface PlacedText {
  text: string
  x: number
  y: number
  size?: number
}

const pageSize = { width: 595, height: 842 }
/** Every letter is this wide, in thousandths of its size. */
const letterWidth = 500

/** A PDF made by hand: each letter has a code of its own and a table that says what it means, as word processors write it. */
export function makePdf(pages: PlacedText[][], { trailer = '' } = {}): Buffer {
  const letters = [...new Set(pages.flat().flatMap(({ text }) => Array.from(text.normalize('NFC'))))]
  if (letters.length > 220) throw new Error('more letters than one font holds')
  const code = new Map(letters.map((letter, i) => [letter, (i + 33).toString(16).padStart(2, '0')]))
  const fontId = 3
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${5 + 2 * i} 0 R`).join(' ')}] >>`,
    `<< /Type /Font /Subtype /TrueType /BaseFont /Test /FirstChar 33 /LastChar 255 /Widths [${Array(223).fill(letterWidth).join(' ')}] /FontDescriptor << /Type /FontDescriptor /FontName /Test /Flags 32 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> /ToUnicode 4 0 R >>`,
    stream(unicodeTable(code)),
    ...pages.flatMap((items, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageSize.width} ${pageSize.height}] /Resources << /Font << /F ${fontId} 0 R >> >> /Contents ${6 + 2 * i} 0 R >>`,
      stream(items.map(item => placed(item, code)).join('\n')),
    ]),
  ]
  return written(objects, trailer)
}

/** Lines one below the other, as a page of running text. */
export function linesFrom(top: number, lines: string[], { x = 70, size = 12, step = 18 } = {}): PlacedText[] {
  return lines.map((text, i) => ({ text, x, y: top - i * step, size }))
}

function placed({ text, x, y, size = 12 }: PlacedText, code: Map<string, string>): string {
  const hex = Array.from(text.normalize('NFC'), letter => code.get(letter)).join('')
  return `BT /F ${size} Tf 1 0 0 1 ${x} ${y} Tm <${hex}> Tj ET`
}

function unicodeTable(code: Map<string, string>): string {
  const rows = [...code].map(([letter, hex]) => `<${hex}> <${utf16(letter)}>`)
  const blocks: string[] = []
  for (let at = 0; at < rows.length; at += 100) {
    const some = rows.slice(at, at + 100)
    blocks.push(`${some.length} beginbfchar\n${some.join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange
${blocks.join('\n')}
endcmap CMapName currentdict /CMap defineresource pop end end`
}

function utf16(letter: string): string {
  return Buffer.from(letter, 'utf16le').swap16().toString('hex')
}

function stream(content: string): string {
  return `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`
}

function written(objects: string[], trailer: string): Buffer {
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
