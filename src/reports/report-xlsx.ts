import type { ReportTask } from '../domain/report.ts'
import { formatDate } from '../i18n/format.ts'
import { cycleColumns, type FollowUpColumn, followUpColumns } from './follow-up-columns.ts'
import type { ReportFormat, ReportSource } from './format.ts'
import {
  aboveTable,
  scopeWords,
  summaryPlan,
  summaryRows,
  unitPlan,
  unitRow,
  unitTotal,
} from './report-sheets.ts'
import { type Book, startBook } from './xlsx-book.ts'
import type { SheetPlan } from './xlsx-package.ts'

/**
 * The follow-up table as a workbook: figures, units, one row a task, and the periods of standing duties where there are
 * any. Written page by page, so that 100,000 tasks need no more memory than 500.
 */
export const reportXlsx: ReportFormat = {
  id: 'xlsx',
  extension: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  async write(source, out, progress) {
    const { report, livingUrl } = source
    const book = startBook(out, {
      title: `Bảng theo dõi kết quả thực hiện kiến nghị, tính đến ${formatDate(report.asOf)}`,
      subject: scopeWords(report),
      creator: report.setting.body_name,
      createdAt: `${report.madeOn}T00:00:00Z`,
    })
    await book.sheet(summaryPlan(report), function* (sheet) {
      for (const cells of summaryRows(report, livingUrl)) sheet.row(cells)
      yield
    })
    await book.sheet(unitPlan(report), function* (sheet) {
      for (const unit of report.units) sheet.row(unitRow(unit, sheet.count() + 1))
      sheet.row(unitTotal(report), { total: true })
      yield
    })
    await writeTasks(book, source, progress)
    await book.finish()
  },
}

async function writeTasks(
  book: Book,
  { report, tasks }: ReportSource,
  progress: (rows: number) => void,
): Promise<void> {
  const title = 'Bảng theo dõi kết quả thực hiện kiến nghị'
  const above = aboveTable(report, title)
  const cycles = book.beside(
    planOf('Chu kỳ', cycleColumns, aboveTable(report, 'Nhiệm vụ thường xuyên theo kỳ')),
  )
  await book.sheet(planOf('Nhiệm vụ', followUpColumns, above), async function* (sheet) {
    for await (const page of tasks()) {
      for (const task of page) {
        const columns = task.cycle ? cycleColumns : followUpColumns
        const place = task.cycle ? cycles : sheet
        place.row(cellsOf(columns, task, place.count() + 1))
      }
      await cycles.flush()
      progress(sheet.count() + cycles.count())
      yield
    }
  })
}

function planOf(name: string, columns: readonly FollowUpColumn[], above: SheetPlan['above']): SheetPlan {
  return {
    name,
    widths: columns.map(column => column.width),
    ...(above && { above }),
    headings: columns.map(column => column.heading),
    filter: true,
  }
}

function cellsOf(columns: readonly FollowUpColumn[], task: ReportTask, ordinal: number) {
  return columns.map(column => column.cell(task, ordinal))
}
