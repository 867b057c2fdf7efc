/** Figures by level, kept by the worker, and the days that were kept of them (DECISIONS 4). */

export interface FigureVersionTable {
  id: string
  number: number
}

/**
 * What a row counts, of all that report to one committee: everything, a unit, an inspection, a theme; and within one
 * inspection a unit or a recommendation.
 */
export type SummaryLevel = 'all' | 'unit' | 'inspection' | 'theme' | 'recommendation'

/** The numbers of a row of `status_summary`; none of them changes with the date alone. */
export interface SummaryNumbers {
  /** Everything given out that is no cycle of an obligation. */
  tasks: number
  done_on_time: number
  done_late: number
  done_late_original: number
  reported_in_time: number
  reported_late: number
  reported_late_original: number
  /** Issued, in progress or returned: late or not by the date alone, for which see `status_mark`. */
  waiting: number
  suspended: number
  not_implemented: number
  withdrawn: number
  received_in_time: number
  received_late: number
  cycles_met: number
  cycles_missed: number
  cycles_running: number
  /** Recommendations, and those closed as implemented; of `all` and `inspection` only. */
  recommendations: number
  implemented: number
  /** Inspections with tasks; of `all` only. */
  inspections: number
}

export interface SummaryPlace {
  organisation_id: string
  /** The committee that the inspection reports to; '' where none is named. */
  committee_id: string
  level: SummaryLevel
  /** '' but within one inspection. */
  inspection_id: string
  /** The id of the unit, inspection or recommendation, the theme's text, or ''. */
  key: string
}

export interface StatusSummaryTable extends SummaryPlace, SummaryNumbers {}

/** What a task is counted as; '' while it is not counted. */
export type Counted =
  | ''
  | 'done_on_time'
  | 'done_late'
  | 'reported_in_time'
  | 'reported_late'
  | 'waiting'
  | 'suspended'
  | 'not_implemented'
  | 'withdrawn'
  | 'cycles_met'
  | 'cycles_missed'
  | 'cycles_running'

/** A task as it was last counted. Dates stand only while it waits for the unit; else, and where missing, '9999-12-31'. */
export interface StatusImageTable {
  task_id: string
  organisation_id: string
  committee_id: string
  inspection_id: string
  recommendation_id: string
  theme: string
  unit_id: string
  counted: Counted
  /** 1 where it was done, or is reported, after its first deadline. */
  late_original: number
  receipt: '' | 'in_time' | 'late'
  due_on: string
  original_due_on: string
  /** The last word of the unit. */
  fresh_on: string
  /** Stands only while it was not received. */
  issued_on: string
  /** 1 where any of the dates says something. */
  marked: number
}

/** Of the tasks of a place: how many have a date before the day. */
export interface MarkNumbers {
  due: number
  original: number
  fresh: number
  issued: number
}

export interface StatusMarkTable extends MarkNumbers {
  organisation_id: string
  committee_id: string
  level: SummaryLevel
  key: string
  before_on: string
}

/** The days whose marks are counted; a mark that is missing is zero then. */
export interface StatusMarkDayTable {
  before_on: string
}

/**
 * A place at the end of a day: all and each unit every day; an inspection, and a unit within one, on the days on which
 * it differed from the last row before. Null: kept before there was more than the classes.
 */
export interface SnapshotTable {
  day: string
  organisation_id: string
  committee_id: string
  level: SummaryLevel
  inspection_id: string
  key: string
  done_on_time: number
  done_late: number
  running_in_time: number
  running_late: number
  suspended: number
  not_implemented: number
  withdrawn: number
  due_soon: number | null
  done_late_original: number | null
  running_late_original: number | null
  receipt_due: number | null
  received_in_time: number | null
  under_way: number | null
  fresh: number | null
  cycle_met: number | null
  cycle_missed: number | null
  cycle_running: number | null
}

/** The days that are kept; `whole` is 0 where only the classes are. */
export interface SnapshotDayTable {
  day: string
  whole: number
}
