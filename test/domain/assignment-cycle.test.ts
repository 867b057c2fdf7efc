import t from 'tap'
import { issueAssignment, keepAssignment } from '../../src/domain/assignment.ts'
import type { AssignmentRow } from '../../src/domain/assignment-row.ts'
import { Invalid } from '../../src/domain/errors.ts'
import { dispatchAll, ledgerOf, told } from '../support/ledger.ts'
import { actBy, cyclesOf, makeStanding } from '../support/obligation.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

const day = '2018-11-20'

/** The first recommendation with a deadline, the second, a standing one, by quarter. */
async function rowsOf(office: TestOffice, more: Partial<AssignmentRow> = {}): Promise<AssignmentRow[]> {
  await makeStanding(office)
  const [first, second] = office.recommendationIds as [string, string]
  const row = {
    chosen: true,
    title: 'Ban hành Quy chế phối hợp',
    criterion: 'Quyết định có số, ngày',
    leadUnitId: office.unit.tccb,
    coUnitIds: [],
    cycle: '',
    dueOn: '2018-12-14',
    officerId: '',
    addressee: '',
  }
  return [
    { ...row, recommendationId: first },
    { ...row, recommendationId: second, title: 'Đối thoại định kỳ', dueOn: '', cycle: 'quarter', ...more },
  ]
}

const go = {
  version: 1,
  ordinals: [1, 2],
  document: { documentNo: '118/KH', documentOn: null, fileId: null },
}

await t.test('in one go with tasks a row becomes a duty; its head gets one mail of both', async t => {
  const office = await openTestOffice(t)
  const { writer, reader } = office.database
  const rows = await rowsOf(office)
  await keepAssignment(writer, actBy(office, 'ngan', day), office.inspectionId, { version: 0, rows })
  await issueAssignment(writer, actBy(office, 'ngan', day), office.inspectionId, { ...go, issue: true })
  const [duty] = await reader.selectFrom('obligation').selectAll().execute()
  t.match(duty, {
    state: 'open',
    cycle: 'quarter',
    cut_off_day: 14,
    document_no: '118/KH',
    title: 'Đối thoại định kỳ',
  })
  t.match(await cyclesOf(office, duty!.id), [{ title: 'Đối thoại định kỳ (quý I/2019)', state: 'issued' }])
  await dispatchAll(office, day)
  t.same(told(await ledgerOf(office)), ['2018-11-20 issued phuc', '2018-11-20 issued phuc'])
  const messages = await reader.selectFrom('message').select('id').execute()
  t.equal(messages.length, 1)
})

await t.test('drafted only, it waits for a leader', async t => {
  const office = await openTestOffice(t)
  const { writer, reader } = office.database
  await keepAssignment(writer, actBy(office, 'tuyet', day), office.inspectionId, {
    version: 0,
    rows: await rowsOf(office),
  })
  await issueAssignment(writer, actBy(office, 'tuyet', day), office.inspectionId, { ...go, issue: false })
  t.match(await reader.selectFrom('obligation').select('state').execute(), [{ state: 'draft' }])
})

await t.test('what a duty cannot have is said at its row, and nothing is made', async t => {
  const office = await openTestOffice(t)
  const { writer, reader } = office.database
  const rows = await rowsOf(office, {
    cycle: 'week',
    coUnitIds: [office.unit.cd],
    officerId: office.appointment.hanh,
  })
  await keepAssignment(writer, actBy(office, 'ngan', day), office.inspectionId, { version: 0, rows })
  const issue = issueAssignment(writer, actBy(office, 'ngan', day), office.inspectionId, {
    ...go,
    issue: true,
  })
  const error = await issue.catch((thrown: unknown) => thrown)
  t.same(error instanceof Invalid && Object.keys(error.fields).sort(), [
    'rows.2.coUnits.0.unitId',
    'rows.2.cycle',
    'rows.2.officerId',
  ])
  t.same(await reader.selectFrom('task').select('id').execute(), [])
})
