import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { type AdministrativeDocument, type Annex, printable } from './administrative.ts'
import { blockContent, gridContent } from './administrative-pdf-block.ts'
import { footContent, headContent, lineUnder, titleContent } from './administrative-pdf-head.ts'

/** Points: the margins of administrative-docx.ts. */
const margins = { left: 85, top: 57, right: 57, bottom: 57 }
const portraitWidth = 595 - margins.left - margins.right
const landscapeWidth = 842 - 2 * margins.right

/** The document as a PDF for reading: its text can be marked and searched, and leads to the living record by a QR code. */
export async function administrativePdf(document: AdministrativeDocument): Promise<Buffer> {
  const { default: pdfmake } = await import('pdfmake')
  const { fonts, folder } = tinos()
  pdfmake.setFonts(fonts)
  // Nothing in a text can make the program read a file or an address.
  pdfmake.setLocalAccessPolicy(path => path.startsWith(folder))
  pdfmake.setUrlAccessPolicy(() => false)
  return pdfmake.createPdf(definitionOf(document)).getBuffer()
}

function definitionOf(document: AdministrativeDocument): TDocumentDefinitions {
  const { annex } = document
  return {
    pageSize: 'A4',
    pageMargins: [margins.left, margins.top, margins.right, margins.bottom],
    defaultStyle: { font: 'Tinos', fontSize: 13.5, lineHeight: 1.12 },
    language: 'vi-VN',
    info: { title: printable(document.fileTitle), author: printable(document.bodyName) },
    header: pageNumbers(),
    content: [
      headContent(document, portraitWidth),
      ...titleContent(document, portraitWidth),
      ...document.body.slice(0, -1).flatMap(block => blockContent(block, portraitWidth)),
      // The last sentence goes with the signature, which never stands alone on a page.
      {
        unbreakable: true,
        stack: [
          ...document.body.slice(-1).flatMap(block => blockContent(block, portraitWidth)),
          footContent(document),
        ],
      },
      ...(annex ? annexContent(annex) : []),
    ],
  }
}

function annexContent(annex: Annex): Content[] {
  const title = printable(annex.title).toUpperCase()
  return [
    {
      text: printable(annex.label),
      bold: true,
      alignment: 'center',
      pageBreak: 'before',
      pageOrientation: 'landscape',
      // Set in on the left only as far as the landscape page needs.
      marginLeft: margins.right - margins.left,
    },
    {
      marginLeft: margins.right - margins.left,
      stack: [
        { text: title, bold: true, alignment: 'center' },
        { text: printable(annex.reference), italics: true, alignment: 'center' },
        lineUnder(title, 13.5, landscapeWidth, 0.4),
        ...(annex.note
          ? [{ text: printable(annex.note), italics: true, alignment: 'center' as const, marginBottom: 6 }]
          : []),
        ...(annex.table ? [gridContent(annex.table, landscapeWidth, 10.5)] : []),
      ],
    },
  ]
}

/** In the middle of the top margin, not on the first page; the annex, which alone is landscape, counts from 1. */
function pageNumbers(): NonNullable<TDocumentDefinitions['header']> {
  let annexFrom = Number.POSITIVE_INFINITY
  return (page, _count, size) => {
    const inAnnex = size.orientation === 'landscape'
    if (inAnnex) annexFrom = Math.min(annexFrom, page)
    const number = inAnnex ? page - annexFrom + 1 : page
    return {
      text: number === 1 ? '' : String(number),
      alignment: 'center',
      fontSize: 13,
      margin: [0, 26, 0, 0],
    }
  }
}

/** Times New Roman's widths with every Vietnamese letter, as files of the package. */
function tinos() {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
  const file = (style: string) => join(folder, style, `Tinos_${style}.ttf`)
  const fonts = {
    Tinos: {
      normal: file('400Regular'),
      bold: file('700Bold'),
      italics: file('400Regular_Italic'),
      bolditalics: file('700Bold_Italic'),
    },
  }
  return { fonts, folder }
}
