import fc from 'fast-check'
import t from 'tap'
import { cleanText } from '../../src/intake/clean-text.ts'
import { readDocument } from '../../src/intake/read-document.ts'
import { readHtml } from '../../src/intake/read-html.ts'

const linesOf = (html: string) => cleanText(readHtml(html)).split('\n').filter(Boolean)

await t.test('the words of a page without its menus and programs', async t => {
  const html = `<!DOCTYPE html><html><head><title>Trang</title><style>p{color:red}</style></head>
    <body><nav><ul><li>Trang chủ<nav>trong</nav></li></ul></nav>
    <script>if (1 < 2) document.write("<p>không</p>")</script>
    <!-- <p>ẩn</p> --><h1>Kết&nbsp;luận</h1>
    <form><p data-x="a>b">Đ&ecirc;&#768; ngh&#7883; <b>rà&#x20;soát</b>
    hồ sơ; 3 < 5.</p></form>
    <ol><li>Họp<li>Báo cáo</ol><ul><li>Lưu</ul>
    <footer>Bản quyền</footer></body></html>`
  t.same(linesOf(html), ['Kết luận', 'Đề nghị rà soát hồ sơ; 3 < 5.', '1. Họp', '2. Báo cáo', '- Lưu'])
})

await t.test('tables keep their cells; those that only set things side by side do not', async t => {
  const html = `<table><tr><td><p>SỞ GIÁO DỤC</p><p>THANH TRA</p></td><td>CỘNG HÒA</td></tr></table>
    <table><tr><th>STT<th>Việc<th>Hạn<tr><td>1</td><td><p>Rà soát</p><p>hồ sơ</p></td><td></td><td>30/12</td></tr></table>
    <table><tr><td><p>Một.</p><p>Hai.</p></td></tr></table>`
  t.same(linesOf(html), [
    'SỞ GIÁO DỤC',
    'THANH TRA',
    'CỘNG HÒA',
    'STT | Việc | Hạn',
    '1 | Rà soát hồ sơ | | 30/12',
    'Một.',
    'Hai.',
  ])
})

await t.test('lines of what is set as it is typed are kept', async t => {
  t.same(linesOf('<pre>Đề nghị:\n- Họp;\n- Báo cáo.</pre>'), ['Đề nghị:', '- Họp;', '- Báo cáo.'])
})

await t.test('any text ends in time and throws nothing', async t => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '<p',
    '<nav>',
    '</nav>',
    '<script',
    '<td>',
    '<tr>',
    '<!--',
    '"',
    '=',
    '&',
    '&#x',
    'ệ ',
    '</',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 200 }), parts => {
      readHtml(parts.join(''))
    }),
  )
  for (const piece of ['<nav>', '<', '<p "', '<!--', '<table><tr><td>', '<ol>', '&#', '<nav></nav>', '<svg '])
    t.ok(await endsSoon(piece.repeat(1_000_000 / piece.length)), piece)
})

async function endsSoon(html: string): Promise<boolean> {
  const started = performance.now()
  await readDocument(Buffer.from(html), 'html').catch(() => undefined)
  return performance.now() - started < 2_000
}
