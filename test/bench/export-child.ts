/** One file of one format out of the database that is named, as the worker makes it: prints what it took. */
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { findActor } from '../../src/data/actor.ts'
import { openDatabase } from '../../src/data/database.ts'
import { eachReportTask, findReport } from '../../src/domain/report.ts'
import { reportFormats } from '../../src/reports/format.ts'

const [, , where = '', personId = '', id = ''] = process.argv
const today = '2018-12-10'
const folder = mkdtempSync(join(tmpdir(), 'dondoc-bench-'))
const database = openDatabase(where.includes('://') ? { url: where } : { file: where })
try {
  const format = reportFormats.find(one => one.id === id)
  const actor = await findActor(database.reader, personId, today)
  if (!format || !actor) throw new Error(`no format ${id} or person ${personId}`)
  const started = performance.now()
  const report = await findReport(database.reader, actor, { today })
  const file = join(folder, `report.${format.extension}`)
  const out = createWriteStream(file)
  let rows = 0
  const tasks = () => eachReportTask(database.reader, actor, { today })
  const source = { report, tasks, livingUrl: 'https://dondoc.example/committee' }
  await format.write(source, out, count => (rows = count))
  if (!out.writableEnded) out.end()
  await finished(out)
  const seconds = (performance.now() - started) / 1000
  // Kilobytes, the most that the process ever held.
  const megabytes = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ seconds, megabytes, rows, bytes: statSync(file).size }))
} finally {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
}
