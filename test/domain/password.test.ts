import fc from 'fast-check'
import t from 'tap'
import { hashPassword, isPassword, passwordFault } from '../../src/domain/password.ts'
import { commonPasswords } from '../../src/lib/common-passwords.ts'

const words = ['Nguyễn Thị Ánh Tuyết', 'tuyet.nta@sgddt.example', 'Sở Giáo dục và Đào tạo Vĩnh Long', 'SGDĐT']
const fault = (password: string) => {
  const found = passwordFault(password, words)
  return typeof found === 'object' ? found.key : found
}

await t.test('what can be guessed is refused', async t => {
  const guessable = [
    'password1',
    'P@ssw0rd',
    'matkhau123',
    'MậtKhẩu@2026',
    '12345678',
    '0123456789',
    '987654321',
    'aaaaaaaa',
    'abababab',
    'qwertyuiop',
    'anhyeuem',
    'AnhYêuEm99',
    'vinhlong2026',
    'sgddt@2026',
    'tuyet.nta1',
    'nguyenthianhtuyet',
    'dondoc123456',
    'abcdefgh',
    'hanoi1954',
    'Admin@123',
    'banchidao2018',
    'giaoduc!!!',
  ]
  for (const password of guessable) t.equal(fault(password), 'error.password.common', password)
})

await t.test('and what cannot is taken, in any script, with any signs', async t => {
  const good = [
    'con trâu gặm cỏ non',
    'xanh-lá/mưa 17',
    'Ưu tư chiều thứ bảy',
    'kV9#pLq2',
    '🐃🌾🐃🌾🌊🌧🌾x',
    'correct horse battery',
    'đêm nay mưa to',
    'xxxxYz71',
  ]
  for (const password of good) t.equal(fault(password), undefined, password)
})

await t.test('lengths count characters as people see letters, whatever their bytes', async t => {
  t.equal(fault('kV9#pLq'), 'error.password.short')
  t.equal(fault('ướ\u0301ng'.normalize('NFD')), 'error.password.short')
  t.equal(fault('Ưu tư ạ?'.normalize('NFD')), undefined, 'eight letters, more code points')
  t.equal(fault(`kV9#${'pLq2 '.repeat(199)}`), undefined, '999 characters')
  t.equal(fault('kV9#pLq2 '.repeat(112)), 'error.password.long')
})

await t.test('every word of the list is refused, also in capitals and with digits behind', async t => {
  const long = [...commonPasswords].filter(word => word.length >= 8)
  t.ok(commonPasswords.size >= 200)
  const forms = long.flatMap(word => [word, word.toUpperCase(), /^[a-z]+$/.test(word) ? `${word}1!` : word])
  t.same(
    forms.filter(word => fault(word) !== 'error.password.common'),
    [],
  )
})

await t.test(
  'a hash is argon2id at the cost of RELIABILITY A1, salted, and fits its password alone',
  async t => {
    const password = 'con trâu gặm cỏ non'
    const [one, two] = [await hashPassword(password), await hashPassword(password)]
    t.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    t.not(one, two)
    t.equal(await isPassword(one, password), true)
    t.equal(await isPassword(one, `${password} `), false)
    t.equal(await isPassword(one, ''), false)
    t.equal(await isPassword(null, password), false)
    t.equal(await isPassword(one, password.repeat(1_000)), false)
  },
)

await t.test('NFC and NFD of one password both sign in', async t => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({
        unit: fc.constantFrom(...Array.from('ạảãáàâấăắđêếôộơớưứ abc19#🐃')),
        minLength: 8,
        maxLength: 12,
      }),
      async password => {
        const hash = await hashPassword(password.normalize('NFD'))
        return (
          (await isPassword(hash, password.normalize('NFC'))) &&
          (await isPassword(hash, password.normalize('NFD')))
        )
      },
    ),
    { numRuns: 8 },
  )
  t.pass()
})

await t.test('twenty at once do not hold up the thread that answers pages', async t => {
  const hash = await hashPassword('con trâu gặm cỏ non')
  let worst = 0
  let last = performance.now()
  const probe = setInterval(() => {
    const now = performance.now()
    worst = Math.max(worst, now - last)
    last = now
  }, 5)
  const all = await Promise.all(Array.from({ length: 20 }, () => isPassword(hash, 'con trâu gặm cỏ non')))
  clearInterval(probe)
  t.ok(all.every(Boolean))
  // Synchronous hashing would hold it for 20 × 60 ms; a busy machine alone does not reach half of that.
  t.ok(worst < 500, `${worst} ms`)
})
