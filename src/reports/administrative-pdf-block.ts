import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { type Block, type Cell, type Column, type DocumentTable, printable } from './administrative.ts'

/** A block of the body; a paragraph's first line is set in by 1,27 cm. */
export function blockContent(block: Block, width: number): Content[] {
  switch (block.kind) {
    case 'section':
    case 'heading':
      return [paragraph([{ text: printable(block.text), bold: true }])]
    case 'prompt':
      return [paragraph([{ text: printable(block.text), italics: true }])]
    case 'table':
      return [gridContent(block.table, width, 11)]
    default:
      return [
        paragraph(
          block.runs.map(run => ({
            text: printable(run.text),
            bold: run.bold === true,
            italics: run.italic === true,
          })),
        ),
      ]
  }
}

function paragraph(text: { text: string; bold?: boolean; italics?: boolean }[]): Content {
  return { text, alignment: 'justify', leadingIndent: 36, margin: [0, 3, 0, 3] }
}

/** Lines and room of every grid, in points. */
const layout = {
  hLineWidth: () => 0.6,
  vLineWidth: () => 0.6,
  paddingLeft: () => 3.5,
  paddingRight: () => 3.5,
  paddingTop: () => 2,
  paddingBottom: () => 2,
}

/** A table with lines, its head repeated on every page. */
export function gridContent({ columns, rows }: DocumentTable, width: number, fontSize: number): Content {
  const shares = columns.reduce((sum, column) => sum + column.width, 0)
  // Lines and room of the cells stand beside the widths that pdfmake is given.
  const inner = width - columns.length * 7 - (columns.length + 1) * 0.6
  const widths = columns.map(column => (column.width * inner) / shares)
  const open = columns.map(() => 0)
  const head = columns.map(({ label }) => ({ text: label, bold: true, alignment: 'center' as const }))
  const body = rows.map(row => row.map((cell, at) => gridCell(cell, columns[at] as Column, open, at)))
  return {
    fontSize,
    lineHeight: 1.08,
    margin: [0, 4, 0, 6],
    layout,
    table: { headerRows: 1, widths, body: [head, ...body], dontBreakRows: !isLong(rows) },
  }
}

/** A row with a long text may go on overleaf; others stay whole. */
function isLong(rows: DocumentTable['rows']): boolean {
  return rows.some(row => row.some(cell => (cell?.text.length ?? 0) > longCell))
}

const longCell = 1_200

/**
 * A cell that grows downwards is drawn as one of its own in each row, without the lines between: a true span cannot be
 * parted by the end of a page.
 */
function gridCell(cell: Cell | null, column: Column, open: number[], at: number): TableCell {
  if (cell === null) {
    open[at] = (open[at] ?? 1) - 1
    return { text: '', border: [true, false, true, open[at] === 0] }
  }
  const below = (cell.rows ?? 1) - 1
  open[at] = below
  return {
    text: printable(cell.text),
    bold: cell.bold === true,
    alignment: column.align ?? 'left',
    border: [true, true, true, below === 0],
  }
}
