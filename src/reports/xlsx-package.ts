import { type Cell, columnName, textXml } from './xlsx-cell.ts'
import { stylesXml } from './xlsx-style.ts'

export const worksheetSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

/** How a sheet is laid out; rows come later, as many as there are. */
export interface SheetPlan {
  name: string
  /** Of each column, in characters. */
  widths: readonly number[]
  /** What stands above the table: title, as of, scope. */
  above?: readonly (readonly Cell[])[]
  /** The row of headings: frozen with all above it, printed on every page. Left out, the sheet is no table. */
  headings?: readonly string[]
  /** Headings can be filtered by. */
  filter?: boolean
}

export interface BookFacts {
  title: string
  subject: string
  /** The office. */
  creator: string
  /** UTC ISO. */
  createdAt: string
}

/** A sheet and how far it went. */
export interface WrittenSheet {
  plan: SheetPlan
  /** The last row of the table, for its filter. */
  lastRow: number
}

/** The table with its headings; `mark` is `$` where the range is absolute. */
export function filterRange({ above = [], widths }: SheetPlan, lastRow: number, mark = ''): string {
  const last = columnName(widths.length - 1)
  return `${mark}A${mark}${above.length + 1}:${mark}${last}${mark}${lastRow}`
}

/** The parts around the sheets: what they are, how they hang together, their looks and the book's properties. */
export function packageParts(sheets: readonly WrittenSheet[], facts: BookFacts): [string, string][] {
  const types = sheets.map((_, at) => part(`/xl/worksheets/sheet${at + 1}.xml`, 'worksheet'))
  const links = sheets.map((_, at) => link(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`))
  const relationships = `${packages}/relationships`
  return [
    [
      '[Content_Types].xml',
      [
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        part('/xl/workbook.xml', 'sheet.main'),
        part('/xl/styles.xml', 'styles'),
        ...types,
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
        '</Types>',
      ].join(''),
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${relationships}">${link(1, 'officeDocument', 'xl/workbook.xml')}<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ],
    ['docProps/core.xml', coreXml(facts)],
    ['xl/workbook.xml', workbookXml(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${relationships}">${links.join('')}${link(sheets.length + 1, 'styles', 'styles.xml')}</Relationships>`,
    ],
    ['xl/styles.xml', stylesXml()],
  ]
}

function part(name: string, type: string): string {
  return `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`
}

function link(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const quoted = (name: string) => `'${textXml(name).replaceAll("'", "''")}'`
  const names = sheets.flatMap(({ plan, lastRow }, at) => {
    if (!plan.headings) return []
    const row = (plan.above?.length ?? 0) + 1
    const filter = `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${quoted(plan.name)}!${filterRange(plan, lastRow, '$')}</definedName>`
    const titles = `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quoted(plan.name)}!$${row}:$${row}</definedName>`
    return plan.filter ? [filter, titles] : [titles]
  })
  const list = sheets.map(
    ({ plan }, at) => `<sheet name="${attributeXml(plan.name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  const defined = names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : ''
  return `<workbook xmlns="${worksheetSpace}" xmlns:r="${office}"><sheets>${list.join('')}</sheets>${defined}</workbook>`
}

function attributeXml(value: string): string {
  return textXml(value).replaceAll('"', '&quot;')
}

function coreXml({ title, subject, creator, createdAt }: BookFacts): string {
  return [
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${textXml(title)}</dc:title><dc:subject>${textXml(subject)}</dc:subject>`,
    `<dc:creator>${textXml(creator)}</dc:creator><dc:language>vi</dc:language>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${createdAt.slice(0, 19)}Z</dcterms:created>`,
    '</cp:coreProperties>',
  ].join('')
}
