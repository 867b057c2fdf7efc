/** How an organisation reminds and which graces it gives, version by version; rows are written once and never changed. */
export interface PolicyTable {
  id: string
  organisation_id: string
  /** 1, 2, 3 … within the organisation. */
  number: number
  /** The first business day on which it holds. */
  from_on: string
  /** Canonical JSON; domain/policy-content.ts knows its shape. */
  content: string
  note: string
  /** Null for what an installation had before policies were kept by version. */
  created_by: string | null
  created_at: string
}
