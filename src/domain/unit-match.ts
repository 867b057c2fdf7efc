import type { Row } from '../data/schema.ts'
import { fold } from '../lib/fold.ts'
import { isGroup, namedUnit, unitWords } from './unit-words.ts'

export type MatchedUnit = Pick<Row<'unit'>, 'id' | 'name' | 'short_name' | 'path' | 'is_organisation'>

/** How a name in a document was understood. `ask`: the likeliest units first, for a person to choose one. */
export type UnitMatch =
  | { kind: 'unit'; unitId: string; by: 'name' | 'alias' }
  | { kind: 'ask'; candidates: string[] }
  | { kind: 'group' }
  | { kind: 'unknown' }

/** The units of an organisation by what they are called. */
export interface UnitDirectory {
  aliases: ReadonlyMap<string, string>
  names: ReadonlyMap<string, readonly string[]>
  /** Names without the word for what kind of unit it is: "Tổ chức cán bộ". */
  tails: ReadonlyMap<string, readonly string[]>
  units: readonly { id: string; words: string; names: readonly string[] }[]
}

/** Candidates that a person is asked to choose from before all others. */
const mostCandidates = 6
const shortestTail = 2

/** The form in which aliases are remembered: nothing is guessed of them. */
export function aliasKey(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * The directory of the units under an organisation, which is one of them. `former`: names that units went by before,
 * which tell a unit only where no present name does.
 */
export function unitDirectory(
  units: readonly MatchedUnit[],
  aliases: readonly { folded: string; unit_id: string }[],
  former: readonly { name: string; unit_id: string }[] = [],
): UnitDirectory {
  const own = units.toSorted((a, b) => a.path.length - b.path.length)
  const names = new Map<string, string[]>()
  const tails = new Map<string, string[]>()
  const root = own[0]
  const called = own.map(unit => {
    const words = unitWords(unit.name)
    return { id: unit.id, words, names: [...namesOf(unit, words, unit === root)] }
  })
  for (const { id, words, names: all } of called) {
    for (const key of all) add(names, key, id)
    add(tails, tailOf(withoutOffice(words)), id)
  }
  const known = new Set(own.map(unit => unit.id))
  const present = new Set(names.keys())
  for (const { name, unit_id } of former) {
    const key = unitWords(name)
    if (known.has(unit_id) && !present.has(key)) add(names, key, unit_id)
  }
  return {
    aliases: new Map(aliases.filter(one => known.has(one.unit_id)).map(one => [one.folded, one.unit_id])),
    names,
    tails,
    units: called,
  }
}

/** Which unit a document means. Names that fit several are asked; several units at once are no unit. */
export function matchUnit(name: string, directory: UnitDirectory): UnitMatch {
  const alias = directory.aliases.get(aliasKey(name))
  if (alias) return { kind: 'unit', unitId: alias, by: 'alias' }
  const words = namedUnit(name)
  if (words === '') return { kind: 'unknown' }
  const exact = directory.names.get(words) ?? directory.names.get(withoutOffice(words))
  if (exact) return oneOf(exact)
  if (isGroup(name)) return { kind: 'group' }
  const byTail = directory.tails.get(withoutOffice(words))
  if (byTail && words.split(' ').length >= shortestTail) return oneOf(byTail)
  const candidates = likely(words, directory)
  return candidates.length > 0 ? { kind: 'ask', candidates } : { kind: 'unknown' }
}

function oneOf(ids: readonly string[]): UnitMatch {
  const [only] = ids
  if (ids.length === 1 && only !== undefined) return { kind: 'unit', unitId: only, by: 'name' }
  return { kind: 'ask', candidates: ids.slice(0, mostCandidates) }
}

function namesOf(unit: MatchedUnit, words: string, isRoot: boolean): Set<string> {
  const kind = words.split(' ')[0] ?? ''
  const short = [
    unitWords(unit.short_name),
    fold(unit.short_name)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  ]
  const withKind = short.flatMap(one => (one.startsWith(`${kind} `) ? [one] : [one, `${kind} ${one}`]))
  const office = isRoot ? [kind, `ban giam doc ${kind}`, `giam doc ${kind}`, 'ban giam doc'] : []
  return new Set([words, withoutOffice(words), ...withKind, ...office].filter(Boolean))
}

/** "Văn phòng Sở", "Phòng Tổ chức cán bộ thuộc Sở Giáo dục và Đào tạo tỉnh Vĩnh Long": the unit alone. */
function withoutOffice(words: string): string {
  return words.replace(
    /(?<=\S) (?:(?:cua|thuoc|truc thuoc) )?(?:so|co quan so)(?: (?:giao duc|noi vu|y te).*)?$/,
    '',
  )
}

/** Without the word for what kind of unit it is. */
function tailOf(words: string): string {
  return words.replace(/^(?:phong|ban|truong|trung tam|van phong|so|cong doan|doan) /, '')
}

/** Units one of whose names stands within the words, or whose own holds all of them; the longest agreement first. */
function likely(words: string, { units }: UnitDirectory): string[] {
  const asked = words.split(' ')
  const scored = units.map(unit => {
    const within = unit.names.filter(name => name.includes(' ') && ` ${words} `.includes(` ${name} `))
    const longest = Math.max(0, ...within.map(name => name.length))
    const shared = asked.filter(word => ` ${unit.words} `.includes(` ${word} `)).length
    const holds = shared === asked.length && asked.length >= shortestTail
    return { id: unit.id, score: longest || (holds ? shared : 0) }
  })
  return scored
    .filter(one => one.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, mostCandidates)
    .map(one => one.id)
}

function add(index: Map<string, string[]>, key: string, id: string): void {
  if (key === '') return
  const known = index.get(key) ?? []
  if (!known.includes(id)) index.set(key, [...known, id])
}
