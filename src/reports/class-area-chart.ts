import { scaleLinear } from 'd3-scale'
import { area, stack, stackOrderNone } from 'd3-shape'
import type { StatusClass } from '../domain/task-status.ts'
import { dayNumber, type PlainDate } from '../lib/plain-date.ts'

/** How many tasks stood in each of the four classes at the end of the day. */
export interface ClassDay extends Record<StatusClass, number> {
  day: PlainDate
}

export interface ClassAreaChart {
  /** From the ground up; all in percent of a box, y from the top. */
  bands: {
    key: StatusClass
    /** An SVG path in a box of 100 × 100. */
    path: string
    value: number
    /** Middle of the band at the last day, where its value stands; null where the band is too thin for a number. */
    at: number | null
  }[]
  ticks: Tick[]
  /** One upright strip a day, for the link to that day's figures; together they cover the box. */
  strips: Strip[]
}

export interface Tick {
  value: number
  y: number
}

export interface Strip {
  day: PlainDate
  x: number
  width: number
}

/** The order of the stack, as in every bar of the product. */
export const stackedClasses = [
  'done_on_time',
  'done_late',
  'running_in_time',
  'running_late',
] as const satisfies StatusClass[]

/** Height of a number in percent of the box: bands thinner than this stand without theirs. */
const numberHeight = 8

/** The four classes over time, stacked on each other. @throws RangeError for fewer than two days */
export function classAreaChart(days: readonly ClassDay[]): ClassAreaChart {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last || days.length < 2) throw new RangeError('an area needs two days')
  const totals = days.map(day => stackedClasses.reduce((sum, key) => sum + day[key], 0))
  const x = scaleLinear([dayNumber(first.day), dayNumber(last.day)], [0, 100])
  const y = scaleLinear([0, Math.max(1, ...totals)], [100, 0]).nice(4)
  const layers = stack<ClassDay, StatusClass>().keys(stackedClasses).order(stackOrderNone)([...days])
  const draw = area<(typeof layers)[number][number]>()
    .x(point => round(x(dayNumber(point.data.day))))
    .y0(point => round(y(point[0])))
    .y1(point => round(y(point[1])))
  return {
    bands: layers.map(layer => {
      const end = layer.at(-1)
      const [low, high] = end ? [y(end[0]), y(end[1])] : [100, 100]
      return {
        key: layer.key,
        path: draw(layer) ?? '',
        value: last[layer.key],
        at: low - high >= numberHeight ? round((low + high) / 2) : null,
      }
    }),
    ticks: wholeTicks(y),
    strips: stripsOf(days.map(({ day }) => ({ day, at: x(dayNumber(day)) }))),
  }
}

/** Upright strips around points in rising order: each reaches halfway to its neighbours. */
export function stripsOf(points: readonly { day: PlainDate; at: number }[]): Strip[] {
  const middle = (n: number) => ((points[n]?.at ?? 0) + (points[n + 1]?.at ?? 0)) / 2
  return points.map(({ day }, n) => {
    const [from, to] = [n === 0 ? 0 : middle(n - 1), n === points.length - 1 ? 100 : middle(n)]
    return { day, x: round(from), width: round(to - from) }
  })
}

/** Whole numbers of the axis: there are no halves of tasks. */
export function wholeTicks(y: { ticks(count: number): number[]; (value: number): number }): Tick[] {
  return y
    .ticks(4)
    .filter(Number.isInteger)
    .map(value => ({ value, y: round(y(value)) }))
}

export function round(value: number): number {
  return Math.round(value * 100) / 100
}
