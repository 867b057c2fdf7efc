import {
  AlignmentType,
  Document,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx'
import { type AdministrativeDocument, type Annex, printable } from './administrative.ts'
import { blockOf, drawnLine, gridTable, words } from './administrative-docx-block.ts'
import { foot, head, titleBlock } from './administrative-docx-head.ts'

/** Twips: A4 with the margins of Nghị định 30/2020, Phụ lục I: 20 mm above, below and right, 30 mm left. */
const page = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1_134, bottom: 1_134, left: 1_701, right: 1_134, header: 567, footer: 567 },
}
const textWidth = page.size.width - page.margin.left - page.margin.right
const landscapeMargin = { ...page.margin, left: 1_134 }
const landscapeWidth = page.size.height - landscapeMargin.left - landscapeMargin.right

/** The document as a DOCX that a secretary goes on writing; `bytes` are a zip. */
export async function administrativeDocx(document: AdministrativeDocument): Promise<Buffer> {
  const { annex } = document
  const file = new Document({
    title: printable(document.fileTitle),
    creator: printable(document.bodyName),
    styles: {
      default: {
        document: {
          run: { font: 'Times New Roman', size: 28, language: { value: 'vi-VN' } },
          paragraph: { spacing: { before: 0, after: 0 } },
        },
      },
    },
    sections: [
      {
        properties: { page: { ...page, pageNumbers: { start: 1 } }, titlePage: true },
        headers: numbered(),
        children: [
          head(document, textWidth),
          ...titleBlock(document, textWidth),
          // The last sentence goes with the signature, which never stands alone on a page.
          ...document.body.flatMap((block, at) => blockOf(block, textWidth, at === document.body.length - 1)),
          foot(document, textWidth),
        ],
      },
      ...(annex ? [annexSection(annex)] : []),
    ],
  })
  return Packer.toBuffer(file)
}

/** The annex on pages of its own, A4 landscape, numbered from 1. */
function annexSection(annex: Annex) {
  const { width, height } = page.size
  return {
    properties: {
      page: {
        size: { width, height, orientation: PageOrientation.LANDSCAPE },
        margin: landscapeMargin,
        pageNumbers: { start: 1 },
      },
      titlePage: true,
    },
    headers: numbered(),
    children: [
      centred(annex.label, { bold: true }),
      centred(annex.title.toUpperCase(), { bold: true }),
      centred(annex.reference, { italics: true }),
      drawnLine(annex.title.toUpperCase(), 14, landscapeWidth, 0.4),
      ...(annex.note ? [centred(annex.note, { italics: true })] : []),
      ...(annex.table ? [gridTable(annex.table, landscapeWidth, { size: 22 })] : []),
    ],
  }
}

function centred(text: string, style: { bold?: boolean; italics?: boolean }): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: words(text, style) })
}

/** Arabic numbers in the middle of the top margin, not on the first page. */
function numbered() {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: 28 })],
  })
  return { default: new Header({ children: [number] }), first: new Header({ children: [new Paragraph({})] }) }
}
