import type { Writable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { writeOut } from '../lib/write-out.ts'
import { followUpColumns } from './follow-up-columns.ts'
import type { ReportFormat } from './format.ts'
import { type Cell, isFormulaLike } from './xlsx-cell.ts'

/** Without it Excel takes UTF-8 for the code page of Windows and Vietnamese becomes unreadable. */
const byteOrderMark = '\ufeff'

/**
 * The follow-up table as CSV. Semicolons: Windows set to Vietnamese writes a decimal comma, and Excel then expects `;`
 * between fields; a comma would leave all of a row in column A. Days are ISO, which Excel reads as days under every
 * regional setting, whereas dd/MM/yyyy turns around where the system is set to English. All numbers are whole, so that no
 * decimal sign can be misread. Lines end in CR LF (RFC 4180).
 */
export const reportCsv: ReportFormat = {
  id: 'csv',
  extension: 'csv',
  mediaType: 'text/csv',
  async write({ tasks }, out, progress) {
    await writeOut(out, byteOrderMark)
    await writeLines(out, [followUpColumns.map(column => column.heading)])
    let rows = 0
    for await (const page of tasks()) {
      const from = rows
      rows += page.length
      const lines = page.map((task, at) =>
        followUpColumns.map(({ cell }) => field(cell(task, from + at + 1))),
      )
      await writeLines(out, lines)
      progress(rows)
    }
  },
}

type Field = string | number

/** Each page by itself: the library's own stream would not wait for a slow disk. */
async function writeLines(out: Writable, lines: Field[][]): Promise<void> {
  await writeOut(out, stringify(lines, { delimiter: ';', record_delimiter: 'windows', quoted_string: true }))
}

function field(cell: Cell): Field {
  if (!cell) return ''
  return cell.kind === 'text' ? guarded(cell.value) : cell.value
}

/** What a spreadsheet would work out begins with an apostrophe, also behind blanks and line ends (RELIABILITY F6). */
export function guarded(value: string): string {
  const plain = value.replaceAll('\0', '')
  return isFormulaLike(plain.trimStart()) || isFormulaLike(plain) ? `'${plain}` : plain
}
