import {
  AlignmentType,
  type IRunOptions,
  Paragraph,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { type AdministrativeDocument, capitals } from './administrative.ts'
import { drawnLine, words } from './administrative-docx-block.ts'

/** Half points. */
const small = 24
const usual = 26
const large = 28

/** Who sends it on the left, in whose name on the right: a table without lines, the lines under the words drawn. */
export function head(document: AdministrativeDocument, width: number): Table {
  const left = Math.round(width * 0.41)
  const right = width - left
  const isParty = document.sender === 'party'
  const above = isParty ? partyHead(document, right) : stateHead(document, left, right)
  return bare(
    [left, right],
    [
      above,
      [
        [
          centre(document.number, { size: usual }),
          ...(document.abstract ? [centre(document.abstract, { size: small })] : []),
        ],
        [centre(document.placeAndDate, { size: usual, italics: true })],
      ],
    ],
  )
}

function stateHead({ parentName, bodyName }: AdministrativeDocument, left: number, right: number) {
  const own = capitals(bodyName)
  const motto = 'Độc lập - Tự do - Hạnh phúc'
  return [
    [
      ...(parentName === '' ? [] : [centre(capitals(parentName), { size: small })]),
      centre(own, { size: small, bold: true }),
      drawnLine(own, small / 2, left, 0.4),
    ],
    [
      centre('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: small, bold: true }),
      centre(motto, { size: usual, bold: true }),
      drawnLine(motto, usual / 2, right, 1),
    ],
  ]
}

/** Party documents: no quốc hiệu; a star under the sender, whose number follows it. */
function partyHead({ parentName, bodyName }: AdministrativeDocument, right: number) {
  const party = 'ĐẢNG CỘNG SẢN VIỆT NAM'
  return [
    [
      ...(parentName === '' ? [] : [centre(capitals(parentName), { size: usual })]),
      centre(capitals(bodyName), { size: usual, bold: true }),
      centre('*', { size: usual }),
    ],
    [centre(party, { size: 30, bold: true }), drawnLine(party, 15, right, 1)],
  ]
}

/** What kind of document it is, what about, and whom it is for. */
export function titleBlock({ title, addressees }: AdministrativeDocument, width: number): Paragraph[] {
  return [
    ...(title
      ? [
          centre(title.kind, { size: large, bold: true }, 240),
          centre(title.subject, { size: large, bold: true }),
          drawnLine(title.subject, large / 2, width, 0.4),
        ]
      : []),
    ...addresseeLines(addressees),
  ]
}

/** One addressee on the same line; of several each has a line with a dash. */
function addresseeLines(addressees: readonly string[]): Paragraph[] {
  const [first, ...others] = addressees
  if (first === undefined) return []
  const spacing = { before: 240, after: 120 }
  if (others.length === 0) {
    const line = words(`Kính gửi: ${ended(first, '.')}`, { size: large })
    return [new Paragraph({ alignment: AlignmentType.CENTER, spacing, children: line })]
  }
  const indent = { left: 2_835, hanging: 227 }
  const lines = addressees.map((name, at) => {
    const isLast = at === addressees.length - 1
    return new Paragraph({ indent, children: words(`- ${ended(name, isLast ? '.' : ';')}`, { size: large }) })
  })
  const label = new Paragraph({
    spacing,
    indent: { left: 1_701 },
    children: [new TextRun({ text: 'Kính gửi:', size: large })],
  })
  return [label, ...lines]
}

function ended(name: string, sign: string): string {
  return `${name.replace(/^[-\s]+/, '').replace(/[.;\s]+$/, '')}${sign}`
}

/** Nơi nhận on the left, the signature on the right; both stay on one page. */
export function foot({ recipients, signature }: AdministrativeDocument, width: number): Table {
  const left = Math.round(width * 0.5)
  const list = recipients.map(
    line => new Paragraph({ children: words(/^(?:-|\{\{)/.test(line) ? line : `- ${line}`, { size: 22 }) }),
  )
  const label = new Paragraph({
    spacing: { before: 240 },
    children: [new TextRun({ text: 'Nơi nhận:', size: small, bold: true, italics: true })],
  })
  const room = Array.from({ length: 4 }, () => centre('', { size: large }))
  const signed = signature.lines.map((line, at) =>
    centre(line, { size: large, bold: true }, at === 0 ? 240 : 0),
  )
  return bare(
    [left, width - left],
    [
      [
        [label, ...list],
        [...signed, ...room, centre(signature.name, { size: large, bold: true })],
      ],
    ],
  )
}

function centre(text: string, style: IRunOptions, before = 0): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before, after: 0 },
    keepNext: true,
    children: words(text, style),
  })
}

/** A table that nobody sees: it sets blocks side by side. */
function bare(widths: readonly number[], rows: Paragraph[][][]): Table {
  const margins = { top: 0, bottom: 0, left: 0, right: 0 }
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    borders: TableBorders.NONE,
    rows: rows.map(
      row =>
        new TableRow({
          cantSplit: true,
          children: row.map(
            (children, at) =>
              new TableCell({ width: { size: widths[at]!, type: WidthType.DXA }, margins, children }),
          ),
        }),
    ),
  })
}
