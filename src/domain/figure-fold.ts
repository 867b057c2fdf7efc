import { type FigureMeasure, figureMeasures } from '../data/figure-condition.ts'
import type { FigureCount } from '../data/figures.ts'
import type { StatusClass } from './task-status.ts'

export interface Rate {
  numerator: number
  denominator: number
}

/** Numbers of tasks: the four official classes, how many are due soon, and what is counted apart (DECISIONS 3). */
export interface Figures extends Record<StatusClass, number> {
  due_soon: number
  suspended: number
  not_implemented: number
  withdrawn: number
  done: number
  /** "Tổng số nhiệm vụ giao": the four classes together, without what is counted apart. */
  total: number
  /** Done, and running, past the first deadline, whatever extensions were granted; the classes go by the last one. */
  done_late_original: number
  running_late_original: number
  /** Cycles of obligations, in none of the others: reported in time, "không báo cáo", neither yet. */
  cycles: { met: number; missed: number; running: number }
  rates: Rates
}

/**
 * DOMAIN §4.2: what is done of what was given, on time of what is done, late of what fell due. PRODUCT §5: received in
 * time of what was or should have been received, and with a fresh word of what is with the units.
 */
export interface Rates {
  completion: Rate
  on_time: Rate
  late: Rate
  receipt: Rate
  freshness: Rate
}

/** Adds up rows of counts; rates say what they divide by. */
export function foldFigures(rows: readonly FigureCount[]): Figures {
  const sums = Object.fromEntries(figureMeasures.map(name => [name, 0])) as Record<FigureMeasure, number>
  for (const row of rows) for (const name of figureMeasures) sums[name] += row[name]
  const {
    cycle_met,
    cycle_missed,
    cycle_running,
    receipt_due,
    received_in_time,
    under_way,
    fresh,
    ...counts
  } = sums
  const done = counts.done_on_time + counts.done_late
  const total = done + counts.running_in_time + counts.running_late
  return {
    ...counts,
    done,
    total,
    cycles: { met: cycle_met, missed: cycle_missed, running: cycle_running },
    rates: {
      completion: { numerator: done, denominator: total },
      on_time: { numerator: counts.done_on_time, denominator: done },
      late: { numerator: counts.running_late, denominator: done + counts.running_late },
      receipt: { numerator: received_in_time, denominator: receipt_due },
      freshness: { numerator: fresh, denominator: under_way },
    },
  }
}
