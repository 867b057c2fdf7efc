import { readConfig } from '../config.ts'
import { migrate } from '../data/migrate.ts'
import { WorkerLockTaken } from '../queue/queue.ts'
import { startWorker } from '../worker.ts'
import { databaseLocation } from './office-database.ts'
import { openLog, untilStopped } from './program.ts'

export const workerDescription = 'chỉ chạy bộ phận gửi thư · the worker process alone'

/** Runs the worker until it is told to stop; under `start` it ends with its parent and is nudged by it. */
export const workerCommand = async (_args: string[]): Promise<number> => {
  const config = readConfig()
  const log = openLog(config.logLevel)
  const stopped = untilStopped()
  await migrate(databaseLocation(config))
  try {
    const worker = await startWorker({ config, log })
    process.on('message', message => {
      if (message === 'nudge') worker.nudge()
    })
    await stopped
    await worker.stop()
    process.exit(0)
  } catch (error) {
    if (!(error instanceof WorkerLockTaken)) throw error
    console.error(`dondoc: một bộ phận gửi thư khác đang chạy trên thư mục này (${error.path}).`)
    return 1
  }
}
