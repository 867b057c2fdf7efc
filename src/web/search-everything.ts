import type { Actor } from '../data/actor.ts'
import type { Db } from '../data/schema.ts'
import type { SearchKind } from '../data/schema-search.ts'
import { type FoundPerson, listFoundPeople } from '../data/search.ts'
import { findSearchReach, type Hit, listHits } from '../data/search-hit.ts'
import { type FoundText, listFoundTexts } from '../data/search-row.ts'
import { listUnitChoices, type UnitChoice } from '../data/task-choice.ts'
import { listFormerNames } from '../data/unit-name.ts'
import { fold } from '../lib/fold.ts'
import { mostHits, type SearchQuery } from '../lib/search-words.ts'

/** In the order in which they are shown. */
export const textKinds = [
  'task',
  'recommendation',
  'inspection',
  'update',
  'comment',
  'evidence',
] as const satisfies SearchKind[]
export const foundKinds = [...textKinds, 'person', 'unit'] as const
export type FoundKind = (typeof foundKinds)[number]

/** `former`: the name under which the unit was found, where it is called otherwise today. */
export type FoundUnit = UnitChoice & { former: string | null }

export interface FoundOfKind {
  kind: FoundKind
  /** Counted to `mostHits`; `more` where there are others. */
  count: number
  more: boolean
  /** Whether the first is as typed to the letter. */
  exact: boolean
  texts: FoundText[]
  people: FoundPerson[]
  units: FoundUnit[]
}

export interface SearchWish {
  query: SearchQuery
  /** This kind alone, from this place on; left out, the first of every kind. */
  kind?: FoundKind | undefined
  from: number
  limit: number
}

/** What the person may see of what they look for, by kind; kinds without a hit are left out. */
export async function searchEverything(db: Db, actor: Actor, wish: SearchWish): Promise<FoundOfKind[]> {
  const kinds = wish.kind ? [wish.kind] : foundKinds
  const reach = await findSearchReach(db, actor)
  const units = await listUnitChoices(db, actor)
  const found: FoundOfKind[] = []
  for (const kind of kinds) {
    if (kind === 'person') found.push(await people(db, actor, units, wish))
    else if (kind === 'unit') found.push(await unitsCalled(db, actor, units, wish))
    else found.push(await texts(db, wish, await listHits(db, actor, kind, wish.query, reach), kind))
  }
  // What is spelled as it was typed stands before what only sounds so (UX rule 8), also among the kinds.
  return found.filter(one => one.count > 0).toSorted((a, b) => Number(b.exact) - Number(a.exact))
}

async function texts(
  db: Db,
  { from, limit }: SearchWish,
  hits: Hit[],
  kind: SearchKind,
): Promise<FoundOfKind> {
  const shown = hits.slice(0, mostHits).slice(from, from + limit)
  const ids = shown.map(hit => hit.subject_id)
  const rows = ids.length > 0 ? await listFoundTexts[kind](db, ids) : []
  const byId = new Map(rows.map(row => [row.id, row]))
  const inOrder = ids.flatMap(id => byId.get(id) ?? [])
  return { ...ofKind(kind, hits.length, hits[0]?.exact ?? false), texts: inOrder }
}

async function people(
  db: Db,
  actor: Actor,
  units: UnitChoice[],
  { query, from, limit }: SearchWish,
): Promise<FoundOfKind> {
  const ids = units.map(unit => unit.id)
  const all = await listFoundPeople(db, actor, ids, { words: query.folded, limit: mostHits + 1 })
  const rows = exactFirst(all, person => person.name, query)
  const exact = rows[0] !== undefined && isExact(rows[0].name, query)
  return { ...ofKind('person', all.length, exact), people: rows.slice(0, mostHits).slice(from, from + limit) }
}

/** Units that go, or went, by a name with all of the words. */
async function unitsCalled(
  db: Db,
  actor: Actor,
  units: UnitChoice[],
  { query, from, limit }: SearchWish,
): Promise<FoundOfKind> {
  const former = Map.groupBy(await listFormerNames(db, actor.today), row => row.unit_id)
  const fits = (name: string) => {
    const folded = fold(name)
    return query.folded.every(word => folded.includes(word))
  }
  const all = units.flatMap((unit): FoundUnit[] => {
    if (fits(unit.name)) return [{ ...unit, former: null }]
    const then = former.get(unit.id)?.find(row => fits(`${row.name} ${row.short_name}`))
    return then ? [{ ...unit, former: then.name }] : []
  })
  const rows = exactFirst(all, unit => unit.name, query)
  const exact = rows[0] !== undefined && isExact(rows[0].name, query)
  return { ...ofKind('unit', all.length, exact), units: rows.slice(0, mostHits).slice(from, from + limit) }
}

function ofKind(kind: FoundKind, hits: number, exact: boolean): FoundOfKind {
  const empty = { texts: [], people: [], units: [] }
  return { kind, count: Math.min(hits, mostHits), more: hits > mostHits, exact, ...empty }
}

function exactFirst<T>(rows: T[], text: (row: T) => string, query: SearchQuery): T[] {
  const rank = (row: T) => Number(isExact(text(row), query))
  return rows.toSorted((a, b) => rank(b) - rank(a))
}

function isExact(text: string, { words }: SearchQuery): boolean {
  const written = text.toLowerCase()
  return words.every(word => written.includes(word))
}
