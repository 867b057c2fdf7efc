import { createHmac } from 'node:crypto'
import t from 'tap'
import { deriveKey } from '../../src/lib/derive-key.ts'

const secret = 'mot-bi-mat-dai-it-nhat-ba-muoi-hai-ky-tu'

await t.test('one key per secret and label', async t => {
  const key = deriveKey(secret, 'event')
  t.equal(key.length, 32)
  t.same(deriveKey(secret, 'event'), key)
  t.notSame(deriveKey(secret, 'mail-link'), key)
  t.notSame(deriveKey(`${secret}!`, 'event'), key)
})

await t.test('it is HKDF as RFC 5869 writes it, so that other tools can check the chain', async t => {
  const pseudoRandom = createHmac('sha256', 'dondoc').update(secret).digest()
  const expanded = createHmac('sha256', pseudoRandom).update('event').update(Buffer.of(1)).digest()
  t.same(deriveKey(secret, 'event'), expanded)
})
