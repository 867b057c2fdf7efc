import { scaleBand, scaleQuantize } from 'd3-scale'
import { round } from './class-area-chart.ts'

/** 0: none late; 1 to 4: the darker, the more. */
export type HeatLevel = 0 | 1 | 2 | 3 | 4

export interface HeatCell {
  /** In percent of the row. */
  x: number
  width: number
  level: HeatLevel
  value: number
}

/**
 * Cells of a map of rows × weeks, all rows on one scale from 1 to the largest value, so that rows compare. The level is
 * a lightness, and the number stands in the cell: the map holds in greyscale.
 */
export function latenessMap(rows: readonly (readonly number[])[]): HeatCell[][] {
  const most = Math.max(1, ...rows.flat())
  const weeks = Math.max(0, ...rows.map(row => row.length))
  const x = scaleBand<number>()
    .domain(Array.from({ length: weeks }, (_, n) => n))
    .range([0, 100])
    .paddingInner(0.06)
  const level = scaleQuantize<HeatLevel>(
    [0, most],
    most < 4 ? ([1, 2, 3, 4] as const).slice(0, most) : [1, 2, 3, 4],
  )
  return rows.map(row =>
    row.map((value, n) => ({
      x: round(x(n) ?? 0),
      width: round(x.bandwidth()),
      level: value === 0 ? 0 : level(value - 0.001),
      value,
    })),
  )
}
