import fc from 'fast-check'
import t from 'tap'
import { canonicalJson } from '../../src/lib/canonical-json.ts'

await t.test('keys are sorted at every depth and nothing is spaced', async t => {
  t.equal(
    canonicalJson({ b: [1, { z: null, a: 'ế' }], a: true, B: -0 }),
    '{"B":0,"a":true,"b":[1,{"a":"ế","z":null}]}',
  )
  t.equal(canonicalJson({ 10: 'x', 9: 'y' }), '{"10":"x","9":"y"}', 'numeric keys sort as text')
  t.equal(canonicalJson(Object.assign(Object.create(null), { a: 1 })), '{"a":1}')
})

await t.test('the order in which keys were set does not matter, and the text reads back', async t => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = canonicalJson(value)
      const read = JSON.parse(text)
      return (
        canonicalJson(reversed(read)) === text && JSON.stringify(read) === JSON.stringify(JSON.parse(text))
      )
    }),
  )
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      t.same(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))
    }),
    { numRuns: 50 },
  )
})

await t.test('what JSON would drop or change is refused, with its place', async t => {
  const wrong = [
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    Symbol('x'),
    () => 1,
    new Date(0),
    new Map(),
    Buffer.from('a'),
  ]
  for (const value of wrong)
    t.throws(() => canonicalJson({ a: [0, value] }), { name: 'TypeError', message: /\$\.a\[1\]/ })
  t.throws(() => canonicalJson(undefined), TypeError)
  const holed: unknown[] = [1]
  holed[2] = 2
  t.throws(() => canonicalJson(holed), { message: /\$\[1\]/ })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]))
}
