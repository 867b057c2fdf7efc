import { readConfig } from '../config.ts'
import { migrate } from '../data/migrate.ts'
import { databaseLocation } from './office-database.ts'

/** Runs the migrations that are missing and names them. */
export async function migrateCommand(): Promise<number> {
  const names = await migrate(databaseLocation(readConfig()))
  console.log(names.length > 0 ? names.join('\n') : 'Cơ sở dữ liệu đã ở bản mới nhất.')
  return 0
}
