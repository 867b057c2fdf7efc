import type { AdministrativeDocument, Block, DocumentTable } from './administrative.ts'

/** What an office's own form may name in `{{…}}`; the words of each are catalog keys `placeholder.<name>`. */
export const placeholders = [
  'co_quan_chu_quan',
  'co_quan_ban_hanh',
  'so_ky_hieu',
  'dia_danh_ngay',
  'trich_yeu',
  'kinh_gui',
  'tinh_den_ngay',
  'tong_so_kien_nghi',
  'tong_so_nhiem_vu',
  'hoan_thanh',
  'hoan_thanh_dung_han',
  'hoan_thanh_qua_han',
  'dang_thuc_hien_trong_han',
  'sap_den_han',
  'qua_han',
  'ty_le_hoan_thanh',
  'ty_le_dung_han',
  'ty_le_qua_han',
  'noi_dung',
  'bang_theo_don_vi',
  'bang_theo_doi',
  'noi_nhan',
  'tham_quyen_ky',
  'nguoi_ky',
] as const
export type Placeholder = (typeof placeholders)[number]

/** What each of them is filled with: words, or blocks where a paragraph of its own is replaced. */
export type PlaceholderValue = { words: string } | { blocks: Block[] } | { table: DocumentTable | null }

/** Facts of the day that a form can name one by one. */
export type DocumentFacts = Partial<Record<Placeholder, string>> & { unitTable: DocumentTable | null }

/** The values of a document's placeholders; what it does not know is nothing, never a name in brackets. */
export function placeholderValues(document: AdministrativeDocument): Record<Placeholder, PlaceholderValue> {
  const { facts, annex } = document
  const values = Object.fromEntries(placeholders.map(name => [name, { words: facts[name] ?? '' }])) as Record<
    Placeholder,
    PlaceholderValue
  >
  return {
    ...values,
    co_quan_chu_quan: { words: document.parentName.toUpperCase() },
    co_quan_ban_hanh: { words: document.bodyName.toUpperCase() },
    so_ky_hieu: { words: document.number },
    dia_danh_ngay: { words: document.placeAndDate },
    trich_yeu: { words: document.title?.subject ?? document.abstract ?? '' },
    kinh_gui: { words: document.addressees.join('\n') },
    noi_dung: { blocks: document.body },
    bang_theo_don_vi: { table: facts.unitTable },
    bang_theo_doi: { table: annex?.table ?? null },
    noi_nhan: { words: document.recipients.join('\n') },
    tham_quyen_ky: { words: document.signature.lines.join('\n') },
    nguoi_ky: { words: document.signature.name },
  }
}
