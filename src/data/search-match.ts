import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { isBeginning, type SearchQuery } from '../lib/search-words.ts'
import { isSqlite } from './dialect/kind.ts'
import type { Db } from './schema.ts'

/** Which of the hits: all, those that are as typed to the letter, or the others. */
export type Tier = 'all' | 'exact' | 'rest'

/** A MATCH of SQLite's index: words and beginnings of words are both whole words there. */
export function sqliteMatch({ words, exact }: SearchQuery, tier: Tier): string {
  const all = (list: string[]) => list.map(word => `"${word}"`).join(' AND ')
  if (tier === 'all') return all(words)
  return tier === 'exact' ? all(exact) : `(${all(words)}) NOT (${all(exact)})`
}

/** A tsquery of the same. */
export function postgresMatch({ words, exact }: SearchQuery, tier: Tier): string {
  const all = (list: string[]) =>
    list.map(word => (isBeginning(word) ? `'${word}':*` : `'${word}'`)).join(' & ')
  if (tier === 'all') return all(words)
  return tier === 'exact' ? all(exact) : `(${all(words)}) & !(${all(exact)})`
}

/** The same read off the words of an entry themselves, where few entries are looked at. */
export function wordsMatch(query: SearchQuery, tier: Tier, words: RawBuilder<string>): Expression<SqlBool> {
  const all = (list: string[]) => {
    const each = list.map(
      word => sql`' ' || ${words} || ' ' like ${isBeginning(word) ? `% ${word}%` : `% ${word} %`}`,
    )
    return sql`(${sql.join(each, sql` and `)})`
  }
  if (tier === 'all') return sql<boolean>`${all(query.words)}`
  if (tier === 'exact') return sql<boolean>`${all(query.exact)}`
  return sql<boolean>`${all(query.words)} and not ${all(query.exact)}`
}

/** Whether an entry of this number matches, as a condition that the index answers on either database. */
export function indexMatch(db: Db, query: SearchQuery, tier: Tier): RawBuilder<SqlBool> {
  if (isSqlite(db)) return sql<boolean>`search_word match ${sqliteMatch(query, tier)}`
  return sql<boolean>`e.vector @@ ${postgresMatch(query, tier)}::tsquery`
}
