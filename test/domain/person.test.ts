/** Who may touch whose account (RELIABILITY A6, A8): an address is as good as a password. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { changePerson, setPersonDisabled } from '../../src/domain/person.ts'
import { type CastKey, openTestOffice } from '../support/office.ts'

const office = await openTestOffice(t)
const { writer, reader } = office.database
await writer.updateTable('person').set({ password_hash: 'x' }).where('id', '!=', office.person.hanh).execute()

const row = (who: CastKey) =>
  reader.selectFrom('person').selectAll().where('id', '=', office.person[who]).executeTakeFirstOrThrow()
const actBy = (who: CastKey) => ({
  personId: office.person[who],
  actId: randomUUID(),
  occasion: office.occasion('2018-12-10'),
})

async function change(by: CastKey, who: CastKey, input: { email?: string; name?: string }) {
  const { id, version, name, email, phone } = await row(who)
  return changePerson(writer, actBy(by), {
    id,
    version,
    input: { name, email: email ?? '', phone, ...input },
  })
}

async function shut(by: CastKey, who: CastKey, disabled: boolean) {
  const { id, version } = await row(who)
  return setPersonDisabled(writer, actBy(by), { id, version, disabled })
}

await t.test('a secretary gives no account another address, an administrator does', async t => {
  const refusal = { name: 'Invalid', fields: { email: 'error.address_of_account' } }
  for (const who of ['quan', 'bao'] as const)
    await t.rejects(change('tuyet', who, { email: 'toi@so.example' }), refusal)
  await change('tuyet', 'bao', { name: 'Huỳnh Quốc Bảo (mới)' })
  await change('tuyet', 'hanh', { email: 'hanh@so.example' })
  await change('quan', 'bao', { email: 'bao.moi@so.example' })
  t.equal((await row('bao')).email, 'bao.moi@so.example')
  t.equal((await row('hanh')).email, 'hanh@so.example', 'there is no account yet')
})

await t.test('an administrator is shut by another one only, and nobody by themselves', async t => {
  const refusal = { name: 'Invalid', fields: { disabled: 'error.account_of_admin' } }
  await t.rejects(shut('tuyet', 'quan', true), refusal)
  await t.rejects(shut('quan', 'quan', true), { name: 'Invalid', fields: { disabled: 'error.own_account' } })
  await shut('tuyet', 'bao', true)
  t.ok((await row('bao')).disabled_at)
  await shut('tuyet', 'bao', false)
  t.equal((await row('bao')).disabled_at, null)
})
