/** The report as it goes into the room: what its XML and its pages hold, and that its numbers are those of the figures. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import jsqr from 'jsqr'
import mammoth from 'mammoth'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { findFigures } from '../../src/domain/figures.ts'
import { eachReportTask, findReport } from '../../src/domain/report.ts'
import type { ReportTask } from '../../src/domain/report-task.ts'
import { unzip } from '../../src/lib/zip.ts'
import { reportDocx } from '../../src/reports/report-docx.ts'
import { reportPdf } from '../../src/reports/report-pdf.ts'
import { mostRows } from '../../src/reports/report-text.ts'
import type { DocumentSource } from '../../src/reports/write-document.ts'
import { cell } from '../support/database.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'
import { convertToPdf, findSoffice } from '../support/soffice.ts'

t.setTimeout(160_000)
const skip =
  cell !== 'sqlite' ? 'the same pages in every cell' : !existsSync('/usr/bin/pdftoppm') && 'no poppler here'
const livingUrl = 'https://dondoc.example/committee?as_of=2018-12-17'
const today = '2018-12-17'

async function sourceOf(office: TestOffice, more: { asOf?: string } = {}): Promise<DocumentSource> {
  const db = office.database.reader
  const actor = await findActor(db, office.person.tuyet, today)
  if (!actor) throw new Error('no secretary')
  const query = { today, ...more }
  return {
    report: await findReport(db, actor, query),
    tasks: () => eachReportTask(db, actor, query),
    livingUrl,
  }
}

async function written(
  format: typeof reportDocx | typeof reportPdf,
  source: DocumentSource,
): Promise<Buffer> {
  const out = new PassThrough()
  const chunks: Buffer[] = []
  out.on('data', chunk => chunks.push(chunk as Buffer))
  await format.write(source, out, () => {})
  return Buffer.concat(chunks)
}

/** One task late, one done on time with a document, one due soon, with words that are no plain letters. */
async function liveOffice(office: TestOffice) {
  const { appointment, unit } = office
  const done = await office.issued('2018-11-20', '2018-12-14', { title: '=SUM(A1) <b>&amp; "Quy chế"' })
  await office.act('phuc', '2018-11-21', 'receive', done, { officerId: appointment.hanh })
  await office.database.writer
    .insertInto('evidence')
    .values({
      id: done.replace(/.$/, '0'),
      task_id: done,
      task_update_id: null,
      kind: 'document',
      state: 'pending',
      file_id: null,
      document_no: '41/QĐ-SGDĐT',
      document_on: '2018-12-07',
      statement: '',
      person_id: office.person.phuc,
      created_at: '2018-12-07T02:00:00.000Z',
    })
    .execute()
  await office.act('phuc', '2018-12-07', 'report', done, {
    text: 'Đã ban hành Quy chế',
    claimedOn: '2018-12-07',
  })
  await office.act('khoi', '2018-12-10', 'verify', done, { note: '' })
  await office.issued('2018-11-20', '2018-12-05')
  await office.issued('2018-11-20', '2018-12-19', { leadUnitId: unit.gdth })
}

await t.test('the DOCX is an official document by Nghị định 30/2020', { skip }, async t => {
  const office = await openTestOffice(t)
  await liveOffice(office)
  const bytes = await written(reportDocx, await sourceOf(office))
  const parts = unzip(bytes, name => name.endsWith('.xml'))
  const xml = parts.get('word/document.xml')?.toString('utf8') ?? ''
  const sections = [...xml.matchAll(/<w:sectPr\b[\s\S]*?<\/w:sectPr>/g)].map(found => found[0])
  t.equal(sections.length, 2)
  t.match(sections[0], /<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"\/>/)
  t.match(sections[0], /w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/)
  t.match(sections[1], /<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/)
  for (const section of sections) t.match(section, /<w:pgNumType w:start="1"[\s\S]*<w:titlePg\/>/)
  t.match(parts.get('word/styles.xml')?.toString('utf8'), /w:ascii="Times New Roman"/)
  t.match(xml, /Số: {7}\/BC-SGDĐT/)
  t.match(xml, /Vĩnh Long, ngày {6}tháng 12 năm 2018/)
  t.notMatch(xml, /_{3}|<w:u /, 'no line of underscores and no underlined words')
  const head = /<w:tbl>[\s\S]*?<\/w:tbl>/.exec(xml)?.[0] ?? ''
  t.match(head, /<w:top w:val="none"[\s\S]*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/)
  t.equal([...head.matchAll(/<w:pBdr><w:top w:val="single"/g)].length, 2, 'both lines are drawn')
  t.equal([...xml.matchAll(/<w:tblHeader\/>/g)].length, 3, 'every grid repeats its head')
  t.equal(xml, xml.normalize('NFC'))
  const text = (await mammoth.extractRawText({ buffer: bytes })).value
  t.match(text, /Nhiệm vụ 1\.1: =SUM\(A1\) <b>&amp; "Quy chế"/)
  t.match(text, /2\.1\. Kiến nghị 1: “Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp\.”/)
  t.match(text, /\+ Minh chứng: Văn bản số 41\/QĐ-SGDĐT ngày 07\/12\/2018\./)
  t.match(text, /Tổng số nhiệm vụ giao 03: hoàn thành 01 \(đúng hạn 01, quá hạn 0\)/)
  t.match(text, /Tỷ lệ quá hạn: 50,0% \(01 trên 02 nhiệm vụ hoàn thành hoặc đang quá hạn\)/)
  t.match(text, /xem xét, cho ý kiến chỉ đạo\.\/\./)
})

await t.test('the number in every format is that of the figures, on any day', { skip }, async t => {
  const office = await openTestOffice(t)
  await liveOffice(office)
  const actor = await findActor(office.database.reader, office.person.tuyet, today)
  if (!actor) throw new Error('no secretary')
  for (const asOf of ['2018-12-06', today]) {
    const { total, units } = await findFigures(office.database.reader, actor, { today, asOf })
    const source = await sourceOf(office, { asOf })
    const rows: ReportTask[] = []
    for await (const page of source.tasks()) rows.push(...page)
    for (const key of ['done_on_time', 'done_late', 'running_in_time', 'running_late'] as const)
      t.equal(rows.filter(row => row.class === key).length, total[key], `${key} as of ${asOf}`)
    t.equal(rows.filter(row => row.dueSoon).length, total.due_soon)
    const docx = (await mammoth.extractRawText({ buffer: await written(reportDocx, source) })).value
    const pdf = pdfText(await written(reportPdf, source))
    const two = (n: number) => (n > 0 && n < 10 ? `0${n}` : String(n))
    const sentence = new RegExp(
      `Tổng số nhiệm vụ giao ${two(total.total)}: hoàn thành ${two(total.done)} \\(đúng hạn ${two(total.done_on_time)}, quá hạn ${two(total.done_late)}\\);\\s+đang\\s+thực hiện trong hạn ${two(total.running_in_time)}`,
    )
    t.match(docx, sentence)
    t.match(pdf.replace(/\s+/g, ' '), sentence)
    for (const { unit, figures } of units)
      t.match(
        docx.replace(/\s+/g, ' '),
        `${unit.name} ${figures.total} ${figures.done_on_time} ${figures.done_late} ${figures.running_in_time} ${figures.running_late}`,
      )
  }
})

await t.test('the PDF can be read by people and by phones', { skip }, async t => {
  const office = await openTestOffice(t)
  await liveOffice(office)
  const pdf = await written(reportPdf, await sourceOf(office))
  const text = pdfText(pdf)
  t.match(text, /Độc lập - Tự do - Hạnh phúc/)
  t.match(text, /BẢNG THEO DÕI KẾT QUẢ THỰC HIỆN KIẾN NGHỊ/)
  t.equal(text, text.normalize('NFC'))
  const codes = pagesOf(pdf).map(({ data, width, height }) => jsqr.default(data, width, height)?.data)
  t.same(codes.filter(Boolean), [livingUrl])
})

await t.test(
  'LibreOffice opens the DOCX, and its annex lies across',
  { skip: skip || (!findSoffice() && 'no LibreOffice here') },
  async t => {
    const office = await openTestOffice(t)
    await liveOffice(office)
    const pdf = await convertToPdf('bao-cao.docx', await written(reportDocx, await sourceOf(office)))
    const pages = pagesOf(pdf)
    t.ok((pages.at(-1)?.width ?? 0) > (pages.at(-1)?.height ?? 0))
    t.ok((pages[0]?.height ?? 0) > (pages[0]?.width ?? 0))
    t.match(pdfText(pdf), /PHỤ LỤC/)
  },
)

await t.test('what is too long for reading ends, says so and leads on', { skip }, async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-05')
  const source = await sourceOf(office)
  const [page = []] = await Array.fromAsync(source.tasks())
  const [task] = page
  if (!task) throw new Error('no task')
  let pages = 0
  async function* many() {
    for (; pages < 20; pages++)
      yield Array.from({ length: 500 }, (_, at) => ({ ...task, id: `${pages}-${at}` }) as ReportTask)
  }
  const docx = await written(reportDocx, { ...source, tasks: many })
  t.equal(pages, 0, 'no page is read beyond what is shown')
  const text = (await mammoth.extractRawText({ buffer: docx })).value
  t.match(text, new RegExp(`Bảng này ghi ${mostRows} nhiệm vụ đầu tiên.*\\(XLSX\\)`))
  t.match(text, new RegExp(`\\n${mostRows}\\n`))
})

function pdfText(pdf: Buffer): string {
  return inFolder(pdf, folder => {
    execFileSync('/usr/bin/pdftotext', ['-layout', join(folder, 'a.pdf'), join(folder, 'a.txt')])
    return readFileSync(join(folder, 'a.txt'), 'utf8')
  })
}

/** The pages as pictures of four bytes a pixel. */
function pagesOf(pdf: Buffer): { data: Uint8ClampedArray; width: number; height: number }[] {
  return inFolder(pdf, folder => {
    execFileSync('/usr/bin/pdftoppm', ['-r', '110', join(folder, 'a.pdf'), join(folder, 'p')])
    const names = readdirSync(folder).filter(name => name.endsWith('.ppm'))
    return names.sort().map(name => pictureOf(readFileSync(join(folder, name))))
  })
}

function pictureOf(ppm: Buffer) {
  const [head = '', width = '0', height = '0'] =
    /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.toString('latin1', 0, 40)) ?? []
  const pixels = ppm.subarray(head.length)
  const data = new Uint8ClampedArray((pixels.length / 3) * 4)
  for (let at = 0; at < pixels.length / 3; at++)
    data.set([pixels[at * 3]!, pixels[at * 3 + 1]!, pixels[at * 3 + 2]!, 255], at * 4)
  return { data, width: Number(width), height: Number(height) }
}

function inFolder<T>(pdf: Buffer, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-pdf-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
