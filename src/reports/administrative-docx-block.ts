import {
  AlignmentType,
  BorderStyle,
  type IRunOptions,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { type Block, type Cell, type Column, type DocumentTable, printable } from './administrative.ts'
import { boldWidth } from './text-width.ts'

/** 1,27 cm: the first line of a paragraph is set in (Phụ lục I). */
const firstLine = 720
/** A row with a longer text may go on overleaf; others stay whole. */
const longCell = 1_200
/** At least 6 pt between paragraphs, lines at 1,1. */
const bodySpacing = { before: 60, after: 60, line: 264 }

/** The runs of a text, a break at each of its line ends; what XML cannot hold is left out. */
export function words(text: string, style: IRunOptions = {}): TextRun[] {
  return printable(text)
    .split('\n')
    .map((line, at) => new TextRun({ ...style, text: line, ...(at > 0 ? { break: 1 } : {}) }))
}

/** A block of the body as paragraphs or a table; after a table comes air. `keepNext`: on one page with what follows. */
export function blockOf(block: Block, width: number, keepNext = false): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'section':
    case 'heading':
      return [body(words(block.text, { bold: true }), { keepNext: true })]
    case 'prompt':
      return [body(words(block.text, { italics: true }))]
    case 'table':
      return [gridTable(block.table, width, { size: 22 }), air()]
    default:
      return [
        body(
          block.runs.flatMap(run =>
            words(run.text, { bold: run.bold === true, italics: run.italic === true }),
          ),
          { keepNext },
        ),
      ]
  }
}

function body(children: TextRun[], more: { keepNext?: boolean } = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine },
    spacing: bodySpacing,
    children,
    ...more,
  })
}

function air(): Paragraph {
  return new Paragraph({ spacing: { line: 120, lineRule: LineRuleType.EXACT }, children: [] })
}

/**
 * A line drawn under centred words: the border of an empty paragraph, set in from both sides. `share` is its length as a
 * part of the words' (1: as long as they are); words that take several lines count as one full line.
 */
export function drawnLine(text: string, size: number, width: number, share: number): Paragraph {
  const long = Math.min(boldWidth(text, size) * 20, width) * share
  const side = Math.max(0, Math.round((width - long) / 2))
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 60, after: 60, line: 60, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [],
  })
}

/** A table with lines, its head repeated on every page. `size` in half points. */
export function gridTable(table: DocumentTable, width: number, { size }: { size: number }): Table {
  const { columns } = table
  const shares = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map(column => Math.floor((column.width * width) / shares))
  const headRow = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((column, at) =>
      cell(
        { text: column.label, bold: true },
        { column: { ...column, align: 'center' }, width: widths[at]!, size },
      ),
    ),
  })
  const rows = table.rows.map(
    row =>
      new TableRow({
        cantSplit: row.every(one => (one?.text.length ?? 0) < longCell),
        children: row.flatMap((one, at) =>
          one === null ? [] : [cell(one, { column: columns[at] as Column, width: widths[at]!, size })],
        ),
      }),
  )
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    rows: [headRow, ...rows],
  })
}

function cell(
  { text, bold = false, rows = 1 }: Cell,
  { column, width, size }: { column: Column; width: number; size: number },
): TableCell {
  const alignment = column.align === 'center' ? AlignmentType.CENTER : AlignmentType.LEFT
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 30, bottom: 30, left: 70, right: 70 },
    verticalAlign: VerticalAlign.TOP,
    ...(rows > 1 ? { rowSpan: rows } : {}),
    children: printable(text)
      .split('\n')
      .map(line => new Paragraph({ alignment, children: words(line, { bold, size }) })),
  })
}
