import t from 'tap'
import { cancelMeeting, changeMeeting, inviteToMeeting } from '../../src/domain/meeting.ts'
import { dispatchAll, ledgerOf, liveThrough, told } from '../support/ledger.ts'
import { actAs, plannedMeeting, secondExtension } from '../support/meeting.ts'
import { openTestOffice } from '../support/office.ts'

t.setTimeout(300_000)

await t.test('the report goes a working day before, once, and anew when the meeting moves', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  await secondExtension(office)
  // Monday the 17th: its report is owed on Friday the 14th.
  const id = await plannedMeeting(office, '2018-12-10', '2018-12-17')
  await inviteToMeeting(db, actAs(office, 'tuyet', '2018-12-10'), id, 1)
  await dispatchAll(office, '2018-12-10')
  t.same(told(await ledgerOf(office, { rung: 'meeting_invited' })), ['2018-12-10 meeting_invited son'])
  await liveThrough(office, '2018-12-11', '2018-12-13')
  t.same(await ledgerOf(office, { rung: 'before_meeting' }), [], 'not earlier')
  await liveThrough(office, '2018-12-14', '2018-12-14')
  await liveThrough(office, '2018-12-14', '2018-12-14')
  const first = ['bao', 'ngan', 'son', 'tuyet'].map(who => `2018-12-14 before_meeting ${who}`)
  t.same(
    told(await ledgerOf(office, { rung: 'before_meeting' })),
    first,
    'members, leaders, the secretary; once',
  )

  const input = {
    title: 'Phiên họp',
    startsAt: '08:00',
    place: 'A',
    guests: '',
    chairId: office.appointment.son,
  }
  const moved = { ...input, onDay: '2018-12-20', version: 2 }
  await changeMeeting(db, actAs(office, 'tuyet', '2018-12-14'), id, moved)
  await dispatchAll(office, '2018-12-14')
  t.same(
    (await ledgerOf(office, { rung: 'before_meeting' })).map(line => [line.state, line.reason]),
    Array.from({ length: 4 }, () => ['cancelled', 'meeting_moved']),
    'what had not gone of the old plan does not go',
  )
  await liveThrough(office, '2018-12-15', '2018-12-19')
  const again = await ledgerOf(office, { rung: 'before_meeting', version: 2 })
  t.same(
    told(again),
    first.map(line => line.replace('14', '19')),
  )
  await cancelMeeting(db, actAs(office, 'tuyet', '2018-12-19'), id, { reason: 'Bận', version: 3 })
  await dispatchAll(office, '2018-12-19')
  const last = await ledgerOf(office, { rung: 'before_meeting', version: 2 })
  t.ok(last.every(line => line.state === 'cancelled' && line.reason === 'meeting_cancelled'))
})

await t.test('a meeting planned at short notice is reported on its own morning, not after', async t => {
  const office = await openTestOffice(t)
  await plannedMeeting(office, '2018-12-11', '2018-12-12')
  await dispatchAll(office, '2018-12-11')
  await liveThrough(office, '2018-12-12', '2018-12-14')
  const lines = await ledgerOf(office, { rung: 'before_meeting' })
  t.same([...new Set(lines.map(line => line.rungOn))], ['2018-12-12'])
})
