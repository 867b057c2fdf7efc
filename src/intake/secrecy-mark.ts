/** How far the head of a document reaches: its mark stands above or beside the title. */
const headLines = 25

export type SecrecyMark = 'MẬT' | 'TỐI MẬT' | 'TUYỆT MẬT'

/**
 * The mark of state secrecy in the head of a cleaned document, or null: a line or a cell that holds nothing else, or
 * "Độ mật: Tối mật" (Decree 26/2020/NĐ-CP, article 2). Such a document must not be entered here.
 */
export function secrecyMark(text: string): SecrecyMark | null {
  const head = text.slice(0, 4_000).split('\n', headLines)
  for (const cell of head.flatMap(line => line.split('|'))) {
    const found =
      /^[\s([*]*(TUYỆT MẬT|TỐI MẬT|MẬT)[\s)\].*]*$/u.exec(cell) ??
      /^\s*(?:Độ|Mức độ) mật\s*:\s*(tuyệt mật|tối mật|mật)\s*$/iu.exec(cell)
    if (found?.[1]) return found[1].toUpperCase() as SecrecyMark
  }
  return null
}
