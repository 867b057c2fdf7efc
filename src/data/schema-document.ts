/** What official documents need besides the office's names, and the forms that offices bring themselves. */

export type DocumentSender = 'state' | 'party'

/** Whose power a document is signed by: thay mặt, quyền, ký thay, thừa lệnh, thừa ủy quyền; '' signs for themself. */
export type SigningAuthority = '' | 'TM.' | 'Q.' | 'KT.' | 'TL.' | 'TUQ.'

export interface DocumentSettingTable {
  id: string
  organisation_id: string
  sender: DocumentSender
  /** Cơ quan chủ quản; '' takes the office's. */
  parent_name: string
  /** Cơ quan ban hành as heads of documents call it, without the province; '' takes the office's. */
  body_name: string
  /** Ký hiệu viết tắt of the office and of the unit that drafts, as in `/SGDĐT-VP`. */
  symbol: string
  drafter_symbol: string
  place: string
  party_parent_name: string
  party_name: string
  party_symbol: string
  authority: SigningAuthority
  /** Whom the signer stands for: "GIÁM ĐỐC" under KT., "ĐẢNG ỦY" under TM. */
  signed_for: string
  signer_title: string
  signer_name: string
  /** Kính gửi and Nơi nhận: one a line. */
  addressee: string
  recipients: string
  /** Day of the month on which figures are closed (DOMAIN §5). */
  cut_off_day: number
  created_at: string
  version: number
}

export type TemplateKind = 'report' | 'letter'

/** From then on documents of the kind are made in this form; the last row of a kind stands, the others are its history. */
export interface DocumentTemplateTable {
  id: string
  organisation_id: string
  kind: TemplateKind
  /** The DOCX with placeholders; null: the built-in form. */
  file_id: string | null
  created_by: string
  created_at: string
}
