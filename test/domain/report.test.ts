import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { eachReportTask, findReport, type ReportTask } from '../../src/domain/report.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

const day = '2018-12-17'

async function secretary(office: TestOffice) {
  const actor = await findActor(office.database.reader, office.person.tuyet, day)
  if (!actor) throw new Error('no secretary')
  return actor
}

async function tasksOf(office: TestOffice, asOf?: string): Promise<ReportTask[]> {
  const tasks: ReportTask[] = []
  const query = { today: day, asOf }
  for await (const page of eachReportTask(office.database.reader, await secretary(office), query))
    tasks.push(...page)
  return tasks
}

await t.test('a report tells of the day that is asked for and of nothing that came later', async t => {
  const office = await openTestOffice(t)
  const { database, appointment } = office
  const taskId = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: appointment.hanh })
  await office.act('phuc', '2018-12-03', 'update', taskId, {
    text: 'Đã lấy ý kiến',
    percent: 60,
    blocker: '',
  })
  await office.act('phuc', '2018-12-10', 'request_extension', taskId, {
    reason: 'Trùng Đại hội',
    doneSoFar: 'Dự thảo',
    plan: 'Trình ký',
    newDueOn: '2018-12-28',
  })
  await office.act('ngan', '2018-12-11', 'decide_extension', taskId, {
    verdict: 'granted',
    grantedDueOn: '2018-12-28',
    note: '',
  })
  const [now] = await tasksOf(office)
  t.match(now, {
    dueOn: '2018-12-28',
    originalDueOn: '2018-12-14',
    class: 'running_in_time',
    percent: 60,
    result: 'Đã lấy ý kiến',
    extensions: [{ oldDueOn: '2018-12-14', newDueOn: '2018-12-28', decidedOn: '2018-12-11' }],
  })
  const [before] = await tasksOf(office, '2018-11-30')
  t.match(before, { dueOn: '2018-12-14', percent: 0, result: '', extensions: [] })
  t.same(await tasksOf(office, '2018-11-19'), [])
  const report = await findReport(database.reader, await secretary(office), { today: day })
  t.match(report, {
    asOf: day,
    closed: { open: 2 },
    documents: [{ no: '118/KH-SGDĐT', on: '2018-11-20' }],
    setting: { body_name: 'Sở Giáo dục và Đào tạo', symbol: 'SGDĐT' },
  })
  t.equal(report.recommendations[0]?.figures.total, 1)
})
