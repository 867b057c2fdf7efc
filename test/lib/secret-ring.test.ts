import t from 'tap'
import { parseSecretRing } from '../../src/lib/secret-ring.ts'

const one = 'a'.repeat(32)
const two = 'b'.repeat(40)

await t.test('a bare secret has the id 1', async t => {
  t.same(parseSecretRing(one), [{ id: '1', secret: one }])
})

await t.test('a ring keeps its order, newest first', async t => {
  t.same(parseSecretRing(`2027:${two}, 1:${one}`), [
    { id: '2027', secret: two },
    { id: '1', secret: one },
  ])
  t.same(parseSecretRing(`k1:${one}`), [{ id: 'k1', secret: one }])
})

await t.test('malformed rings', async t => {
  const wrong = [
    '',
    'short',
    `1:${'a'.repeat(31)}`,
    `${one},${two}`,
    `1:${one},1:${two}`,
    `1:${one},`,
    `:${one}`,
    `1:${one}:x`,
    `a b:${one}`,
    `${'x'.repeat(17)}:${one}`,
    `1:${one} ${two}`,
  ]
  for (const text of wrong) t.equal(parseSecretRing(text), null, text)
})
