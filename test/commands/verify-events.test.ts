/** `verify-events` walks the chains and the access log, and says by its exit code that something is not as it was. */
import { dirname } from 'node:path'
import t from 'tap'
import { verifyEventsCommand } from '../../src/commands/verify-events.ts'
import { chainAccessLog, recordAccess } from '../../src/domain/access-log.ts'
import { cell } from '../support/database.ts'
import { openTestOffice, testSecret } from '../support/office.ts'

const skip = cell === 'pglite' ? 'PGlite serves one process' : false

await t.test('whole, then with a row of the access log that was changed', { skip }, async t => {
  const office = await openTestOffice(t)
  const { place, writer } = office.database
  const setting = 'file' in place ? { DATA_DIR: dirname(place.file) } : { DATABASE_URL: place.url }
  t.intercept(process, 'env', { value: { ...process.env, ...setting, SECRET_KEY: testSecret } })
  const lines = t.capture(console, 'log')
  const said = () =>
    lines()
      .map(call => String(call.args[0]))
      .join('\n')

  await office.issued('2018-11-20', '2018-12-14')
  const day = '2018-12-10'
  await recordAccess(writer, {
    kind: 'download',
    personId: office.person.phuc,
    detail: '',
    address: '10.0.0.1',
    at: new Date(`${day}T02:00:00.000Z`),
  })
  await chainAccessLog(writer, office.occasion(day), new Date(`${day}T02:05:00.000Z`))
  t.equal(await verifyEventsCommand([]), 0)
  t.match(said(), /nguyên vẹn/)

  await writer.updateTable('access_log').set({ address: '10.9.9.9' }).execute()
  t.equal(await verifyEventsCommand([]), 1)
  t.match(said(), /Nhật ký truy cập: HỎNG/)
})
