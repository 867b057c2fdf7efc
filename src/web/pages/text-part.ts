import type { Paragraph, TextBlock } from './conclusion-text.ts'

/** A folded run that is too long for the page is opened by a link, or by a button of the form around it. */
export type FoldedPlace = { href: string } | { step: string }

export interface TextPart {
  blocks: (
    | { kind: 'shown'; paragraphs: Paragraph[] }
    | { kind: 'folded'; count: number; paragraphs: Paragraph[] | null; place: FoldedPlace | null }
  )[]
}

/** The text for `inspection/text`; `step` or `href` name the place of a folded run by where it begins. */
export function textPart(
  blocks: readonly TextBlock[],
  places: { step: ((start: number) => string) | null } | { href: (start: number) => string },
): TextPart {
  const placeOf = (start: number): FoldedPlace | null => {
    if ('href' in places) return { href: places.href(start) }
    return places.step ? { step: places.step(start) } : null
  }
  return {
    blocks: blocks.map(block => {
      if (block.kind === 'shown') return block
      const { kind, count, paragraphs, start } = block
      return { kind, count, paragraphs, place: paragraphs ? null : placeOf(start) }
    }),
  }
}
