import { getDocumentProxy } from 'unpdf'
import { DocumentRefused } from './document-refused.ts'
import { type PdfPage, withoutFurniture } from './pdf-furniture.ts'
import { linesOf, type PdfItem } from './pdf-lines.ts'
import { entriesOf, usualGapOf } from './pdf-page-text.ts'
import { joinParagraphs } from './pdf-paragraphs.ts'

/** Pages of the longest document; more are no conclusion. */
const mostPages = 1_500
/** Fewer letters a page than this are a stamp or a scanner's own line: the pages themselves are pictures. */
const fewestLetters = 30

type Document = Awaited<ReturnType<typeof getDocumentProxy>>
type Matrix = readonly number[]

/**
 * The text of a PDF that holds text: lines rebuilt from where the letters stand, pages in order, running heads,
 * feet and page numbers left out. Throws `DocumentRefused` for one that is encrypted or scanned.
 */
export async function readPdf(bytes: Buffer): Promise<string> {
  const document = await open(bytes)
  try {
    if (document.numPages > mostPages) throw new DocumentRefused('error.document.too_long')
    const pages: PdfPage[] = []
    for (let number = 1; number <= document.numPages; number++) pages.push(await pageOf(document, number))
    const bodies = withoutFurniture(pages).map(page => page.lines)
    const usualGap = usualGapOf(bodies)
    const text = joinParagraphs(bodies.flatMap(lines => entriesOf(lines, usualGap)))
    if ((text.match(/\p{L}/gu)?.length ?? 0) < fewestLetters * document.numPages)
      throw new DocumentRefused('error.document.scanned')
    return text
  } finally {
    await document.loadingTask.destroy()
  }
}

async function open(bytes: Buffer): Promise<Document> {
  try {
    // The reader takes the bytes over: it gets a copy of its own.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, disableFontFace: true })
  } catch (error) {
    const locked = (error as Error).name === 'PasswordException'
    throw new DocumentRefused(locked ? 'error.file.encrypted' : 'error.file.damaged')
  }
}

async function pageOf(document: Document, number: number): Promise<PdfPage> {
  const page = await document.getPage(number)
  const { height, transform } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  page.cleanup()
  const placed = items.flatMap(item => ('str' in item ? itemOf(item, transform) : []))
  return { height, lines: linesOf(placed) }
}

/** Letters that stand on their side are stamps and marks of the margin, no part of any line. */
function itemOf(item: { str: string; transform: Matrix; width: number }, view: Matrix): PdfItem[] {
  const [a, b, c, d, e, f] = multiply(view, item.transform)
  if (Math.abs(b) > Math.abs(a)) return []
  return [{ text: item.str, x: e, y: f, width: item.width, size: Math.hypot(c, d) || 1 }]
}

type Six = [number, number, number, number, number, number]

function multiply(m: Matrix, n: Matrix): Six {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}
