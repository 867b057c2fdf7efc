import { fold } from '../lib/fold.ts'
import { matchUnit, type UnitDirectory } from './unit-match.ts'

/** Names of the office's units as spreadsheets write them: the id, or undefined for what is none or several. */
export type UnitNames = (written: string) => string | undefined

/** What parts the names of a cell that lists several; a unit's own name may hold a comma too. */
export const betweenNames = /[;,\n]+/

/**
 * Matches names as those of a conclusion are matched, with what people chose before. What fits two units fits none, and
 * a list of names is no name although one of its units could be told from it: a person says which.
 */
export function unitNames(directory: UnitDirectory): UnitNames {
  // A table names a few units on thousands of rows.
  const known = new Map<string, string | undefined>()
  return written => {
    if (!known.has(written)) known.set(written, unitBy(written, directory))
    return known.get(written)
  }
}

function unitBy(written: string, directory: UnitDirectory): string | undefined {
  const match = matchUnit(written, directory)
  if (match.kind !== 'unit') return undefined
  return match.by === 'name' && holdsUnit(written, directory) ? undefined : match.unitId
}

/** "Phòng TCCB, Sở Nội vụ": one of the parts is a unit by itself. */
function holdsUnit(written: string, directory: UnitDirectory): boolean {
  const parts = written.split(betweenNames).filter(part => part.trim() !== '')
  return parts.length > 1 && parts.some(part => matchUnit(part, directory).kind === 'unit')
}

/** What two ways of writing one unit's name have in common. */
export function unitKey(name: string): string {
  return fold(name)
    .replaceAll('&', ' va ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
