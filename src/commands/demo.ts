import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { migrate } from '../data/migrate.ts'
import { findOffice } from '../data/office.ts'
import { createLetterComposer } from '../mail/compose.ts'
import { createRenderer } from '../render/renderer.ts'
import { openSample } from '../sample/open-sample.ts'
import { chainKeys, databaseLocation, withOfficeDatabase } from './office-database.ts'
import { startCommand } from './start.ts'

/**
 * Opens the sample at once and starts web and worker on it, in `data/demo` unless DATA_DIR names another folder, so
 * that a real office beside it is never touched. A sample that stands already goes on where its clock is.
 */
export async function demoCommand(args: string[]): Promise<number> {
  // Set before anything reads it: the worker, a child of this process, must find the same folder.
  process.env.DATA_DIR ??= join('data', 'demo')
  const config = readConfig()
  await migrate(databaseLocation(config))
  await withOfficeDatabase(config, async ({ reader, writer }) => {
    if (await findOffice(reader)) return
    console.log('Đang mở bản mẫu…')
    const compose = createLetterComposer(
      createRenderer({ viewsDir: join(import.meta.dirname, '../../views') }),
      config,
    )
    await openSample({ db: writer, keys: chainKeys(config), now: () => new Date(), compose })
  })
  return startCommand(args)
}
