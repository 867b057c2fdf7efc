import type { PlainDate } from '../lib/plain-date.ts'
import type { Span } from './split-sentences.ts'

/** What a document says about itself; null where it does not. Words are verbatim. */
export interface InspectionFacts {
  number: string | null
  /** The day of the inspection as told, else the day of the document. */
  date: PlainDate | null
  /** The inspecting body. */
  body: string | null
  inspectedUnit: string | null
  teamLead: string | null
  title: string | null
}

/** DOMAIN.md §10, terms 17, 20 and 21. */
export type Force = 'yeu_cau' | 'de_nghi' | 'luu_y'

/** A part of a compound recommendation that could be followed on its own; `text` is verbatim. */
export interface Clause extends Span {
  text: string
  ongoing: boolean
}

/** A recommendation as proposed to a person. `text === cleaned.slice(start, end)`, UTF-16 units. */
export interface ProposedRecommendation extends Span {
  text: string
  addressees: string[]
  /** Units to work with ("phối hợp với …"). */
  coordinating: string[]
  dueOn: PlainDate | null
  /** The words of time, verbatim; also when no day follows from them. */
  dueText: string | null
  ongoing: boolean
  kind: 'once' | 'standing'
  /** The parts, when there are at least two; else none. */
  clauses: Clause[]
  /** Keys of the rules that fired. */
  why: string[]
  force: Force
  /** A short title: starts with the verb, at most 120 characters. */
  summary: string
}

export interface ProposedSentence extends Span {
  text: string
  /** Overlaps a proposed recommendation. */
  asks: boolean
}

export interface Proposal {
  inspection: InspectionFacts
  recommendations: ProposedRecommendation[]
  sentences: ProposedSentence[]
  /** How far the cleaned text was read; less than its length only for texts longer than any document. */
  readTo: number
}
