import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { countLedgerDays, countTaskReminders, listLedger } from '../../src/data/ledger.ts'
import { listLedgerPeople, listLedgerUnits } from '../../src/data/ledger-choice.ts'
import { listSlipReminders } from '../../src/data/ledger-slip.ts'
import { countMessages, listMessages } from '../../src/data/outbox.ts'
import { cell } from '../support/database.ts'
import { openTestOffice } from '../support/office.ts'
import { notedQueries, scansAmong } from '../support/plans.ts'

const office = await openTestOffice(t)
const { reader } = office.database
const today = '2018-12-10'

async function actorOf(who: keyof typeof office.person) {
  const actor = await findActor(reader, office.person[who], today)
  if (!actor) throw new Error(`${who} is not there`)
  return actor
}

await t.test('the choices of the ledger are the people and units of the organisation', async t => {
  const actor = await actorOf('minh')
  t.equal((await listLedgerPeople(reader, actor)).length, Object.keys(office.person).length)
  t.equal((await listLedgerUnits(reader, actor)).length, Object.keys(office.unit).length)
  t.equal((await listLedgerPeople(reader, actor)).at(0)?.name, 'Huỳnh Quốc Bảo', 'by given name')
  t.same(await listLedgerPeople(reader, await actorOf('son')), [])
  t.same(await listLedgerUnits(reader, await actorOf('phuc')), [])
})

await t.test(
  'ledger and outbox find their rows by an index, in its order',
  { skip: cell !== 'sqlite' && 'plans are SQLite’s' },
  async t => {
    const { nodes, db } = notedQueries(reader)
    const actor = await actorOf('tuyet')
    const unit = { unitPath: `/${office.unit.so}/${office.unit.vp}/` }
    for (const filter of [
      {},
      { taskId: 'x' },
      { personId: 'x' },
      { rung: 'late_1' },
      { result: 'bounced' as const },
      unit,
      { until: today },
    ]) {
      for (const cursor of [
        undefined,
        { day: today, id: 'x', newer: false },
        { day: today, id: 'x', newer: true },
      ]) {
        await listLedger(db, actor, filter, cursor, 40)
      }
      await countLedgerDays(db, actor, filter, [today])
    }
    await listSlipReminders(db, actor, office.person.phuc, today)
    await countTaskReminders(db, ['x', 'y'])
    await countMessages(db, actor, 'office')
    for (const states of [undefined, ['failed', 'bounced'] as const, ['sent'] as const]) {
      await listMessages(db, actor, 'office', { states, limit: 40 })
      await listMessages(db, actor, 'office', {
        states,
        limit: 40,
        cursor: { day: today, id: 'x', newer: false },
      })
    }
    t.ok(nodes.length > 30)
    t.same(await scansAmong(reader, nodes), [])
  },
)
