import { readConfig } from '../config.ts'
import { migrate } from '../data/migrate.ts'
import { keepWorker } from './keep-worker.ts'
import { databaseLocation } from './office-database.ts'
import { openLog, untilStopped } from './program.ts'
import { announce, serveWeb } from './serve-web.ts'

export const startDescription = 'chạy trang web và bộ phận gửi thư bằng một lệnh · web and worker together'

/** Runs web and worker with one command: the pages in this process, the worker in a child that is kept alive. */
export const startCommand = async (_args: string[]): Promise<number> => {
  const config = readConfig()
  const log = openLog(config.logLevel)
  const stopped = untilStopped()
  await migrate(databaseLocation(config))
  const worker = keepWorker(log)
  try {
    const web = await serveWeb(config, log, worker.nudge)
    announce(web)
    await stopped
    await Promise.all([web.close(), worker.stop()])
    process.exit(0)
  } catch (error) {
    await worker.stop()
    throw error
  }
}
