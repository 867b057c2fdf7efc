import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import readExcelFile, { InvalidInputError, InvalidSpreadsheetError } from 'read-excel-file/node'
import { FileRefused } from '../files/file-refused.ts'
import { normaliseText } from '../lib/fold.ts'
import type { ReadSheet, ThreadAnswer } from './read-workbook.ts'
import { repackWorkbook } from './repack-workbook.ts'

/** Characters of all cells together: as long as a conclusion may be. */
const mostCharacters = 5_000_000

/** A thread of its own that reads one workbook and ends. */
parentPort?.postMessage(await answer(String(workerData)))

async function answer(path: string): Promise<ThreadAnswer> {
  try {
    return { sheets: await readSheets(path) }
  } catch (error) {
    const refused = refusalOf(error)
    if (!refused) throw error
    return { refused: { key: refused.key, values: refused.values } }
  }
}

async function readSheets(path: string): Promise<ReadSheet[]> {
  const sheets = await readExcelFile(repackWorkbook(readFileSync(path)))
  let characters = 0
  const read = sheets.map(({ sheet, data }) => ({
    name: normaliseText(sheet),
    rows: data.map(row => row.map(textOf)),
  }))
  for (const { rows } of read) for (const row of rows) for (const text of row) characters += text.length
  if (characters > mostCharacters) throw new FileRefused('error.workbook.too_much', { max: mostCharacters })
  const filled = read.filter(({ rows }) => rows.length > 0)
  if (filled.length === 0) throw new FileRefused('error.file.empty')
  return filled
}

/** A cell as people read it: dates day first, numbers and formulas by the value that was stored with them. */
function textOf(value: unknown): string {
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'string') return normaliseText(value).trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** Half a second on, because a serial number that holds a time may fall a hair short of its day. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return ''
  const [year, month, day] = new Date(value.getTime() + 500).toISOString().slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}

function refusalOf(error: unknown): FileRefused | undefined {
  if (error instanceof FileRefused) return error
  if (error instanceof InvalidSpreadsheetError) {
    const place = /row (\d+), col (\d+)/.exec(error.message)
    if (place)
      return new FileRefused('error.workbook.cell', { row: Number(place[1]), column: Number(place[2]) })
  }
  const unreadable = error instanceof InvalidSpreadsheetError || error instanceof InvalidInputError
  return unreadable ? new FileRefused('error.file.damaged') : undefined
}
