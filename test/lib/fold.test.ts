import fc from 'fast-check'
import t from 'tap'
import { fold, normaliseLine, normaliseText } from '../../src/lib/fold.ts'

await t.test('folding drops marks and đ, in both normal forms', async t => {
  for (const form of ['NFC', 'NFD'] as const) {
    t.equal(fold('Sở Giáo dục và Đào tạo'.normalize(form)), 'so giao duc va dao tao')
    t.equal(fold('ƯỚC ĐƯỜNG Ặ Ỡ'.normalize(form)), 'uoc duong a o')
  }
  t.equal(fold('Quý II/2018 – 50%'), 'quy ii/2018 – 50%', 'nothing else is mapped')
  t.equal(fold(''), '')
})

await t.test('folding twice changes nothing more', async () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => fold(fold(text)) === fold(text)))
})

await t.test('stored text is NFC with LF and holds nothing a column cannot', async t => {
  t.equal(normaliseText('a\r\nb\rc\nd'), 'a\nb\nc\nd')
  t.equal(normaliseText('Hoa\u0300'), 'Hoà')
  t.equal(normaliseText('a\0b'), 'ab')
  t.equal(normaliseText('a\ud800b\udc00c'), 'abc', 'lone surrogates go')
  t.equal(normaliseText('a😀b'), 'a😀b', 'pairs stay')
  t.equal(normaliseText('  giữ khoảng trắng  '), '  giữ khoảng trắng  ')
})

await t.test('normalised text stays as it is and can be encoded', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const once = normaliseText(text)
      return normaliseText(once) === once && once.isWellFormed() && !/[\r\0]/.test(once)
    }),
  )
})

await t.test('removing a character between two that compose leaves NFC', async t => {
  t.equal(normaliseText('a\0\u0301'), 'á')
  t.equal(normaliseText('\r\0\n'), '\n\n', 'only adjacent CR and LF are one line end')
})

await t.test('a line has single spaces and no ends', async t => {
  t.equal(normaliseLine('  Nguyễn \t\r\n Văn\u00a0 A '), 'Nguyễn Văn A')
  t.equal(normaliseLine(' \n '), '')
})
