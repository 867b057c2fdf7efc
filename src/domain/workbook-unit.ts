import type { Row } from '../data/schema.ts'
import { fold } from '../lib/fold.ts'

type NamedUnit = Pick<Row<'unit'>, 'id' | 'name' | 'short_name'>

/** Names of the office's units as spreadsheets write them: the id, or undefined for what is none or several. */
export type UnitNames = (written: string) => string | undefined

/**
 * Matches names without regard to case, diacritics and marks: the full one, the short one, or the short one behind its
 * kind ("Phòng TCCB"). What fits two units fits none: a person says which.
 */
export function unitNames(units: NamedUnit[]): UnitNames {
  const known = new Map<string, Set<string>>()
  const add = (name: string, id: string) => {
    if (name !== '') known.set(name, (known.get(name) ?? new Set()).add(id))
  }
  for (const { id, name, short_name } of units) {
    const short = unitKey(short_name)
    add(unitKey(name), id)
    add(short, id)
    const kind = unitKey(name).split(' ')[0] ?? ''
    if (short !== '' && !short.startsWith(`${kind} `)) add(`${kind} ${short}`, id)
  }
  return written => {
    const [only, ...others] = known.get(unitKey(written)) ?? []
    return others.length === 0 ? only : undefined
  }
}

/** What two ways of writing one unit's name have in common. */
export function unitKey(name: string): string {
  return fold(name)
    .replaceAll('&', ' va ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
