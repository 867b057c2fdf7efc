import fc from 'fast-check'
import t from 'tap'
import { nameSortKey, sortKey } from '../../src/lib/sort-key.ts'

const collator = new Intl.Collator('vi')
const LETTERS =
  'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz'
const OTHERS = ` _-–—,;:!?.'‘’"“”()[]{}@*/\\&#%\`^+<=>|~$0123456789`
const letters = `${LETTERS}${LETTERS.toUpperCase()}`.match(/./gu)!
const vietnamese = fc.string({
  unit: fc.constantFrom(...letters, ...OTHERS.match(/./gu)!),
  maxLength: 6,
})
const byKey = (key: (text: string) => string) => (a: string, b: string) =>
  Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b)))

await t.test('the key orders like the Vietnamese collator', async () => {
  fc.assert(
    fc.property(vietnamese, vietnamese, (a, b) => byKey(sortKey)(a, b) === Math.sign(collator.compare(a, b))),
    { numRuns: 20_000 },
  )
})

await t.test('words that differ in one letter, tone or case only', async () => {
  // Random pairs rarely share their letters, so that tones and case would hardly be tried.
  const similar = fc
    .tuple(vietnamese, fc.constantFrom(...letters), fc.constantFrom(...letters), vietnamese)
    .map(([before, x, y, after]) => [before + x + after, before + y + after] as const)
  fc.assert(
    fc.property(similar, ([a, b]) => byKey(sortKey)(a, b) === Math.sign(collator.compare(a, b))),
    { numRuns: 20_000 },
  )
})

await t.test('keys are ASCII, the same for NFC and NFD, and never each other’s prefix', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const [x, y] = [sortKey(a), sortKey(b)]
      const ascii = /^[ -~]*$/.test(x)
      return (
        ascii && sortKey(a.normalize('NFD')) === sortKey(a.normalize('NFC')) && (x === y || !y.startsWith(x))
      )
    }),
    { numRuns: 5000 },
  )
})

await t.test('other scripts come after the alphabet, controls count for nothing', async t => {
  t.same(['日本', 'Zalo', 'ước', 'α', 'đ', '9'].sort(byKey(sortKey)), ['9', 'đ', 'ước', 'Zalo', 'α', '日本'])
  t.equal(sortKey('a\u0007b\u200b'), sortKey('ab'))
  t.equal(sortKey('a\tb'), sortKey('a b'))
  t.equal(sortKey('v.v…'), sortKey('v.v...'))
})

await t.test('people are listed by tên, then họ, then đệm', async t => {
  const listed = [
    'Trần Thị An',
    'Nguyễn Văn Ân',
    'Đỗ An',
    'Nguyễn Thị An',
    'Nguyễn Anh An',
    'Lê Bình',
    'Cher',
    'Đặng Văn Ánh',
  ].sort(byKey(nameSortKey))
  t.same(listed, [
    'Đỗ An',
    'Nguyễn Anh An',
    'Nguyễn Thị An',
    'Trần Thị An',
    'Đặng Văn Ánh',
    'Nguyễn Văn Ân',
    'Lê Bình',
    'Cher',
  ])
  t.equal(nameSortKey('  Lê   Bình '), nameSortKey('Lê Bình'))
  t.equal(nameSortKey(''), nameSortKey('   '))
})
