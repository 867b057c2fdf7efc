import { scaleLinear } from 'd3-scale'
import { curveStepAfter, line } from 'd3-shape'
import { dayNumber, type PlainDate } from '../lib/plain-date.ts'
import { round, type Strip, stripsOf, type Tick, wholeTicks } from './class-area-chart.ts'

export interface OpenDay {
  day: PlainDate
  open: number
}

export interface BurnDownInput {
  /** Open tasks at the end of days gone by, in rising order; the last is the day asked for. */
  past: readonly OpenDay[]
  /** How many of the open tasks have their deadline on or before each day to come, in rising order, each counted once. */
  due: readonly { day: PlainDate; count: number }[]
}

export interface BurnDownChart {
  /** Open tasks up to the day asked for: steps, in a box of 100 × 100. */
  pastPath: string
  /** What would be left if every deadline to come were kept; '' where none is to come. */
  aheadPath: string
  /** The same numbers day by day, the day asked for left out. */
  ahead: OpenDay[]
  ticks: Tick[]
  /** Where the day asked for stands, in percent from the left. */
  now: number
  /** Heights of both ends, in percent from the top. */
  nowY: number
  endY: number
  /** Strips of the days gone by, for links to their figures. */
  strips: Strip[]
}

/**
 * Open tasks over time against the deadlines to come. The line ahead ends at what is late already: those tasks have no
 * deadline to come and stay until somebody finishes them.
 * @throws RangeError where no day has gone by
 */
export function burnDownChart({ past, due }: BurnDownInput): BurnDownChart {
  const [first, today] = [past[0], past.at(-1)]
  if (!first || !today) throw new RangeError('a burn-down needs a day')
  const ahead = leftAhead(today, due)
  const end = ahead.at(-1)?.day ?? today.day
  const x = scaleLinear([dayNumber(first.day), Math.max(dayNumber(end), dayNumber(first.day) + 1)], [0, 100])
  const y = scaleLinear([0, Math.max(1, ...past.map(one => one.open))], [100, 0]).nice(4)
  const draw = line<OpenDay>()
    .x(one => round(x(dayNumber(one.day))))
    .y(one => round(y(one.open)))
    .curve(curveStepAfter)
  const now = round(x(dayNumber(today.day)))
  return {
    pastPath: draw([...past]) ?? '',
    aheadPath: ahead.length > 0 ? (draw([today, ...ahead]) ?? '') : '',
    ahead,
    ticks: wholeTicks(y),
    now,
    nowY: round(y(today.open)),
    endY: round(y(ahead.at(-1)?.open ?? today.open)),
    strips: stripsOf(past.map(({ day }) => ({ day, at: x(dayNumber(day)) }))).map(strip =>
      strip.day === today.day ? { ...strip, width: round(Math.max(0, now - strip.x)) } : strip,
    ),
  }
}

function leftAhead(today: OpenDay, due: BurnDownInput['due']): OpenDay[] {
  let left = today.open
  return due.map(({ day, count }) => {
    left -= count
    return { day, open: left }
  })
}
