/** A report is asked for, watched and fetched in a real browser, with JavaScript and without. */
import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import t, { type Test } from 'tap'
import { findNextExport } from '../../src/data/export.ts'
import { noteExportProgress } from '../../src/domain/export-making.ts'
import { beatWorker } from '../../src/domain/worker-beat.ts'
import { makeExportJob } from '../../src/jobs/make-export.ts'
import type { JobParts } from '../../src/jobs/parts.ts'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { exportRow } from '../support/export.ts'
import { openTestJobs } from '../support/jobs.ts'
import { insertManyTasks } from '../support/many-tasks.ts'
import { openTestOffice } from '../support/office.ts'
import { openTestApp, signInAs } from '../support/web.ts'

t.setTimeout(160_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false
const never = new AbortController().signal
/** Where pictures of the pages go, to be looked at; none are taken unless it is set. */
const pictures = process.env.TEST_PICTURES ?? ''

const looks = [
  { width: 1280, colorScheme: 'light', javaScriptEnabled: true },
  { width: 390, colorScheme: 'dark', javaScriptEnabled: true },
  { width: 390, colorScheme: 'light', javaScriptEnabled: false },
] as const

await t.test('reports are asked for, watched and fetched', { skip }, async t => {
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  for (const look of looks) await fetchReport(t, browser, look)
})

/** An app whose worker is played by hand: it makes an export when a nudge comes, and holds it while `held` says so. */
async function openPlace(t: Test) {
  const office = await openTestOffice(t)
  await insertManyTasks(office, 120)
  const jobs = openTestJobs(t, office, null)
  await beatWorker(office.database.writer, jobs.worker, jobs.now(), { host: 'x', pid: 1 })
  const gate = Promise.withResolvers<void>()
  const state = { held: false }
  const parts: JobParts = {
    ...jobs,
    files: {
      ...jobs.files,
      async make(write) {
        if (state.held) await gate.promise
        return jobs.files.make(write)
      },
    },
  }
  const run = async () => {
    const id = await findNextExport(office.database.reader)
    if (id) await makeExportJob(parts, { id }, never)
  }
  const app = await openTestApp(t, office, { files: jobs.files, nudge: () => void run() })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return { office, app, url, state, gate }
}

async function fetchReport(t: Test, browser: Browser, look: (typeof looks)[number]): Promise<void> {
  const { width, colorScheme, javaScriptEnabled } = look
  const { office, app, url, state, gate } = await openPlace(t)
  const { cookies } = await signInAs(app, office, 'tuyet')
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    javaScriptEnabled,
    acceptDownloads: true,
  })
  const place = { url: url.replace('http:', 'https:'), secure: true, httpOnly: true }
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, ...place })))
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const faults = watchPage(page)
  const check = async (name: string) => {
    await picture(page, `${name}-${width}-${colorScheme}${javaScriptEnabled ? '' : '-bare'}`)
    if (!javaScriptEnabled) return
    const wider = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    t.same([await violationsOf(page), wider > 0], [[], false], `${name} at ${width} px`)
  }

  await page.goto(`${url}/reports`)
  await check('none')
  await page.getByLabel('Bảng theo dõi (XLSX)').check()
  await page.locator('select[name=unitId]').selectOption(office.unit.gdth)
  await page.locator('#report-form .button-solid').click()
  await page.getByText('Tệp đã sẵn sàng để tải.').waitFor()
  await check('ready')
  const arrival = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải xuống' }).click()
  const download = await arrival
  t.match(download.suggestedFilename(), /10-12-2018\.xlsx$/)
  const rows = await readSheet(await readFile(await download.path()), 'Nhiệm vụ')
  t.ok(rows.length > 10 && rows.slice(4).every(row => row[7] === 'Phòng Giáo dục Trung học'))

  state.held = true
  await page.goto(`${url}/reports?format=csv&as_of=2018-12-09`)
  t.equal(await page.locator('input[name=asOf]').inputValue(), '09/12/2018')
  await page.locator('#report-form .button-solid').click()
  await page.getByText('Đang lập', { exact: true }).waitFor()
  const row = await exportRow(office, page.url().split('/').at(-1) ?? '')
  await noteExportProgress(office.database.writer, row, { rows_done: 60, rows_total: 112 })
  if (!javaScriptEnabled) await page.getByRole('link', { name: 'Xem lại tiến độ' }).click()
  await page.getByText('60 trên 112 nhiệm vụ').waitFor()
  await check('running')
  gate.resolve()
  if (!javaScriptEnabled) await waitUntilDone(page)
  await page.getByText('Tệp đã sẵn sàng để tải.').waitFor()
  await page.goto(`${url}/reports`)
  await page.locator('#exports').getByRole('link', { name: 'Tải xuống' }).first().waitFor()
  await check('some')
  t.same(faults, [])
  await context.close()
}

async function waitUntilDone(page: Page): Promise<void> {
  const again = page.getByRole('link', { name: 'Xem lại tiến độ' })
  for (let tries = 0; tries < 50 && (await again.count()) > 0; tries++) await again.click()
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === '') return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}
