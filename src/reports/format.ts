import type { Writable } from 'node:stream'
import type { Report, ReportTask } from '../domain/report.ts'
import { formatDate } from '../i18n/format.ts'
import { reportCsv } from './report-csv.ts'
import { reportDocx } from './report-docx.ts'
import { reportPdf } from './report-pdf.ts'
import { reportXlsx } from './report-xlsx.ts'

/** What every format is made from, so that figures cannot differ between them. */
export interface ReportSource {
  report: Report
  tasks: () => AsyncIterable<ReportTask[]>
  /** Where the figures of today stand. */
  livingUrl: string
  /** The office's own form of the report, for DOCX; left out or null, the built-in one. */
  template?: Uint8Array | null
}

export interface ReportFormat {
  id: 'docx' | 'pdf' | 'xlsx' | 'csv'
  extension: string
  mediaType: string
  /** Writes the whole file, and may end `out`; `progress` hears how many tasks are written so far. */
  write(source: ReportSource, out: Writable, progress: (rows: number) => void): Promise<void>
}

/** The formats that can be asked for, in the order in which they are offered. */
export const reportFormats: readonly ReportFormat[] = [reportDocx, reportPdf, reportXlsx, reportCsv]

/** "Bảng theo dõi thực hiện kiến nghị đến 10-12-2018.xlsx"; `asOf` is YYYY-MM-DD. */
export function fileNameOf({ id, extension }: ReportFormat, asOf: string): string {
  const isTable = id === 'xlsx' || id === 'csv'
  const what = isTable ? 'Bảng theo dõi thực hiện kiến nghị' : 'Báo cáo kết quả thực hiện kiến nghị'
  return `${what} đến ${formatDate(asOf).replaceAll('/', '-')}.${extension}`
}
