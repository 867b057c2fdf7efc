import { fold } from '../lib/fold.ts'

/** One sheet of a workbook as it was read: rows from the first, cells as text. */
export interface Sheet {
  name: string
  rows: string[][]
}

/** What a column may be; `skip` is not imported. */
export const columnKinds = [
  'recommendation',
  'task',
  'lead',
  'co_units',
  'due',
  'criterion',
  'document_no',
  'document_on',
  'kind',
  'ordinal',
] as const
export type ColumnKind = (typeof columnKinds)[number] | 'skip'

/** How a workbook is read: the sheet and its heading row count from 0; what each column is, in their order. */
export interface WorkbookPlan {
  sheet: number
  heading: number
  columns: ColumnKind[]
  /** Folded name as written → id of the unit, or `noUnit` for what is none. */
  units: Record<string, string>
}

/** Answer to a name among coordinating units that is no unit of the office. */
export const noUnit = 'none'

/** A heading is looked for so far down. */
const headingRows = 20

/**
 * Folded headings by what they mean (DOMAIN §9): of the recommended table, the 25-column report, the audit's list.
 * "Ngày hoàn thành" is in none: some tables write the deadline there, others the day the work was done.
 */
const headings: Record<ColumnKind, string[]> = {
  ordinal: ['stt', 'tt', 'so thu tu', 'so tt'],
  recommendation: [
    'noi dung kien nghi',
    'kien nghi',
    'noi dung kien nghi, de nghi',
    'noi dung ket luan, kien nghi',
    'kien nghi cua doan',
    'kien nghi cua doan kiem tra',
    'noi dung yeu cau',
    'noi dung ket luan',
  ],
  task: [
    'nhiem vu cu the',
    'ten nhiem vu',
    'nhiem vu',
    'noi dung nhiem vu',
    'cong viec',
    'noi dung cong viec',
    'nhiem vu duoc giao',
    'noi dung thuc hien',
  ],
  lead: [
    'don vi chu tri',
    'co quan chu tri',
    'don vi thuc hien',
    'chu tri',
    'don vi chu tri thuc hien',
    'co quan, don vi chu tri',
    'don vi duoc giao',
  ],
  co_units: ['don vi phoi hop', 'co quan phoi hop', 'phoi hop', 'co quan, don vi phoi hop'],
  due: [
    'thoi han',
    'han hoan thanh',
    'thoi gian hoan thanh',
    'thoi han hoan thanh',
    'han xu ly',
    'thoi han thuc hien',
    'han',
  ],
  criterion: [
    'san pham / minh chung',
    'san pham',
    'minh chung',
    'san pham minh chung',
    'san pham, ket qua',
    'san pham dau ra',
    'yeu cau san pham',
    'ket qua dau ra',
  ],
  document_no: ['so van ban giao', 'van ban giao', 'so, ky hieu van ban giao', 'so van ban giao viec'],
  document_on: ['ngay van ban giao', 'ngay ban hanh van ban giao'],
  kind: ['loai', 'loai kien nghi', 'tinh chat', 'loai nhiem vu'],
  skip: [
    'ngay giao',
    'ket qua',
    'ket qua thuc hien',
    'tinh trang',
    'trang thai',
    'ghi chu',
    'ghi chu (gia han, kho khan)',
    'muc do hoan thanh',
    'hien trang',
    'ngay hoan thanh',
    'dau moi',
    'lanh dao chu tri',
    'nguon goc',
  ],
}
const kindOfHeading = new Map(
  Object.entries(headings).flatMap(([kind, words]) => words.map(word => [bare(word), kind as ColumnKind])),
)

/** The sheet and row that look most like the heading of a follow-up table, and what its columns are then. */
export function guessPlan(sheets: Sheet[]): WorkbookPlan {
  let best = { sheet: 0, heading: 0, known: 0 }
  for (const [sheet, { rows }] of sheets.entries()) {
    for (const [heading, row] of rows.slice(0, headingRows).entries()) {
      const known = new Set(row.map(kindOf).filter(kind => kind !== undefined)).size
      if (known > best.known) best = { sheet, heading, known }
    }
  }
  const { sheet, heading } = best
  return { sheet, heading, columns: guessColumns(sheets, best), units: {} }
}

/** What the columns under a heading are; of two that are alike the first one counts. */
export function guessColumns(
  sheets: Sheet[],
  { sheet, heading }: Pick<WorkbookPlan, 'sheet' | 'heading'>,
): ColumnKind[] {
  const rows = sheets[sheet]?.rows ?? []
  const width = Math.max(0, ...rows.map(row => row.length))
  const taken = new Set<ColumnKind>()
  return Array.from({ length: width }, (_, column) => {
    const kind = kindOf(rows[heading]?.[column] ?? '') ?? 'skip'
    if (taken.has(kind)) return 'skip'
    taken.add(kind)
    return kind
  })
}

/** Rows that may be chosen as the heading: those near the top with anything in them. */
export function headingChoices({ rows }: Sheet): number[] {
  return rows.slice(0, headingRows).flatMap((row, index) => (row.some(cell => cell !== '') ? [index] : []))
}

function kindOf(heading: string): ColumnKind | undefined {
  return kindOfHeading.get(bare(heading))
}

/** Folded, without marks and line breaks: "Sản phẩm/\nMinh chứng" is "Sản phẩm, minh chứng". */
function bare(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
