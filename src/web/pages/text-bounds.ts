/** Characters of one part of a long text (UX rule 13: no page over 100 kB). */
const partLength = 10_000

/** Where the parts of a long text begin, and its end: at line ends where there are any, else at spaces. */
export function partBounds(text: string): number[] {
  const bounds = [0]
  for (let at = 0; at + partLength < text.length; at = bounds.at(-1) as number)
    bounds.push(boundAfter(text, at))
  return [...bounds, text.length]
}

function boundAfter(text: string, at: number): number {
  const latest = at + partLength
  const middle = at + partLength / 2
  const half = text.slice(middle, latest)
  for (const end of ['\n', '. ', ' ']) {
    const found = half.lastIndexOf(end)
    if (found >= 0) return middle + found + end.length
  }
  return /[\uDC00-\uDFFF]/.test(text[latest] ?? '') ? latest + 1 : latest
}

/** The number of the part that holds the offset, from 1. */
export function partOf(bounds: readonly number[], offset: number): number {
  const begun = bounds.filter(bound => bound <= offset).length
  return Math.min(begun, bounds.length - 1)
}
