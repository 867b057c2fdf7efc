import { hashPassword } from '../../src/domain/password.ts'
import type { CastKey, TestOffice } from './office.ts'

export const testPassword = 'con trâu gặm cỏ non'
let hash: Promise<string> | undefined

/** Gives these members of the cast the password of the tests; their address is `<key>@sgddt.example`. */
export async function givePassword(office: TestOffice, ...who: CastKey[]): Promise<void> {
  hash ??= hashPassword(testPassword)
  const change = { password_hash: await hash, password_changed_at: '2018-11-01T00:00:00.000Z' }
  const ids = who.map(one => office.person[one])
  await office.database.writer.updateTable('person').set(change).where('id', 'in', ids).execute()
}
