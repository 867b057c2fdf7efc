import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { splitFile } from '../../src/web/split-conclusion.ts'
import { makeDocx } from '../support/docx.ts'
import { linesFrom, makePdf } from '../support/pdf.ts'

type Report = (name: string, value: number, unit: string, aim?: number) => void

const pages = 100
const words =
  'Đoàn thanh tra ghi nhận nhà trường đã ban hành quy chế thực hiện dân chủ, công khai tài chính và tổ chức đối thoại với viên chức'
const ask = 'Đề nghị Phòng Tổ chức cán bộ rà soát hồ sơ, báo cáo kết quả trước ngày 30/12/2018.'

/** Pages as Decree 30/2020 sets them hold some 2,600 characters. A conclusion of a hundred pages from file to proposals, and how long anybody else's page waits meanwhile. */
export async function reading(report: Report): Promise<void> {
  console.log(`\n# reading (a document of ${pages} pages)`)
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-bench-'))
  const files = { docx: docxOf(), pdf: pdfOf() }
  // As bin/dondoc.mjs does, but beginning with nothing compiled: the first of each kind is the first after an install.
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled')
  for (const [extension, bytes] of Object.entries(files)) {
    const path = join(folder, `a.${extension}`)
    writeFileSync(path, bytes)
    for (const time of ['the first ever', 'again']) await readOnce(report, path, extension, time)
  }
  delete process.env.NODE_COMPILE_CACHE
  rmSync(folder, { recursive: true, force: true })
}

async function readOnce(report: Report, path: string, extension: string, time: string): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const started = performance.now()
  const { choices } = await splitFile(path, extension)
  report(`${extension}, read and split, ${time}`, performance.now() - started, 'ms', 1_000)
  delay.disable()
  report(`${extension}, longest wait of the event loop`, delay.max / 1e6, 'ms', 50)
  if (choices.length < pages) throw new Error(`only ${choices.length} proposals of the ${extension}`)
}

function docxOf(): Buffer {
  const page = (n: number) => [
    `${n}. ${ask}`,
    ...Array.from({ length: 7 }, () => `${words}. ${words}; ${words}.`),
  ]
  return makeDocx(['III. KIẾN NGHỊ', ...Array.from({ length: pages }, (_, n) => page(n + 1)).flat()])
}

function pdfOf(): Buffer {
  const line = words.slice(0, 78)
  return makePdf(
    Array.from({ length: pages }, (_, n) => [
      { text: 'KẾT LUẬN THANH TRA', x: 220, y: 815, size: 9 },
      ...linesFrom(785, [
        ...(n === 0 ? ['III. KIẾN NGHỊ'] : []),
        ...Array<string>(15).fill(line),
        'Đã xong.',
        `${n + 1}. ${ask}`,
        ...Array<string>(18).fill(line),
      ]),
      { text: String(n + 1), x: 300, y: 25, size: 9 },
    ]),
  )
}
