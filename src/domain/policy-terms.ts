/** Graces, limits and hours that an office may set besides the ladder; PRODUCT §3 to §5 and DECISIONS 16 give the defaults. */
export const defaultTerms = {
  /** Working days within which a head may say that a task is not theirs (PRODUCT §3 act 3). */
  refusal_days: 3,
  /** Working days within which a task is to be received (PRODUCT §5). */
  receipt_days: 2,
  /** Days, all counted, until a suspension must be looked at again (PRODUCT §3 act 9). */
  suspension_days: 30,
  /** A task due in so many working days or fewer is due soon (DECISIONS 3). */
  due_soon_days: 3,
  /** An open task without a word for so many working days is stale (PRODUCT §5). */
  fresh_days: 10,
  /** Working days after the end of a cycle until which its report is waited for (PRODUCT §3). */
  no_report_days: 3,
  /** Days, all counted and by the system's clock, for which a link in a mail can be used (PRODUCT §4, DECISIONS 14). */
  mail_act_days: 10,
  /** Business mail may go on working days from this time … */
  mail_from: '06:00',
  /** … and before this one (DECISIONS 16). */
  mail_until: '20:00',
  /** When a working day's bundles go (PRODUCT §4). */
  bundle_at: '07:30',
  /** The weekly digest goes on this weekday, 1 for Monday. */
  digest_weekday: 1,
  /** At most so many late tasks stand in the weekly digest. */
  digest_tasks: 8,
}

export type Terms = typeof defaultTerms
export type TermName = keyof Terms

export interface TermShape {
  group: 'graces' | 'hours'
  kind: 'days' | 'count' | 'time' | 'weekday'
  least: number | string
  most: number | string
}

/** What may be set, in the order of the pages, and between which bounds. */
export const termShapes: Record<TermName, TermShape> = {
  refusal_days: { group: 'graces', kind: 'days', least: 1, most: 10 },
  receipt_days: { group: 'graces', kind: 'days', least: 1, most: 10 },
  suspension_days: { group: 'graces', kind: 'days', least: 1, most: 90 },
  due_soon_days: { group: 'graces', kind: 'days', least: 1, most: 10 },
  fresh_days: { group: 'graces', kind: 'days', least: 2, most: 60 },
  no_report_days: { group: 'graces', kind: 'days', least: 1, most: 20 },
  mail_act_days: { group: 'graces', kind: 'days', least: 1, most: 30 },
  bundle_at: { group: 'hours', kind: 'time', least: '05:00', most: '11:00' },
  mail_from: { group: 'hours', kind: 'time', least: '05:00', most: '11:00' },
  // Until 17:00 a bundle that missed its time still goes on its day (DECISIONS 16): mail must be open until then.
  mail_until: { group: 'hours', kind: 'time', least: '17:00', most: '22:00' },
  digest_weekday: { group: 'hours', kind: 'weekday', least: 1, most: 5 },
  digest_tasks: { group: 'hours', kind: 'count', least: 3, most: 20 },
}

export const termNames = Object.keys(termShapes) as TermName[]
