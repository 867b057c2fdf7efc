import t from 'tap'
import { isId, newId } from '../../src/lib/id.ts'

await t.test('ids differ and sort by creation', async t => {
  const ids = Array.from({ length: 5000 }, newId)
  t.equal(new Set(ids).size, ids.length)
  t.same(ids.toSorted(), ids)
  t.ok(ids.every(isId))
})

await t.test('only ids of ours are ids', async t => {
  const id = newId()
  const wrong = [
    '',
    'me',
    id.toUpperCase(),
    `${id} `,
    `${id}\n`,
    `'${id}`,
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    null,
    7,
  ]
  for (const text of wrong) t.notOk(isId(text), JSON.stringify(text))
})
