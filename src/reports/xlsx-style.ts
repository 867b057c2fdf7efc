/** Index of each look in the workbook's styles, as `stylesXml` lists them. */
export const styles = {
  plain: 0,
  heading: 1,
  text: 2,
  inert: 3,
  date: 4,
  number: 5,
  percent: 6,
  title: 7,
  note: 8,
  centred: 9,
  totalText: 10,
  totalNumber: 11,
  totalPercent: 12,
  group: 13,
} as const

/** Times New Roman as in official papers (Nghị định 30); thin borders as in a printed annex. */
const fonts = [
  '<font><sz val="11"/><name val="Times New Roman"/><family val="1"/></font>',
  '<font><b/><sz val="11"/><name val="Times New Roman"/><family val="1"/></font>',
  '<font><b/><sz val="14"/><color rgb="FF0F4C5C"/><name val="Times New Roman"/><family val="1"/></font>',
  '<font><i/><sz val="11"/><color rgb="FF5F6A6D"/><name val="Times New Roman"/><family val="1"/></font>',
]
const fills = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE5EEEF"/><bgColor indexed="64"/></patternFill></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFF6F4F0"/><bgColor indexed="64"/></patternFill></fill>',
]
const side = (name: string) => `<${name} style="thin"><color rgb="FFB8B2A6"/></${name}>`
const borders = [
  '<border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`,
]

/** Number formats: 3 is #,##0; Excel shows separators and the decimal comma of the reader's own country. */
const dateFormat = 164
const percentFormat = 165
const numberFormat = 3

interface Look {
  font?: number
  fill?: number
  border?: number
  format?: number
  across?: 'center' | 'right'
  down?: 'center'
  wrap?: boolean
  quoted?: boolean
}

const cell = { border: 1, wrap: true } as const
const total = { border: 1, font: 1, fill: 3 } as const
const looks: Record<keyof typeof styles, Look> = {
  plain: {},
  heading: { ...cell, font: 1, fill: 2, across: 'center', down: 'center' },
  text: cell,
  inert: { ...cell, quoted: true },
  date: { border: 1, format: dateFormat, across: 'center' },
  number: { border: 1, format: numberFormat, across: 'right' },
  percent: { border: 1, format: percentFormat, across: 'right' },
  title: { font: 2 },
  note: { font: 3, wrap: true },
  centred: { ...cell, across: 'center' },
  totalText: { ...total, wrap: true },
  totalNumber: { ...total, format: numberFormat, across: 'right' },
  totalPercent: { ...total, format: percentFormat, across: 'right' },
  group: { ...cell, font: 1, fill: 3 },
}

export function stylesXml(): string {
  return [
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<numFmts count="2"><numFmt numFmtId="${dateFormat}" formatCode="dd/mm/yyyy"/>`,
    `<numFmt numFmtId="${percentFormat}" formatCode="0.0%"/></numFmts>`,
    listXml('fonts', fonts),
    listXml('fills', fills),
    listXml('borders', borders),
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    listXml('cellXfs', Object.values(looks).map(lookXml)),
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('')
}

function listXml(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`
}

function lookXml({ font = 0, fill = 0, border = 0, format = 0, across, down, wrap, quoted }: Look): string {
  const align = [
    across && `horizontal="${across}"`,
    `vertical="${down ?? 'top'}"`,
    wrap && 'wrapText="1"',
  ].filter(Boolean)
  return [
    `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyFont="1"`,
    ` applyFill="1" applyBorder="1" applyNumberFormat="1" applyAlignment="1"${quoted ? ' quotePrefix="1"' : ''}>`,
    `<alignment ${align.join(' ')}/></xf>`,
  ].join('')
}
