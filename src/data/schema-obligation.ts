/** Duties that come back each cycle, and what the committee decides of recommendations. */

export type CycleKind = 'month' | 'quarter' | 'half_year' | 'year' | 'school_year'

export interface ObligationTable {
  id: string
  recommendation_id: string
  inspection_id: string
  organisation_id: string
  title: string
  criterion: string
  lead_unit_id: string
  cycle: CycleKind
  /** Day of the month on which a period ends, 1-31; the month's last day where it has fewer. */
  cut_off_day: number
  /** Calendar days from the period's end to the deadline of its task. */
  send_days: number
  state: 'draft' | 'open' | 'closed'
  /** The leader's appointment in whose name it, and each cycle's task, is issued. */
  assigner_id: string | null
  document_no: string
  document_on: string | null
  document_file_id: string | null
  issued_on: string | null
  /** First day that no cycle covers yet; null while a draft. */
  next_from_on: string | null
  closed_on: string | null
  closed_by: string | null
  decision_no: string
  decision_on: string | null
  decision_reason: string
  created_by: string
  created_at: string
  version: number
}

/** A schedule with the first day of the first cycle that follows it. */
export interface ObligationScheduleTable {
  id: string
  obligation_id: string
  cycle: CycleKind
  cut_off_day: number
  send_days: number
  from_on: string
  reason: string
  decided_by: string
  decided_on: string
  created_at: string
}

/** One period of an obligation and the task it created. */
export interface ObligationCycleTable {
  id: string
  obligation_id: string
  ordinal: number
  task_id: string
  inspection_id: string
  organisation_id: string
  period_from: string
  period_to: string
  /** The day from whose end on it counts as "không báo cáo"; null while it does not. */
  missed_on: string | null
  created_at: string
}

/** A decision of the committee that closes a recommendation or opens it again. */
export interface RecommendationDecisionTable {
  id: string
  recommendation_id: string
  inspection_id: string
  organisation_id: string
  kind: 'close' | 'reopen'
  outcome: 'implemented' | 'not_implemented' | 'superseded' | null
  decision_no: string
  decision_on: string
  reason: string
  /** The recommendation that takes the place of one superseded. */
  successor_id: string | null
  decided_by: string
  decided_on: string
  created_at: string
}
