import { readConfig } from '../config.ts'
import { migrate } from '../data/migrate.ts'
import { databaseLocation } from './office-database.ts'
import { openLog, untilStopped } from './program.ts'
import { announce, serveWeb } from './serve-web.ts'

export const webDescription = 'chỉ chạy trang web · the web process alone'

/** Runs the pages alone; a worker elsewhere looks for their events each second. */
export const webCommand = async (_args: string[]): Promise<number> => {
  const config = readConfig()
  const log = openLog(config.logLevel)
  const stopped = untilStopped()
  await migrate(databaseLocation(config))
  const web = await serveWeb(config, log, () => {})
  announce(web)
  await stopped
  await web.close()
  process.exit(0)
}
