import fc from 'fast-check'
import t from 'tap'
import { parseStrictJson } from '../../src/lib/strict-json.ts'

await t.test('what is well-formed comes out as the platform reads it', async t => {
  const text = fc.string({ unit: 'grapheme' }).filter(one => !one.includes('\0') && one !== '__proto__')
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(text, tie('tree'), { maxKeys: 4 }),
    ),
  }))
  fc.assert(
    fc.property(tree, value => {
      const json = JSON.stringify(value)
      t.same(parseStrictJson(json), JSON.parse(json))
    }),
    { numRuns: 200 },
  )
})

await t.test('what the platform lets pass is refused', async t => {
  const bad = [
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '[{"b":{"a":1,"a":2}}]',
    '{"__proto__":1}',
    '{"a":"\\u0000"}',
    '{"\\u0000":1}',
    '"\\ud800"',
    '[1e309]',
    `${'['.repeat(40)}${']'.repeat(40)}`,
    '{"a":1,}',
    '',
  ]
  for (const one of bad) t.throws(() => parseStrictJson(one), { name: 'JsonFault' }, one)
  t.same(parseStrictJson('{"a":{"x":1},"b":{"x":1},"c":["a","a"]}'), {
    a: { x: 1 },
    b: { x: 1 },
    c: ['a', 'a'],
  })
})
