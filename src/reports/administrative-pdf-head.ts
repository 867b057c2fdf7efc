import type { Content } from 'pdfmake/interfaces.js'
import { type AdministrativeDocument, printable } from './administrative.ts'
import { boldWidth } from './text-width.ts'

/** Who sends it on the left, in whose name on the right, the lines under the words drawn. */
export function headContent(document: AdministrativeDocument, width: number): Content {
  const left = width * 0.41
  const right = width - left
  const [own, above] =
    document.sender === 'party' ? partyHead(document, right) : stateHead(document, left, right)
  return {
    columnGap: 0,
    columns: [
      {
        width: left,
        stack: [
          ...own,
          centre(document.number, { fontSize: 13, marginTop: 4 }),
          ...(document.abstract ? [centre(document.abstract, { fontSize: 12 })] : []),
        ],
      },
      {
        width: right,
        stack: [...above, centre(document.placeAndDate, { fontSize: 13, italics: true, marginTop: 4 })],
      },
    ],
  }
}

function stateHead(
  { parentName, bodyName }: AdministrativeDocument,
  left: number,
  right: number,
): [Content[], Content[]] {
  const own = bodyName.toUpperCase()
  const motto = 'Độc lập - Tự do - Hạnh phúc'
  return [
    [
      ...(parentName === '' ? [] : [centre(parentName.toUpperCase(), { fontSize: 12 })]),
      centre(own, { fontSize: 12, bold: true }),
      lineUnder(own, 12, left, 0.4),
    ],
    [
      centre('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { fontSize: 12, bold: true }),
      centre(motto, { fontSize: 13, bold: true }),
      lineUnder(motto, 13, right, 1),
    ],
  ]
}

function partyHead({ parentName, bodyName }: AdministrativeDocument, right: number): [Content[], Content[]] {
  const party = 'ĐẢNG CỘNG SẢN VIỆT NAM'
  return [
    [
      ...(parentName === '' ? [] : [centre(parentName.toUpperCase(), { fontSize: 13 })]),
      centre(bodyName.toUpperCase(), { fontSize: 13, bold: true }),
      centre('*', { fontSize: 13 }),
    ],
    [centre(party, { fontSize: 15, bold: true }), lineUnder(party, 15, right, 1)],
  ]
}

/** What kind of document it is, what about, and whom it is for. */
export function titleContent({ title, addressees }: AdministrativeDocument, width: number): Content[] {
  const [first, ...others] = addressees.map(name => name.replace(/^[-\s]+/, '').replace(/[.;\s]+$/, ''))
  const to: Content[] =
    first === undefined
      ? []
      : others.length === 0
        ? [centre(`Kính gửi: ${first}.`, { margin: [0, 12, 0, 6] })]
        : [
            { text: 'Kính gửi:', margin: [85, 12, 0, 0] },
            ...[first, ...others].map((name, at): Content => {
              return { text: printable(`- ${name}${at === others.length ? '.' : ';'}`), marginLeft: 140 }
            }),
          ]
  if (!title) return to
  return [
    centre(title.kind, { bold: true, fontSize: 14, marginTop: 14 }),
    centre(title.subject, { bold: true, fontSize: 14 }),
    lineUnder(title.subject, 14, width, 0.4),
    ...to,
  ]
}

/** Nơi nhận with the way to the living record on the left, the signature on the right. */
export function footContent({ recipients, signature, livingUrl }: AdministrativeDocument): Content {
  const list = recipients.map((line): Content => {
    return { text: printable(line.startsWith('-') ? line : `- ${line}`), fontSize: 11 }
  })
  return {
    margin: [0, 14, 0, 0],
    columns: [
      {
        width: '50%',
        stack: [
          { text: 'Nơi nhận:', bold: true, italics: true, fontSize: 12 },
          ...list,
          ...(livingUrl ? livingContent(livingUrl) : []),
        ],
      },
      {
        width: '50%',
        stack: [
          ...signature.lines.map(line => centre(line, { bold: true, fontSize: 14 })),
          centre(signature.name, { bold: true, fontSize: 14, marginTop: 64 }),
        ],
      },
    ],
  }
}

function livingContent(url: string): Content[] {
  return [
    { qr: url, fit: 84, margin: [0, 14, 0, 4], eccLevel: 'M' },
    { text: 'Quét mã để mở số liệu và danh sách nhiệm vụ:', fontSize: 9 },
    { text: url, link: url, fontSize: 9 },
  ]
}

/** A line drawn under centred words, `share` of their length; words of several lines count as one full line. */
export function lineUnder(text: string, size: number, width: number, share: number): Content {
  const long = Math.min(boldWidth(text, size), width) * share
  const from = (width - long) / 2
  return {
    canvas: [{ type: 'line', x1: from, y1: 0, x2: from + long, y2: 0, lineWidth: 0.8 }],
    margin: [0, 1, 0, 4],
  }
}

function centre(text: string, style: Record<string, unknown> = {}): Content {
  return { text: printable(text), alignment: 'center', ...style }
}
