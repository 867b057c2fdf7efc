import type { Writable } from 'node:stream'
import { startZip } from '../lib/zip-stream.ts'
import { type Cell, rowXml } from './xlsx-cell.ts'
import {
  type BookFacts,
  filterRange,
  packageParts,
  type SheetPlan,
  type WrittenSheet,
  worksheetSpace,
  xmlHead,
} from './xlsx-package.ts'

/** A sheet that takes rows as they come. */
export interface Sheet {
  row(cells: readonly Cell[], options?: { total?: boolean }): void
  /** Rows of which the table consists until now, without those of totals. */
  count(): number
}

export interface Book {
  /** A sheet whose rows are made here and now; each `yield` lets what stands ready go. */
  sheet(plan: SheetPlan, fill: (sheet: Sheet) => AsyncIterable<void> | Iterable<void>): Promise<void>
  /** A sheet that is filled while others are, and follows them; left out of the book when it never gets a row. */
  beside(plan: SheetPlan): { row(cells: readonly Cell[]): void; flush(): Promise<void>; count(): number }
  finish(): Promise<void>
}

/**
 * A workbook written as it is made: 100,000 rows cost the memory of one page of them. Text stands in the sheets
 * themselves, since a table of shared texts would have to be held until the end.
 */
export function startBook(out: Writable, facts: BookFacts): Book {
  const zip = startZip(out)
  const sheets: WrittenSheet[] = []
  const besides: { written: WrittenSheet; end: () => Promise<void> }[] = []
  return {
    async sheet(plan, fill) {
      const written: WrittenSheet = { plan, lastRow: 0 }
      sheets.push(written)
      await zip.add(`xl/worksheets/sheet${sheets.length}.xml`, sheetXml(written, fill))
    },
    beside(plan) {
      const written: WrittenSheet = { plan, lastRow: 0 }
      const rows = startRows(written)
      let write: ((piece: string) => Promise<void>) | null = null
      const flush = async () => {
        if (rows.count() === 0) return
        if (!write) {
          // Its place is after the sheets before it, which are all known by now.
          sheets.push(written)
          write = zip.beside(`xl/worksheets/sheet${sheets.length}.xml`)
          await write(topXml(plan))
        }
        await write(rows.take())
      }
      besides.push({ written, end: async () => void (write && (await write(bottomXml(written)))) })
      return { row: cells => rows.row(cells), flush, count: () => rows.count() }
    },
    async finish() {
      for (const beside of besides) await beside.end()
      for (const [name, xml] of packageParts(sheets, facts)) await zip.add(name, [xmlHead + xml])
      await zip.finish()
    },
  }
}

function startRows(written: WrittenSheet): Sheet & { take(): string } {
  const { above = [], headings } = written.plan
  let ordinal = 0
  let count = 0
  let ready = ''
  const add = (cells: readonly Cell[], height?: number) => {
    ordinal += 1
    ready += rowXml(ordinal, cells, height)
  }
  for (const cells of above) add(cells)
  if (headings) add(headings.map(value => ({ kind: 'text', value, style: 'heading' })))
  written.lastRow = ordinal
  return {
    row(cells, { total = false } = {}) {
      add(cells)
      if (total) return
      count += 1
      written.lastRow = ordinal
    },
    count: () => count,
    take() {
      const taken = ready
      ready = ''
      return taken
    },
  }
}

async function* sheetXml(
  written: WrittenSheet,
  fill: (sheet: Sheet) => AsyncIterable<void> | Iterable<void>,
): AsyncGenerator<string> {
  const rows = startRows(written)
  yield topXml(written.plan)
  for await (const _ of fill(rows)) yield rows.take()
  yield rows.take()
  yield bottomXml(written)
}

function topXml({ widths, above = [], headings }: SheetPlan): string {
  const frozen = above.length + 1
  const pane = headings
    ? `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`
    : ''
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  return [
    `${xmlHead}<worksheet xmlns="${worksheetSpace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`,
  ].join('')
}

/** A4 landscape, as wide as the paper and as long as it takes, with page numbers. */
function bottomXml({ plan, lastRow }: WrittenSheet): string {
  return [
    '</sheetData>',
    plan.filter ? `<autoFilter ref="${filterRange(plan, lastRow)}"/>` : '',
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    '<headerFooter><oddFooter>&amp;L&amp;A&amp;RTrang &amp;P/&amp;N</oddFooter></headerFooter></worksheet>',
  ].join('')
}
