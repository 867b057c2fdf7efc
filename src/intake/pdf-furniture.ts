import { type PdfLine, textOfLine } from './pdf-lines.ts'

export interface PdfPage {
  height: number
  lines: PdfLine[]
}

/** Heads and feet stand in this share of the page's height, and take at most so many lines. */
const edge = 0.085
const mostLines = 3

/**
 * The pages without what stands at their top and bottom for the reader of paper: page numbers, and lines that stand at the
 * same height on other pages too, at most their numbers changed.
 */
export function withoutFurniture(pages: readonly PdfPage[]): PdfPage[] {
  const seen = new Map<string, number>()
  for (const page of pages)
    for (const line of new Set(edgeLines(page).map(shapeOf))) seen.set(line, (seen.get(line) ?? 0) + 1)
  const often = Math.max(2, Math.ceil(pages.length * 0.3))
  const isFurniture = (line: PdfLine) =>
    isPageNumber(textOfLine(line)) || (seen.get(shapeOf(line)) ?? 0) >= often
  return pages.map(page => {
    const drop = new Set(edgeLines(page).filter(isFurniture))
    return { ...page, lines: page.lines.filter(line => !drop.has(line)) }
  })
}

function edgeLines({ height, lines }: PdfPage): PdfLine[] {
  const top = lines.slice(0, mostLines).filter(line => line.y < height * edge)
  const bottom = lines.slice(-mostLines).filter(line => line.y > height * (1 - edge))
  return [...new Set([...top, ...bottom])]
}

/** Its height counts too: two chapters may begin with the same words, but not in the margin of the page. */
function shapeOf(line: PdfLine): string {
  return `${Math.round(line.y / 6)} ${textOfLine(line).replace(/\d+/gu, '#')}`
}

function isPageNumber(text: string): boolean {
  return /^[-–—]?\s?(?:(?:trang|page)\s)?\d{1,4}(?:\s?(?:\/|of|trên)\s?\d{1,4})?\s?[-–—]?$/iu.test(text)
}
