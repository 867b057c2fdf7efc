import t from 'tap'
import { isEmailAddress } from '../../src/lib/email-address.ts'

await t.test('plain mailboxes', async t => {
  for (const good of [
    'an@so.example',
    'nguyen.van-an+tb@phong.so.gov.vn',
    "o'brien@a.io",
    'A_1@X-y.vn',
    `${'a'.repeat(64)}@a.vn`,
  ])
    t.ok(isEmailAddress(good), good)
})

await t.test('anything that could be two recipients, a header or no address', async t => {
  const wrong = [
    '',
    'an',
    'an@',
    '@so.example',
    'an@localhost',
    'an@so..example',
    'an@-so.example',
    'an@so-.example',
    'an@127.0.0.1',
    '.an@so.example',
    'an.@so.example',
    'a..n@so.example',
    'an@so.example,binh@so.example',
    'An <an@so.example>',
    '"an"@so.example',
    'an@so.example\r\nBcc: x@y.vn',
    'an@so.example\n',
    ' an@so.example',
    'ân@so.example',
    'an@sở.example',
    'a@b@so.example',
    `${'a'.repeat(65)}@a.vn`,
    `an@${'a.'.repeat(130)}vn`,
    null,
    ['an@so.example'],
  ]
  for (const text of wrong) t.notOk(isEmailAddress(text), JSON.stringify(text))
})
