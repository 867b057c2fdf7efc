/** The workbook, read again: text is text, days are days, numbers numbers, and the figures are those of every page. */
import { execFile } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { readSheet } from 'read-excel-file/node'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { eachReportTask, findReport, type ReportTask } from '../../src/domain/report.ts'
import { unzip } from '../../src/lib/zip.ts'
import { reportXlsx } from '../../src/reports/report-xlsx.ts'
import { rowXml } from '../../src/reports/xlsx-cell.ts'
import { cell } from '../support/database.ts'
import { insertManyTasks } from '../support/many-tasks.ts'
import { openTestOffice } from '../support/office.ts'
import { emptyReport, reportTask } from '../support/report.ts'
import { convertToPdf, findSoffice } from '../support/soffice.ts'

const skip = cell !== 'sqlite' && 'the same pages in every cell'
const headings = 4

async function bookOf(pages: ReportTask[][], report = emptyReport()): Promise<Buffer> {
  const out = new PassThrough()
  const bytes = buffer(out)
  const tasks = async function* () {
    yield* pages
  }
  await reportXlsx.write({ report, tasks, livingUrl: 'https://dondoc.example/committee' }, out, () => {})
  out.end()
  return bytes
}

/** What a reader gives back for a text: Excel's escapes are for Excel, and blanks at the ends are trimmed by it. */
const readable = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .toWellFormed()
    .replace(/(?![\t\n])[\p{Cc}\ufffe\uffff]/gu, '')
    .trim()

await t.test('any text comes back as it was, and never as a formula', { skip }, async t => {
  const unit = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('=1+1', '+84', '-5', '@SUM(A1)', '\t=1', '\r=1', '0123', 'Nguyễn & <Trần>', ' hai  đầu '),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(unit, { minLength: 1, maxLength: 12 }), async texts => {
      const bytes = await bookOf([texts.map(text => reportTask({ result: text, title: 'x' }))])
      const xml = String(
        unzip(bytes, name => name === 'xl/worksheets/sheet3.xml').get('xl/worksheets/sheet3.xml'),
      )
      t.notMatch(xml, /<f[ >]/)
      const rows = await readSheet(bytes, 'Nhiệm vụ', { trim: true })
      const read = rows.slice(headings).map(row => String(row[15] ?? ''))
      t.same(
        read.map(text => text.replaceAll('_x005F_', '_')),
        texts.map(readable),
      )
    }),
    { numRuns: 40 },
  )
})

await t.test(
  'a text that Excel could take for a formula is marked as text; a long one is cut',
  { skip },
  t => {
    t.match(rowXml(1, [{ kind: 'text', value: '=1+1' }]), /s="3" t="inlineStr"/)
    t.match(rowXml(1, [{ kind: 'text', value: 'một' }]), /s="2" t="inlineStr"/)
    t.match(rowXml(1, [{ kind: 'text', value: '_x0041_' }]), /_x005F_x0041_/)
    const long = rowXml(1, [{ kind: 'text', value: 'ă'.repeat(40_000) }])
    t.equal(/>(ă+…)</.exec(long)?.[1]?.length, 32_767)
    t.end()
  },
)

await t.test('days are days whatever zone the process lives in', { skip }, async t => {
  const script = `
    const { rowXml } = await import('${import.meta.dirname}/../../src/reports/xlsx-cell.ts')
    process.stdout.write(rowXml(1, [{ kind: 'day', value: '2018-12-28' }, { kind: 'day', value: '1899-12-31' }]))`
  for (const TZ of ['America/Los_Angeles', 'Pacific/Kiritimati', 'UTC']) {
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ },
    })
    const { stdout } = await run
    t.match(stdout, '<v>43462</v>', TZ)
    t.match(stdout, /t="inlineStr".*1899-12-31/, 'what Excel knows no day for is text')
  }
  const rows = await readSheet(await bookOf([[reportTask({ percent: 40 })]]), 'Nhiệm vụ')
  const row = rows[headings] ?? []
  t.same(row[13], new Date('2018-12-28T00:00:00Z'))
  t.same([row[0], row[2], row[17]], [1, 4, 40])
  t.equal(row[20], null)
})

await t.test('the figures of the sheets are those of the report, row by row and in all', async t => {
  const office = await openTestOffice(t)
  await insertManyTasks(office, 300)
  const db = office.database.reader
  const actor = (await findActor(db, office.person.bao, '2018-12-10'))!
  const query = { today: '2018-12-10' }
  const report = await findReport(db, actor, query)
  const pages: ReportTask[][] = []
  for await (const page of eachReportTask(db, actor, query)) pages.push(page)
  const bytes = await bookOf(pages, report)
  const units = (await readSheet(bytes, 'Theo đơn vị')).slice(headings)
  const tasks = (await readSheet(bytes, 'Nhiệm vụ')).slice(headings)
  const words = {
    done_on_time: 'Hoàn thành đúng hạn',
    done_late: 'Hoàn thành quá hạn',
    running_in_time: 'Đang thực hiện, trong hạn',
    running_late: 'Đang thực hiện, quá hạn',
  } as const
  const { total } = report
  t.ok(total.total > 100 && total.running_late > 0 && total.done_late + total.done_on_time > 0)
  t.same(
    Object.values(words).map(word => tasks.filter(row => row[21] === word).length),
    (Object.keys(words) as (keyof typeof words)[]).map(name => total[name]),
  )
  t.same(units.at(-1)?.slice(1, 8), [
    'Cộng',
    total.total,
    total.done_on_time,
    total.done_late,
    total.running_in_time,
    total.running_late,
    total.due_soon,
  ])
  for (const [at, unit] of report.units.entries()) {
    const mine = tasks.filter(row => row[7] === unit.name)
    t.equal(units[at]?.[1], unit.name)
    t.same(
      [units[at]?.[2], mine.filter(row => row[21] === words.running_late).length],
      [unit.figures.total, unit.figures.running_late],
    )
  }
  const apart = total.suspended + total.withdrawn + total.not_implemented
  t.equal(tasks.length, total.total + apart)
  const summary = await readSheet(bytes, 'Tổng hợp')
  const completion = summary.find(row => row[0] === 'Tỷ lệ hoàn thành')
  t.ok(Math.abs(Number(completion?.[1]) - total.done / total.total) < 1e-9)
  t.equal(completion?.[2], `${total.done} trên ${total.total} nhiệm vụ đã giao`)
})

await t.test('cycles have a sheet of their own, where there are any', { skip }, async t => {
  const cycle = { from: '2018-10-01', to: '2018-12-31', class: 'missed' } as const
  const bytes = await bookOf([
    [reportTask(), reportTask({ cycle, class: null })],
    [reportTask({ cycle, class: null })],
  ])
  const rows = await readSheet(bytes, 'Chu kỳ')
  t.same(
    rows.slice(headings).map(row => [row[0], row[10]]),
    [
      [1, 'Không báo cáo'],
      [2, 'Không báo cáo'],
    ],
  )
  t.equal((await readSheet(bytes, 'Nhiệm vụ')).length, headings + 1)
  await t.rejects(readSheet(await bookOf([[reportTask()]]), 'Chu kỳ'))
})

await t.test(
  'LibreOffice opens it and prints the headings on each page',
  { skip: skip || !findSoffice() },
  async t => {
    const many = Array.from({ length: 60 }, (_, n) =>
      reportTask({ code: `4.${n}`, quote: 'Đề nghị '.repeat(30) }),
    )
    const bytes = await bookOf([many])
    const pdf = await convertToPdf('table.xlsx', bytes)
    t.equal(String(pdf.subarray(0, 5)), '%PDF-')
    const book = String(unzip(bytes, name => name === 'xl/workbook.xml').get('xl/workbook.xml'))
    t.match(book, /_xlnm\.Print_Titles" localSheetId="2">'Nhiệm vụ'!\$4:\$4</)
  },
)
