import type { Letter, LetterItem } from '../data/letter-facts.ts'
import { formatDateLong } from '../i18n/format.ts'
import { translate } from '../i18n/translate.ts'
import { type ActButton, actButtons, linksNote } from './act-buttons.ts'
import { day, flat } from './letter-text.ts'
import type { Tone } from './letter-words.ts'
import type { MailFrame } from './mail-frame.ts'
import { hrefOf, type Matter, titleOf } from './matter.ts'

export interface QuoteView {
  text: string
  ordinal: number
  count: number
  body: string
  heldOn: string
}

export interface FactsView {
  nv: string
  unit: string
  co: string
  criterion: string
  due: string
  original: string
  daysPastOriginal: number
  last: { percent: number; on: string; by: string } | null
  told: { name: string; post: string }[]
  short: string
}

export interface LetterView extends MailFrame {
  status: string
  colour: string
  title: string
  paragraphs: string[]
  acts: ActButton[]
  note: string
  button: string
  href: string
  quote: QuoteView | null
  facts: FactsView | null
  others: { title: string; code: string; href: string; unit: string; due: string; daysLate: number }[]
}

/** TOKENS: red for late, amber for soon, else quiet ink. */
export const toneColours: Record<Tone, string> = { late: '#b0261d', soon: '#855000', plain: '#485458' }

/** One matter as a letter of its own, or the weekly digest. */
export function letterView(frame: MailFrame, letter: Letter, matter: Matter, publicUrl: string): LetterView {
  const { item, words } = matter
  const paragraphs = [...words.paragraphs, ...matter.lines.filter(line => line !== words.line)]
  return {
    ...frame,
    status: words.status,
    colour: toneColours[words.tone],
    title: titleOf(matter),
    paragraphs,
    acts: actButtons(item, publicUrl),
    note: linksNote(letter, [item]),
    button: words.button,
    href: hrefOf(item, publicUrl),
    quote: quoteOf(item),
    facts: factsOf(letter, item),
    others: othersOf(letter, item, publicUrl),
  }
}

function quoteOf({ task }: LetterItem): QuoteView | null {
  if (!task) return null
  return {
    text: task.quote,
    ordinal: task.recommendation_ordinal,
    count: task.recommendation_count,
    body: flat(task.inspection_body),
    heldOn: day(task.held_on),
  }
}

function factsOf({ office }: Letter, item: LetterItem): FactsView | null {
  const { task, timing, lastWord } = item
  if (!task) return null
  const moved = task.original_due_on !== null && task.original_due_on !== task.due_on
  return {
    nv: task.code,
    unit: task.lead_unit_name,
    co: item.coUnits.join(', '),
    criterion: flat(task.criterion),
    due: task.due_on ? formatDateLong(task.due_on, 'vi') : '',
    original: moved && task.original_due_on ? formatDateLong(task.original_due_on, 'vi') : '',
    daysPastOriginal: timing?.daysPastOriginal ?? 0,
    last: lastWord && {
      percent: lastWord.percent ?? task.percent,
      on: formatDateLong(lastWord.on_day, 'vi'),
      by: lastWord.person_name,
    },
    told: leadersAmong(item).map(post => ({ name: post.person_name, post: post.title })),
    short: translate('vi')(`mail.short.${office.salutation}`),
  }
}

/** "Đồng kính gửi": the unit sees which leaders are told of the same; the others need no such line. */
function leadersAmong({ post, told }: LetterItem): LetterItem['told'] {
  const ofUnit = post.role === 'unit_head' || post.role === 'officer'
  return ofUnit ? told.filter(one => one.role === 'leader') : []
}

function othersOf(letter: Letter, { digest }: LetterItem, publicUrl: string): LetterView['others'] {
  const href = (id: string) => `${publicUrl}/tasks/${id}`
  if (digest) {
    return digest.late.map(task => ({
      title: flat(task.title),
      code: task.code,
      href: href(task.id),
      unit: task.unitName,
      due: day(task.dueOn),
      daysLate: task.daysLate,
    }))
  }
  return letter.others.map(task => ({
    title: flat(task.title),
    code: task.code,
    href: href(task.id),
    unit: '',
    due: day(task.due_on),
    daysLate: 0,
  }))
}
