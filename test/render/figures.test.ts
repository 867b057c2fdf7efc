import t from 'tap'
import { barShape, columnGroups, rulerShape } from '../../src/render/figures.ts'
import type { RulerPart } from '../../src/render/parts.ts'

const days = (count: number): RulerPart['days'] =>
  Array.from({ length: count }, (_, i) => ({ tone: 'within' as const, gap: i > 0 && i % 5 === 0 }))

await t.test('segments of a bar stand side by side, as wide as their share', async t => {
  const shape = barShape({
    id: 'bar',
    label: '',
    max: 8,
    segments: [
      { key: 'done_on_time', value: 1, label: '1' },
      { key: 'done_late', value: 0, label: '0' },
      { key: 'running_late', value: 3, label: '3' },
    ],
  })
  t.same(
    shape.map(({ x, width }) => [x, width]),
    [
      [0, 12.5],
      [12.5, 37.5],
    ],
  )
  t.same(barShape({ id: 'b', label: '', max: 0, segments: [{ key: 'done_late', value: 0, label: '0' }] }), [])
})

await t.test('the cells of a ruler fill the whole width, however many they are', async t => {
  for (const count of [1, 19, 46, 200]) {
    const shape = rulerShape({ id: 'r', label: '', days: days(count), marks: [] })
    const end = shape.cells.at(-1)!.x + shape.width
    t.ok(shape.width > 0, `${count} days have a width`)
    t.ok(Math.abs(end - 100) < 0.001, `${count} days end at the right edge`)
  }
  t.same(
    rulerShape({ id: 'r', label: '', days: [], marks: [{ at: 0, label: 'x', side: 'above' }] }).cells,
    [],
  )
})

await t.test('marks stand at the edge of their day; those that would touch take two levels', async t => {
  const { marks, above, below } = rulerShape({
    id: 'r',
    label: '',
    days: days(10),
    marks: [
      { at: 0, label: 'issue', side: 'above' },
      { at: 9, label: 'original', side: 'below' },
      { at: 10, label: 'due', side: 'below' },
    ],
  })
  t.equal(marks.find(mark => mark.label === 'issue')!.x, 0)
  t.ok(Math.abs(marks.find(mark => mark.label === 'due')!.x - 100) < 0.001)
  t.same(
    marks.map(mark => mark.level),
    [0, 0, 1],
  )
  t.same([above, below], [0, 1])
  t.same(
    marks.map(mark => mark.anchor),
    ['start', 'end', 'end'],
  )
})

await t.test('neighbouring columns of one group share a head', async t => {
  const columns = [
    { label: 'a' },
    { label: 'b', group: 'G' },
    { label: 'c', group: 'G' },
    { label: 'd' },
    { label: 'e' },
  ]
  t.same(
    columnGroups(columns).map(group => group.span),
    [1, 2, 1, 1],
  )
})
