import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { reportFormats } from '../../src/reports/format.ts'
import type { TestOffice } from '../support/office.ts'
import { size } from './seed.ts'

type Report = (name: string, value: number, unit: string, aim?: number) => void

/** For 100,000 tasks; fewer are given as much less. */
const aims = { seconds: 20, megabytes: 300 }

/** Every task of the office as a file of each format, each in a process of its own, for its memory. */
export async function exportsOf(report: Report, office: TestOffice): Promise<void> {
  console.log(`\n# exports (${size.tasks} tasks; BENCH_TASKS=100000 npm run bench -- exports)`)
  const { place } = office.database
  const where = 'url' in place ? place.url : place.file
  for (const { id } of reportFormats) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, 'export-child.ts'),
      where,
      office.person.tuyet,
      id,
    ])
    const { seconds, megabytes, rows, bytes } = JSON.parse(stdout) as Record<string, number>
    const share = size.tasks / 100_000
    report(`${id}: ${rows} tasks read and written`, seconds ?? 0, 's', aims.seconds * share)
    report(`${id}: peak resident memory`, megabytes ?? 0, 'MB', aims.megabytes)
    report(`${id}: the file`, (bytes ?? 0) / 1e6, 'MB')
  }
}
