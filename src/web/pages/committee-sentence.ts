import type { Figures } from '../../domain/figures.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import { taskListHref } from './task-link.ts'

export interface SentencePiece {
  text: string
  href?: string
  late?: boolean
}

/** What the committee's page reads aloud: words, and the numbers in them as links. */
export interface SentencePart {
  pieces: SentencePiece[]
  apart: SentencePiece[]
}

export interface SentenceInput {
  t: Translate
  locale: Locale
  today: string
  recommendations: number
  /** How many of them the committee closed as implemented. */
  implemented: number
  figures: Figures
  inspectionId?: string | undefined
}

/** "Tính đến ngày 10/12/2018: 7 kiến nghị, 12 nhiệm vụ; đã hoàn thành 5 (đúng hạn 4); …" */
export function committeeSentence(input: SentenceInput): SentencePart {
  const { t, figures, today } = input
  const key =
    figures.total === 0
      ? 'page.committee.sentence.none'
      : figures.running_late === 0
        ? 'page.committee.sentence.in_time'
        : 'page.committee.sentence.late'
  return {
    pieces: withLinks(t(key, { date: formatDate(today) }), linksOf(input)),
    apart: apartOf(input),
  }
}

function linksOf({
  t,
  locale,
  recommendations,
  implemented,
  figures,
  inspectionId,
}: SentenceInput): Record<string, SentencePiece> {
  const inspection = inspectionId
  const number = (value: number) => formatNumber(value, locale)
  return {
    recommendations: {
      text:
        implemented > 0
          ? t('page.committee.count.implemented', { count: recommendations, implemented })
          : t('page.committee.count.recommendations', { count: recommendations }),
      href: inspection ? `/inspections/${inspection}` : '/inspections',
    },
    tasks: {
      text: t('page.committee.count.tasks', { count: figures.total }),
      href: taskListHref({ inspection, class: 'counted' }),
    },
    done: linked(number(figures.done), taskListHref({ inspection, class: 'done' })),
    done_on_time: linked(number(figures.done_on_time), taskListHref({ inspection, class: 'done_on_time' })),
    running: linked(number(figures.running_in_time), taskListHref({ inspection, class: 'running_in_time' })),
    late: {
      ...linked(
        t('page.committee.count.late', { count: figures.running_late }),
        taskListHref({ inspection, class: 'running_late' }),
      ),
      late: true,
    },
  }
}

function linked(text: string, href: string): SentencePiece {
  return text === '0' ? { text } : { text, href }
}

const apartStates = ['suspended', 'not_implemented', 'withdrawn'] as const

/** What the denominators leave out, each with its own list. */
function apartOf({ t, locale, figures, inspectionId }: SentenceInput): SentencePiece[] {
  if (apartStates.every(state => figures[state] === 0)) return [{ text: t('page.committee.apart.none') }]
  const links = Object.fromEntries(
    apartStates.map(state => [
      state,
      linked(formatNumber(figures[state], locale), taskListHref({ inspection: inspectionId, state })),
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
