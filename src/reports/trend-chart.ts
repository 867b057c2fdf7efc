import { scaleLinear } from 'd3-scale'

export interface TrendPoint {
  /** Days since any fixed day; points are in rising order. */
  at: number
  value: number
}

export interface TrendLine<Key extends string> {
  key: Key
  /** An SVG path in a box of 100 × 100. */
  path: string
  /** Where the line ends, from the top, in percent: there its label stands. */
  end: number
}

export interface TrendChart<Key extends string> {
  lines: TrendLine<Key>[]
  /** Values of the left axis, and where they stand from the top in percent. */
  ticks: { value: number; y: number }[]
}

/**
 * Step lines over the same days and the same scale from 0: between two days a figure stays what it was. Everything is
 * in percent, so that the drawing stretches with its place and its letters do not.
 */
export function trendChart<Key extends string>(
  series: readonly { key: Key; points: readonly TrendPoint[] }[],
): TrendChart<Key> {
  const points = series.flatMap(one => one.points)
  const days = points.map(point => point.at)
  const x = scaleLinear([Math.min(...days), Math.max(...days)], [0, 100])
  const y = scaleLinear([0, Math.max(1, ...points.map(point => point.value))], [100, 0]).nice(4)
  return {
    lines: series.map(({ key, points: own }) => ({
      key,
      path: stepPath(own.map(point => [x(point.at), y(point.value)])),
      end: round(y(own.at(-1)?.value ?? 0)),
    })),
    ticks: y
      .ticks(4)
      .filter(Number.isInteger)
      .map(value => ({ value, y: round(y(value)) })),
  }
}

function stepPath(points: [number, number][]): string {
  return points
    .map(([x, y], index) => (index === 0 ? `M${round(x)} ${round(y)}` : `H${round(x)}V${round(y)}`))
    .join('')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
