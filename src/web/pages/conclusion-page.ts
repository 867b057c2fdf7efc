import type { Actor } from '../../data/actor.ts'
import { findInspectionFor } from '../../data/inspection.ts'
import { listRecommendationSpans } from '../../data/recommendation.ts'
import type { Db, Row } from '../../data/schema.ts'
import { NotFound } from '../../domain/errors.ts'
import { sha256 } from '../../lib/sha256.ts'
import type { PagerPart } from '../../render/parts.ts'
import { type Mark, partBlocks } from './conclusion-text.ts'
import { partBounds } from './text-bounds.ts'
import { type TextPart, textPart } from './text-part.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'inspection/conclusion': ConclusionPart
  }
}

export interface ConclusionPart {
  title: string
  lead: string
  trail: { label: string; href?: string }[]
  text: TextPart
  pager: PagerPart | null
}

/** Recommendations on one page of an inspection. */
export const recommendationsOfPage = 20

/** The whole conclusion, a part a page, with its recommendations marked; throws `NotFound`. */
export async function conclusionPage(
  db: Db,
  actor: Actor,
  { t }: Words,
  { id, part: asked }: { id: string; part: number },
): Promise<ConclusionPart> {
  const inspection = await findInspectionFor(db, actor, id)
  if (!inspection) throw new NotFound()
  const bounds = partBounds(inspection.conclusion)
  const parts = bounds.length - 1
  const part = Math.min(Math.max(1, asked), parts)
  const span = { start: bounds[part - 1] as number, end: bounds[part] as number }
  const marks = await knownMarks(db, inspection)
  const href = (to: number) => `/inspections/${id}/conclusion?part=${to}`
  return {
    title: t('page.conclusion.title'),
    lead: t('page.conclusion.lead', { hash: sha256(inspection.conclusion).slice(0, 16) }),
    trail: [
      { label: t('page.inspection.title'), href: '/inspections' },
      { label: inspection.title, href: `/inspections/${id}` },
      { label: t('page.conclusion.title') },
    ],
    text: textPart(partBlocks(inspection.conclusion, marks, span, false), { step: null }),
    pager: {
      label: t('page.conclusion.title'),
      text: t('page.split.part', { part, parts }),
      ...(part > 1 ? { previous: href(part - 1) } : {}),
      ...(part < parts ? { next: href(part + 1) } : {}),
    },
  }
}

/** Every recommendation as a mark in the text, in its order, leading to its place on the inspection's page. */
export async function knownMarks(db: Db, inspection: Row<'inspection'>): Promise<Mark[]> {
  const spans = await listRecommendationSpans(db, inspection.id)
  const page = (ordinal: number) => Math.ceil(ordinal / recommendationsOfPage)
  const base = (ordinal: number) =>
    `/inspections/${inspection.id}${page(ordinal) > 1 ? `?page=${page(ordinal)}` : ''}`
  return spans
    .map((span, index) => markOf(index + 1, span, base(index + 1)))
    .sort((a, b) => a.start - b.start)
}

/** The recommendation in the text, leading to its place in the list on the page at `base`. */
export function markOf(ordinal: number, { start, end }: { start: number; end: number }, base: string): Mark {
  return {
    start,
    end,
    key: String(ordinal),
    number: String(ordinal),
    href: `${base}#kn-${ordinal}`,
    tone: 'chosen',
  }
}
