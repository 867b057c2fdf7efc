import type { Config } from '../config.ts'
import { type Database, type DatabaseLocation, openDatabase } from '../data/database.ts'
import type { ChainKey } from '../domain/occasion.ts'
import { deriveKey } from '../lib/derive-key.ts'

/** Where the settings say that the data lives. */
export function databaseLocation(config: Config): DatabaseLocation {
  return config.databaseUrl ? { url: config.databaseUrl } : { file: config.sqlitePath }
}

/** The ring that seals and verifies events, each key derived under its own label (DECISIONS 5). */
export function chainKeys(config: Config): ChainKey[] {
  return config.secrets.map(({ id, secret }) => ({ id, key: deriveKey(secret, 'event-chain') }))
}

/** Opens the office's database for one piece of work and closes it after. */
export async function withOfficeDatabase<T>(
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = openDatabase(databaseLocation(config))
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
