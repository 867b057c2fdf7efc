import type { Letter } from '../data/letter-facts.ts'
import { type ActButton, actButtons, linksNote } from './act-buttons.ts'
import { recommendationCode } from './letter-data.ts'
import { day, flat } from './letter-text.ts'
import { toneColours } from './letter-view.ts'
import type { MailFrame } from './mail-frame.ts'
import { hrefOf, type Matter, titleOf } from './matter.ts'

export interface BundleView extends MailFrame {
  today: string
  count: number
  items: {
    status: string
    colour: string
    title: string
    href: string
    lines: string[]
    code: string
    nv: string
    unit: string
    due: string
    original: string
    quote: string
    acts: ActButton[]
  }[]
  note: string
  /** Matters left out. */
  more: number
  href: string
}

/** Several matters in one mail; `room` says how many of them, and how many with their quotes. */
export function bundleView(
  frame: MailFrame,
  letter: Letter,
  matters: Matter[],
  publicUrl: string,
  room: { quotes: number; items: number },
): BundleView {
  return {
    ...frame,
    today: day(letter.today),
    count: matters.length,
    items: matters.slice(0, room.items).map((matter, n) => itemOf(matter, publicUrl, n < room.quotes)),
    note: linksNote(
      letter,
      matters.map(matter => matter.item),
    ),
    more: Math.max(0, matters.length - room.items),
    href: `${publicUrl}/`,
  }
}

function itemOf(
  { item, words, lines }: Matter,
  publicUrl: string,
  quoted: boolean,
): BundleView['items'][number] {
  const { task } = item
  const moved = task?.original_due_on && task.original_due_on !== task.due_on ? task.original_due_on : null
  return {
    status: words.status,
    colour: toneColours[words.tone],
    title: titleOf({ item, words }),
    href: hrefOf(item, publicUrl),
    lines,
    code: task ? recommendationCode(task) : '',
    nv: task?.code ?? '',
    unit: task?.lead_unit_name ?? '',
    due: day(task?.due_on),
    original: day(moved),
    quote: quoted ? flat(task?.quote) : '',
    acts: actButtons(item, publicUrl),
  }
}
