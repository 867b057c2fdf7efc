import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { findCalendar } from '../../src/domain/calendar.ts'
import { countMyWork, type Decision, findMyWork } from '../../src/domain/my-work.ts'
import { cell } from '../support/database.ts'
import { insertManyTasks } from '../support/many-tasks.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'
import { notedQueries, scansAmong } from '../support/plans.ts'
import { layStatement, sceneFor } from '../support/task-scene.ts'

async function workOf(office: TestOffice, who: CastKey, today: string): Promise<Decision[]> {
  const { reader } = office.database
  const actor = await findActor(reader, office.person[who], today)
  if (!actor) throw new Error(`${who} is unknown`)
  const calendar = await findCalendar(reader)
  const decisions = await findMyWork(reader, actor, calendar)
  const asked = decisions.filter(one => one.section !== 'waiting')
  t.equal(
    await countMyWork(reader, actor, calendar),
    asked.length,
    `the rail counts what ${who} is asked for`,
  )
  return decisions
}

const told = (decisions: Decision[]) => decisions.map(one => [one.kind, one.section, one.dueOn])

await t.test('a head receives, speaks, reports, supplements; each in its section', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  t.same(told(await workOf(office, 'phuc', '2018-11-20')), [['receive', 'week', '2018-12-14']])
  await office.act('phuc', '2018-11-20', 'receive', id, { officerId: office.appointment.hanh })
  t.same(told(await workOf(office, 'phuc', '2018-11-21')), [], 'far away and fresh: nothing is asked')
  t.same(
    told(await workOf(office, 'phuc', '2018-12-04')),
    [['update', 'week', '2018-12-14']],
    'ten working days of silence',
  )
  await office.act('phuc', '2018-12-04', 'update', id, { text: 'Đang làm', percent: 40, blocker: '' })
  t.same(told(await workOf(office, 'phuc', '2018-12-05')), [['update', 'soon', '2018-12-14']])
  t.same(told(await workOf(office, 'phuc', '2018-12-10')), [['update', 'week', '2018-12-14']])
  t.same(
    told(await workOf(office, 'phuc', '2018-12-12')),
    [['report', 'week', '2018-12-14']],
    'three working days or fewer',
  )
  t.same(told(await workOf(office, 'phuc', '2018-12-15')), [['report', 'late', '2018-12-14']])
  t.same(told(await workOf(office, 'hanh', '2018-12-15')), [['draft_report', 'late', '2018-12-14']])
  await office.act('hanh', '2018-12-17', 'draft_report', id, { text: 'Bản nháp', claimedOn: null })
  t.same(told(await workOf(office, 'phuc', '2018-12-17')), [['send_draft', 'late', '2018-12-14']])
  t.same(told(await workOf(office, 'hanh', '2018-12-17')), [['wait_head', 'waiting', '2018-12-14']])
  await layStatement(office, id, 'phuc')
  await office.act('phuc', '2018-12-17', 'report', id, { text: 'Xong', claimedOn: '2018-12-17' })
  t.same(told(await workOf(office, 'phuc', '2018-12-18')), [['wait_verdict', 'waiting', '2018-12-17']])
  t.same(told(await workOf(office, 'khoi', '2018-12-18')), [['verify', 'verify', '2018-12-17']])
  t.same(told(await workOf(office, 'ngan', '2018-12-18')), [], 'leaders only after ten working days')
  t.same(told(await workOf(office, 'ngan', '2019-01-03')), [['verify', 'verify', '2018-12-17']])
  const missing = { reason: 'Thiếu', missing: 'Phụ lục', supplementDueOn: '2018-12-28' }
  await office.act('khoi', '2018-12-19', 'return', id, missing)
  t.same(told(await workOf(office, 'phuc', '2018-12-20')), [['supplement', 'soon', '2018-12-28']])
  t.same(told(await workOf(office, 'hanh', '2018-12-20')), [['draft_report', 'soon', '2018-12-28']])
  t.same(told(await workOf(office, 'hang', '2018-12-20')), [], 'another unit knows nothing of it')
})

await t.test('leaders, committees and secretaries are asked to decide', async t => {
  const office = await openTestOffice(t)
  const draft = await office.draft('2018-11-20', '2018-12-20')
  t.same(told(await workOf(office, 'tuyet', '2018-11-21')), [['issue', 'week', '2018-12-20']])
  t.same(told(await workOf(office, 'ngan', '2018-11-21')), [['issue', 'week', '2018-12-20']])
  await office.act('ngan', '2018-11-21', 'issue', draft, {})
  await office.act('phuc', '2018-11-22', 'refuse', draft, {
    reason: 'Không phải',
    proposedUnitId: office.unit.vp,
  })
  t.same(told(await workOf(office, 'tuyet', '2018-11-23')), [['decide_refusal', 'week', '2018-11-22']])
  t.same(told(await workOf(office, 'ngan', '2018-11-23')), [], 'the secretary decides first')
  t.same(told(await workOf(office, 'phuc', '2018-11-23')), [['wait_refusal', 'waiting', '2018-11-22']])
  const { taskId } = await sceneFor(office, 'decide_extension')
  const decision = ['decide_extension', 'week', '2018-11-30']
  t.same(told(await workOf(office, 'ngan', '2018-12-03')), [decision])
  t.same(told(await workOf(office, 'son', '2018-12-03')), [], 'the first is not the committee’s')
  t.ok(told(await workOf(office, 'phuc', '2018-12-03')).some(([kind]) => kind === 'wait_extension'))
  await office.database.writer
    .updateTable('task')
    .set({ extension_count: 1 })
    .where('id', '=', taskId)
    .execute()
  t.same(told(await workOf(office, 'ngan', '2018-12-03')), [])
  t.same(told(await workOf(office, 'son', '2018-12-03')), [decision])
  await sceneFor(office, 'decide_non_implementation')
  t.ok(told(await workOf(office, 'son', '2018-12-03')).some(([kind]) => kind === 'decide_non_implementation'))
  t.ok(told(await workOf(office, 'ngan', '2018-12-03')).some(([kind]) => kind === 'wait_committee'))
})

await t.test('parts of co-units are asked of their heads and accepted by the lead', async t => {
  const office = await openTestOffice(t)
  await sceneFor(office, 'receive_co_unit')
  t.same(told(await workOf(office, 'thuy', '2018-12-03')), [['receive_part', 'week', '2018-12-07']])
  t.same(told(await workOf(office, 'thuy', '2018-12-10')), [['receive_part', 'late', '2018-12-07']])
  t.ok(
    told(await workOf(office, 'phuc', '2018-12-10')).some(
      ([kind, , due]) => kind === 'wait_part' && due === '2018-12-07',
    ),
  )
  await sceneFor(office, 'update_co_unit')
  t.ok(told(await workOf(office, 'thuy', '2018-12-03')).some(([kind]) => kind === 'submit_part'))
  await sceneFor(office, 'accept_co_unit')
  t.ok(
    told(await workOf(office, 'phuc', '2018-12-03')).some(
      ([kind, section]) => kind === 'accept_part' && section === 'week',
    ),
  )
})

await t.test(
  'a verifier never gets reports of their own unit, nor those that another is named for',
  async t => {
    const office = await openTestOffice(t)
    await sceneFor(office, 'verify')
    t.equal((await workOf(office, 'khoi', '2018-12-03')).length, 1)
    const { writer } = office.database
    await writer.updateTable('task').set({ verifier_id: office.appointment.ngan }).execute()
    t.same(told(await workOf(office, 'khoi', '2018-12-03')), [])
    t.same(
      told(await workOf(office, 'ngan', '2018-12-03')),
      [['verify', 'verify', '2018-11-30']],
      'named at issue',
    )
    await writer.updateTable('task').set({ verifier_id: null, lead_unit_id: office.unit.ttra }).execute()
    t.same(told(await workOf(office, 'khoi', '2018-12-03')), [], 'of the unit they work in')
    await writer
      .updateTable('task')
      .set({ lead_unit_id: office.unit.tccb, reported_by: office.person.khoi })
      .execute()
    t.same(told(await workOf(office, 'khoi', '2018-12-03')), [], 'reported by them')
  },
)

await t.test('with many tasks the count is of all of them, whatever the list shows', async t => {
  const office = await openTestOffice(t)
  await insertManyTasks(office, 900)
  const { reader } = office.database
  for (const who of ['phuc', 'tuyet', 'ngan', 'khoi', 'hanh', 'son'] as const) {
    const actor = await findActor(reader, office.person[who], '2018-12-10')
    if (!actor) throw new Error(`${who} is unknown`)
    const calendar = await findCalendar(reader)
    const shown = (await findMyWork(reader, actor, calendar)).filter(one => one.section !== 'waiting').length
    const count = await countMyWork(reader, actor, calendar)
    t.ok(count >= shown && shown <= 200, `${who}: ${shown} of ${count}`)
  }
})

await t.test(
  'nothing is read from end to end',
  { skip: cell !== 'sqlite' && 'plans are SQLite’s' },
  async t => {
    const office = await openTestOffice(t)
    await insertManyTasks(office, 300)
    const { db, nodes } = notedQueries(office.database.reader)
    const calendar = await findCalendar(office.database.reader)
    for (const who of ['phuc', 'tuyet', 'ngan', 'khoi', 'hanh', 'son', 'thuy'] as const) {
      const actor = await findActor(office.database.reader, office.person[who], '2018-12-10')
      if (!actor) throw new Error(`${who} is unknown`)
      await findMyWork(db, actor, calendar)
      await countMyWork(db, actor, calendar)
    }
    t.ok(nodes.length > 20)
    t.same(await scansAmong(office.database.reader, nodes), [])
  },
)
