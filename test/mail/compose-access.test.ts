import { join } from 'node:path'
import t from 'tap'
import { createAccessComposer } from '../../src/mail/compose-access.ts'
import { createRenderer } from '../../src/render/renderer.ts'

const compose = createAccessComposer(createRenderer({ viewsDir: join(import.meta.dirname, '../../views') }))
const letter = {
  personName: 'Phạm Hoàng Phúc',
  officeName: 'Sở Giáo dục và Đào tạo Vĩnh Long',
  link: 'https://dondoc.example/invitations/abc_DEF-123',
  expiresAt: '2018-12-17T02:00:00.000Z',
}

for (const kind of ['invitation', 'reset'] as const) {
  await t.test(`${kind}: subject, text and HTML carry the same words and the link`, async t => {
    const mail = compose({ ...letter, kind })
    t.match(mail.subject, /Đôn Đốc, Sở Giáo dục và Đào tạo Vĩnh Long$/)
    t.notMatch(mail.subject, /[\r\n]/)
    for (const body of [mail.text, mail.html]) {
      t.ok(body.includes(letter.link))
      t.match(body, /Phạm Hoàng Phúc/)
      t.match(body, /09:00 17\/12\/2018/, 'the end of its life, on clocks of Viet Nam')
      t.notMatch(body, /undefined|\{office\}/)
    }
    t.match(mail.html, /<html lang="vi">/)
    t.notMatch(mail.html, /<script|<link|<img|https?:\/\/(?!dondoc\.example)/, 'nothing is fetched')
    t.ok(mail.html.length < 12_000)
  })
}

await t.test('a name with signs is a name, in HTML too', async t => {
  const mail = compose({ ...letter, kind: 'reset', personName: '<b>Phúc</b> & "bạn"' })
  t.match(mail.html, /&lt;b&gt;Phúc&lt;\/b&gt; &amp; &quot;bạn&quot;/)
  t.match(mail.text, /<b>Phúc<\/b> & "bạn"/)
})
