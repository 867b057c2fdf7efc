/** Geometry of the small figures, in percent: SVG without viewBox stretches and its letters do not. */
import type { BarPart, NumberTablePart, RulerPart } from './parts.ts'

/** Segments of a stacked bar side by side; empty ones are left out. */
export function barShape(bar: BarPart) {
  let end = 0
  return bar.segments
    .filter(segment => segment.value > 0)
    .map(segment => {
      const x = percent(end, bar.max)
      end += segment.value
      return { ...segment, x, width: percent(segment.value, bar.max) }
    })
}

/**
 * Cells and marks of the working-day ruler. Marks of one side that would touch on a phone are put on two
 * levels, so that no label covers another.
 */
export function rulerShape(ruler: RulerPart) {
  const many = ruler.days.length > 45
  const gaps = ruler.days.map((day, i) => (i === 0 ? 0 : day.gap ? (many ? 0.5 : 1) : many ? 0.12 : 0.3))
  const width = (100 - sum(gaps)) / Math.max(ruler.days.length, 1)
  const cells = ruler.days.map((day, i) => ({ tone: day.tone, x: sum(gaps.slice(0, i + 1)) + i * width }))
  const place = (at: number) => {
    const cell = cells[Math.min(Math.max(Math.ceil(at) - 1, 0), cells.length - 1)]
    return cell ? cell.x + (at - Math.max(Math.ceil(at) - 1, 0)) * width : 0
  }
  const marks = (['above', 'below'] as const).flatMap(side =>
    levels(
      ruler.marks.filter(mark => mark.side === side).map(mark => ({ ...mark, x: clamp(place(mark.at)) })),
    ),
  )
  const level = (side: string) =>
    Math.max(0, ...marks.filter(mark => mark.side === side).map(mark => mark.level))
  return { width, cells, marks, above: level('above'), below: level('below') }
}

/** Neighbouring columns of one group become one head over them. */
export function columnGroups(columns: NumberTablePart['columns']): { group: string; span: number }[] {
  const groups: { group: string; span: number }[] = []
  for (const column of columns) {
    const last = groups.at(-1)
    if (last && column.group && last.group === column.group) last.span++
    else groups.push({ group: column.group ?? '', span: 1 })
  }
  return groups
}

/** A label takes up to two fifths of a phone's width. */
const CLOSE = 40

function levels<T extends { x: number }>(marks: T[]): (T & { level: number; anchor: string })[] {
  const placed: (T & { level: number; anchor: string })[] = []
  for (const mark of marks.toSorted((a, b) => a.x - b.x)) {
    const last = placed.at(-1)
    const level = last && mark.x - last.x < CLOSE && last.level === 0 ? 1 : 0
    placed.push({ ...mark, level, anchor: mark.x < 30 ? 'start' : 'end' })
  }
  return placed
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
const percent = (part: number, whole: number) => (whole > 0 ? (part / whole) * 100 : 0)
const clamp = (x: number) => Math.min(Math.max(x, 0), 100)
