import t from 'tap'
import { sha256 } from '../../src/lib/sha256.ts'

await t.test('known digests (FIPS 180-4)', async t => {
  t.equal(sha256(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  t.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

await t.test('text is hashed as UTF-8', async t => {
  t.equal(sha256('đôn đốc'), sha256(Buffer.from('đôn đốc', 'utf8')))
})
