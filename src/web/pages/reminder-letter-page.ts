import type { FormPart } from '../../render/form.ts'
import type { ButtonPart, EmptyPart, LinkPart, TablePart } from '../../render/parts.ts'
import type { AdministrativeDocument } from '../../reports/administrative.ts'

declare module '../../render/views.ts' {
  interface Views {
    'document/letter': {
      breadcrumb: (Partial<LinkPart> & { label: string })[]
      form: FormPart | null
      preview: LetterPreview | null
      empty: EmptyPart | null
    }
  }
}

/** What the letter will say, as a page. */
export interface LetterPreview {
  head: string[]
  number: string
  placeAndDate: string
  abstract: string
  addressees: string[]
  paragraphs: string[]
  recipients: string[]
  signature: string[]
  table: TablePart
  download: ButtonPart
}

/** The letter's own words, without the look of paper: Vietnamese in every language of the page. */
export function letterPreview(document: AdministrativeDocument, download: ButtonPart): LetterPreview {
  const table = document.annex?.table ?? { columns: [], rows: [] }
  return {
    head: [document.parentName, document.bodyName]
      .filter(name => name !== '')
      .map(name => name.toUpperCase()),
    number: document.number,
    placeAndDate: document.placeAndDate,
    abstract: document.abstract ?? '',
    addressees: document.addressees,
    paragraphs: document.body.flatMap(block =>
      block.kind === 'text' ? [block.runs.map(run => run.text).join('')] : [],
    ),
    recipients: document.recipients,
    signature: [...document.signature.lines, document.signature.name].filter(line => line !== ''),
    table: {
      id: 'letter-annex',
      caption: document.annex?.title ?? '',
      columns: table.columns.map(({ label }, at) =>
        at === 1 ? { label, card: 'title' as const } : { label },
      ),
      rows: table.rows.map((row, at) => ({
        id: String(at),
        cells: row.map(cell => cell?.text ?? ''),
      })),
    },
    download,
  }
}
