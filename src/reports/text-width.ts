import { fold } from '../lib/fold.ts'

/** Widths of Times New Roman Bold in thousandths of its size, by letter: marks add nothing to a letter's width. */
const groups: Record<number, string> = {
  250: ' ,.',
  278: 'il/',
  333: '-fjt()',
  389: 'Is',
  444: 'cerz',
  500: 'Jagovxy0123456789“”',
  556: 'Sbdhknpqu',
  611: 'FP',
  667: 'BELTZ',
  722: 'ACDNRUVXYw',
  778: 'GHKOQ',
  833: 'm',
  944: 'M',
  1000: 'W',
}
const widths = new Map(
  Object.entries(groups).flatMap(([width, letters]) =>
    letters.split('').map(letter => [letter, Number(width)] as const),
  ),
)

/** About how wide bold words are, in points: for the lines drawn under them, which are as long or a part of it. */
export function boldWidth(text: string, size: number): number {
  const letters = text.split('').map(letter => {
    const bare = fold(letter)
    const known = letter === letter.toLowerCase() ? bare : bare.toUpperCase()
    return widths.get(known) ?? 556
  })
  return (letters.reduce((sum, width) => sum + width, 0) * size) / 1000
}
