/** The CSV, read again: nothing in it is worked out by a spreadsheet, numbers are numbers and days ISO. */
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import t from 'tap'
import type { ReportTask } from '../../src/domain/report.ts'
import { guarded, reportCsv } from '../../src/reports/report-csv.ts'
import { cell } from '../support/database.ts'
import { emptyReport, reportTask } from '../support/report.ts'

const skip = cell !== 'sqlite' && 'the same pages in every cell'

async function csvOf(tasks: ReportTask[]): Promise<string> {
  const out = new PassThrough()
  const csv = text(out)
  const pages = async function* () {
    for (const task of tasks) yield [task]
  }
  await reportCsv.write({ report: emptyReport(), tasks: pages, livingUrl: '' }, out, () => {})
  out.end()
  return csv
}

/** RFC 4180 with semicolons, written out plainly. */
function parse(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n)/gy)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ';') continue
    rows.push(row)
    row = []
  }
  return rows
}

await t.test(
  'begins with the mark of UTF-8, separates by semicolons and ends lines with CR LF',
  { skip },
  async t => {
    const csv = await csvOf([reportTask({ coUnits: ['Văn phòng Sở', 'Công đoàn ngành'], percent: 40 })])
    // `text` swallows the mark, as every decoder does.
    const out = new PassThrough()
    await reportCsv.write(
      { report: emptyReport(), tasks: async function* () {}, livingUrl: '' },
      out,
      () => {},
    )
    t.same([...(out.read() as Buffer).subarray(0, 3)], [0xef, 0xbb, 0xbf])
    const [head, line] = parse(csv)
    t.same(head?.slice(0, 3), ['STT', 'Số cuộc kiểm tra', 'Kiến nghị số'])
    t.same(
      [line?.[0], line?.[8], line?.[13], line?.[17]],
      ['1', 'Văn phòng Sở; Công đoàn ngành', '2018-12-28', '40'],
    )
    t.match(csv, /\n1;"KTra-2018-01";4;/, 'numbers stand without quotes')
    t.ok(csv.endsWith('\r\n'))
  },
)

await t.test('any text is whole, and none begins as a formula does', { skip }, async t => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '=1+1',
      '+84 270',
      '-5',
      '@x',
      '\t=1',
      '\r=1',
      '\0=1',
      ' =1',
      '\u00a0=1',
      '"; =1',
      'a;b',
      'a\r\nb',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 10 }), async all => {
      const rows = parse(await csvOf(all.map(result => reportTask({ result }))))
      t.equal(rows.length, all.length + 1)
      for (const [at, row] of rows.slice(1).entries()) {
        const value = row[15] ?? ''
        t.notMatch(value, /^\s*[=+\-@]/)
        t.notMatch(value, /^[\t\r\0]/)
        t.equal(
          value.replace(/^'/, '').toWellFormed(),
          (all[at] ?? '').replaceAll('\0', '').replace(/^'/, '').toWellFormed(),
        )
      }
    }),
    { numRuns: 60 },
  )
  t.same([guarded('=1'), guarded('5'), guarded('một')], ["'=1", '5', 'một'])
})
