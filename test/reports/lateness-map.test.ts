import t from 'tap'
import { latenessMap } from '../../src/reports/lateness-map.ts'

await t.test('the darker, the more; rows share one scale', async t => {
  const [first, second] = latenessMap([
    [0, 1, 8],
    [2, 4, 6],
  ])
  t.same(
    first?.map(({ value, level }) => [value, level]),
    [
      [0, 0],
      [1, 1],
      [8, 4],
    ],
  )
  t.same(
    second?.map(({ level }) => level),
    [1, 2, 3],
  )
})

await t.test('cells lie side by side and stay within the row', async t => {
  const [row] = latenessMap([Array.from({ length: 12 }, (_, n) => n)])
  t.equal(row?.length, 12)
  t.ok(row?.every((cell, n) => n === 0 || cell.x >= (row[n - 1]?.x ?? 0) + (row[n - 1]?.width ?? 0)))
  t.ok((row?.at(-1)?.x ?? 0) + (row?.at(-1)?.width ?? 0) <= 100.01)
})

await t.test('few late tasks are not painted as many', async t => {
  const [row] = latenessMap([[0, 1, 1]])
  t.same(
    row?.map(({ level }) => level),
    [0, 1, 1],
  )
  t.same(latenessMap([]), [])
})
