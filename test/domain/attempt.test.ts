import t from 'tap'
import {
  accountKey,
  attemptWindowMinutes,
  forgiveAccount,
  forgiveAttempt,
  takeAttempt,
} from '../../src/domain/attempt.ts'
import { openTestDatabase } from '../support/database.ts'

const { writer: db } = await openTestDatabase(t)
const start = new Date('2018-12-10T02:00:00.000Z')
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
t.beforeEach(async () => {
  await db.deleteFrom('attempt').execute()
})
const signIn = (email: string, address: string, now = start) =>
  takeAttempt(db, { kind: 'sign_in', accountKey: accountKey(email), address }, now)
const taken = async (times: number, work: (n: number) => Promise<string | null>) => {
  let count = 0
  for (let n = 0; n < times; n++) if (await work(n)) count++
  return count
}

await t.test('one address has half of an account’s attempts, and the owner gets in from another', async t => {
  t.equal(await taken(1_000, () => signIn('a@x.example', '10.0.0.1')), 5)
  t.ok(await signIn('a@x.example', '10.0.0.2'))
})

await t.test('an account has ten, from however many addresses', async t => {
  t.equal(await taken(100, n => signIn('a@x.example', `10.0.0.${n}`)), 10)
  t.ok(await signIn('b@x.example', '10.0.0.1'), 'others are not touched')
  t.equal(await signIn('a@x.example', '192.0.2.1', later(attemptWindowMinutes - 1)), null)
  t.ok(
    await signIn('a@x.example', '192.0.2.1', later(attemptWindowMinutes + 1)),
    'and nobody is locked out for good',
  )
})

await t.test('refused attempts do not lengthen the wait', async t => {
  await taken(10, n => signIn('a@x.example', `10.0.0.${n}`))
  await taken(50, n => signIn('a@x.example', `10.0.1.${n}`, later(14)))
  t.ok(await signIn('a@x.example', '192.0.2.1', later(15.1)))
})

await t.test('an address has fifty over all accounts', async t => {
  t.equal(await taken(80, n => signIn(`${n}@x.example`, '10.0.0.1')), 50)
})

await t.test('a browser that signed in before has attempts of its own', async t => {
  await taken(20, n => signIn('a@x.example', `10.0.0.${n}`))
  const known = {
    kind: 'sign_in',
    accountKey: accountKey('a@x.example', 'device-1'),
    address: '10.0.0.1',
  } as const
  t.ok(await takeAttempt(db, known, start))
})

await t.test('of many that arrive together no more than the limit are taken', async t => {
  const all = await Promise.all(Array.from({ length: 40 }, (_, n) => signIn('a@x.example', `10.0.0.${n}`)))
  t.ok(all.filter(Boolean).length <= 10)
  const rows = await db.selectFrom('attempt').selectAll().execute()
  t.equal(rows.length, all.filter(Boolean).length)
})

await t.test('a right attempt is given back, and a whole account by its owner', async t => {
  for (let n = 0; n < 30; n++) {
    const id = await signIn('a@x.example', '10.0.0.1')
    t.ok(id)
    await forgiveAttempt(db, id as string)
  }
  await taken(20, n => signIn('a@x.example', `10.0.0.${n}`))
  await forgiveAccount(db, 'a@x.example')
  t.ok(await signIn('a@x.example', '10.0.0.1'))
})

await t.test('what was typed as an address is not stored', async t => {
  await signIn('mật khẩu gõ nhầm ô', '10.0.0.1')
  const [row] = await db.selectFrom('attempt').selectAll().execute()
  t.match(row?.account_key, /^[0-9a-f]{64}$/)
})
