import type { Actor } from '../data/actor.ts'
import { listFigureLeaders, listFigureRecommendations, listFigureUnits } from '../data/figure-label.ts'
import { listFigureInspections } from '../data/figures.ts'
import type { Db } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'

export type FigureDimension = 'unit' | 'inspection' | 'recommendation' | 'theme' | 'leader'

/** Each key with its label, in the order in which they are shown. */
export async function labelsOf(
  db: Db,
  actor: Actor,
  by: FigureDimension,
  keys: string[],
  day: PlainDate,
): Promise<[string, string][]> {
  switch (by) {
    case 'unit': {
      const units = await listFigureUnits(db, keys, day)
      return units.sort(bySortKey).map(unit => [unit.id, unit.name])
    }
    case 'inspection': {
      const inspections = await listFigureInspections(db, actor)
      return inspections
        .filter(({ id }) => keys.includes(id))
        .map(({ id, number, title }) => [id, number || title])
    }
    case 'recommendation': {
      const recommendations = await listFigureRecommendations(db, actor, keys)
      return recommendations.map(({ id, ordinal, text }) => [id, `${ordinal}. ${text}`])
    }
    case 'theme':
      return keys.sort().map(theme => [theme, theme])
    case 'leader': {
      const named = await listFigureLeaders(
        db,
        keys.filter(key => key !== 'head'),
      )
      const head: [string, string][] = keys.includes('head') ? [['head', '']] : []
      return [...head, ...named.sort(bySortKey).map(({ id, name }): [string, string] => [id, name])]
    }
  }
}

function bySortKey(a: { id: string; sort_key: string }, b: { id: string; sort_key: string }): number {
  if (a.sort_key !== b.sort_key) return a.sort_key < b.sort_key ? -1 : 1
  return a.id < b.id ? -1 : 1
}
