import t from 'tap'
import { unzip, zip } from '../../src/lib/zip.ts'
import { makeZip } from '../support/zip.ts'

await t.test('wanted parts come out as they went in, and can be zipped again', async t => {
  const bytes = makeZip([
    { name: 'a.xml', content: 'một', deflate: true },
    { name: 'b.xml', content: 'hai' },
    { name: 'c.bin', content: 'ba' },
  ])
  const parts = unzip(bytes, name => name.endsWith('.xml'))
  t.same(
    [...parts].map(([name, part]) => [name, part.toString()]),
    [
      ['a.xml', 'một'],
      ['b.xml', 'hai'],
    ],
  )
  t.same(
    unzip(zip(parts), () => true),
    parts,
  )
})

await t.test('a part is never unpacked beyond the size that is declared', async t => {
  const bomb = makeZip([{ name: 'a', content: Buffer.alloc(50_000_000), deflate: true, unpackedSize: 1_000 }])
  const started = performance.now()
  t.throws(() => unzip(bomb, () => true))
  t.ok(performance.now() - started < 100)
  t.throws(() => unzip(makeZip([{ name: 'a', content: 'abc', unpackedSize: 5 }]), () => true))
})

await t.test('what is no zip throws', async t => {
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.alloc(22),
    Buffer.from('PK'),
    makeZip([{ name: 'a' }]).subarray(9),
  ])
    t.throws(() => unzip(bytes, () => true).size || assertRead(), bytes.toString('hex').slice(0, 20))
})

function assertRead(): never {
  throw new Error('nothing was read')
}
