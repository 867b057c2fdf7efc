import t from 'tap'
import { openSealedText, sealKeys, sealText } from '../../src/lib/sealed-text.ts'

const old = { id: '1', secret: 'a'.repeat(40) }
const fresh = { id: '2', secret: 'b'.repeat(40) }

await t.test(
  'a sealed text opens by the ring that holds its key, and for what it was sealed for',
  async t => {
    const before = sealKeys([old], 'webhook-secret')
    const sealed = sealText(before, 'whsec_x', 'w1')
    t.notMatch(sealed, 'whsec_x')
    t.not(sealText(before, 'whsec_x', 'w1'), sealed, 'never the same twice')
    const rotated = sealKeys([fresh, old], 'webhook-secret')
    t.equal(openSealedText(rotated, sealed, 'w1'), 'whsec_x', 'after the key was rotated')
    t.match(sealText(rotated, 'x', 'w1'), /^2\./, 'the newest seals')
    t.equal(openSealedText(rotated, sealed, 'w2'), null, 'not in another’s place')
    t.equal(openSealedText(sealKeys([fresh], 'webhook-secret'), sealed, 'w1'), null)
    t.equal(openSealedText(sealKeys([old], 'mail-act'), sealed, 'w1'), null)
    t.equal(openSealedText(before, `${sealed.slice(0, -2)}AA`, 'w1'), null, 'changed')
    t.equal(openSealedText(before, 'nonsense', 'w1'), null)
  },
)
