import type { Figures } from '../../domain/figures.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import type { PlainDate } from '../../lib/plain-date.ts'
import { type Before, changeSentence } from './committee-change.ts'
import { type TaskLink, taskListHref } from './task-link.ts'

export interface SentencePiece {
  text: string
  href?: string
  late?: boolean
}

/** What the committee's page reads aloud: words, and the numbers in them as links. */
export interface SentencePart {
  pieces: SentencePiece[]
  apart: SentencePiece[]
  /** What changed since the day compared with; '' where none is. */
  change: string
}

export interface SentenceInput {
  t: Translate
  locale: Locale
  asOf: PlainDate
  recommendations: number
  /** How many of them the committee had closed as implemented. */
  implemented: number
  figures: Figures
  before: Before | null
  /** What every list behind a number is narrowed to. */
  link: TaskLink
}

/** "Tính đến ngày 10/12/2018: 7 kiến nghị, 12 nhiệm vụ; đã hoàn thành 5 (đúng hạn 4); …" */
export function committeeSentence(input: SentenceInput): SentencePart {
  const { t, figures, asOf } = input
  const key =
    figures.total === 0
      ? 'page.committee.sentence.none'
      : figures.running_late === 0
        ? 'page.committee.sentence.in_time'
        : 'page.committee.sentence.late'
  return {
    pieces: withLinks(t(key, { date: formatDate(asOf) }), linksOf(input)),
    apart: apartOf(input),
    change: changeSentence(figures, input.before, input),
  }
}

function linksOf({
  t,
  locale,
  recommendations,
  implemented,
  figures,
  link,
}: SentenceInput): Record<string, SentencePiece> {
  const number = (value: number) => formatNumber(value, locale)
  const list = (name: 'counted' | 'done' | 'done_on_time' | 'running_in_time' | 'running_late') =>
    taskListHref({ ...link, class: name })
  return {
    recommendations: {
      text:
        implemented > 0
          ? t('page.committee.count.implemented', { count: recommendations, implemented })
          : t('page.committee.count.recommendations', { count: recommendations }),
      href: link.inspection ? `/inspections/${link.inspection}` : '/inspections',
    },
    tasks: { text: t('page.committee.count.tasks', { count: figures.total }), href: list('counted') },
    done: linked(number(figures.done), list('done')),
    done_on_time: linked(number(figures.done_on_time), list('done_on_time')),
    running: linked(number(figures.running_in_time), list('running_in_time')),
    late: {
      ...linked(t('page.committee.count.late', { count: figures.running_late }), list('running_late')),
      late: true,
    },
  }
}

function linked(text: string, href: string): SentencePiece {
  return text === '0' ? { text } : { text, href }
}

const apartStates = ['suspended', 'not_implemented', 'withdrawn'] as const

/** What the denominators leave out, each with its own list. */
function apartOf({ t, locale, figures, link }: SentenceInput): SentencePiece[] {
  if (apartStates.every(state => figures[state] === 0)) return [{ text: t('page.committee.apart.none') }]
  const links = Object.fromEntries(
    apartStates.map(state => [
      state,
      linked(formatNumber(figures[state], locale), taskListHref({ ...link, state })),
    ]),
  )
  return withLinks(t('page.committee.apart.some'), links)
}

/** Cuts a sentence at its `[names]` and puts the linked numbers there, so that each language keeps its own order. */
function withLinks(sentence: string, links: Record<string, SentencePiece>): SentencePiece[] {
  return sentence
    .split(/\[(\w+)\]/)
    .map((text, index) => (index % 2 === 1 ? (links[text] ?? { text }) : { text }))
    .filter(piece => piece.text !== '')
}
