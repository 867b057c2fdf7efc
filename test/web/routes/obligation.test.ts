import { randomUUID } from 'node:crypto'
import t from 'tap'
import { dispatchAll, ledgerOf, liveThrough } from '../../support/ledger.ts'
import { cyclesOf, issuedObligation, makeStanding, prepared } from '../../support/obligation.ts'
import { openTestOffice } from '../../support/office.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'

t.setTimeout(600_000)

const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

/** Opens the form and sends it with these fields. */
async function send(browser: Browser, url: string, fields: Record<string, string>, action = url) {
  const page = await browser.get(url)
  const given = { act_id: hidden(page.body, 'act_id'), version: hidden(page.body, 'version') }
  return browser.post(action, { ...given, ...fields })
}

const typed = (leadUnitId: string) => ({
  title: 'Đối thoại định kỳ',
  criterion: 'Báo cáo kèm biên bản',
  leadUnitId,
  cycle: 'quarter',
  cutOffDay: '14',
  sendDays: '4',
})

await t.test('a leader prepares, looks it over and issues; the pages tell of it', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const id = await makeStanding(office)
  const ngan = await signInAs(app, office, 'ngan')
  const page = await ngan.get(`/recommendations/${id}`)
  t.match(page.body, /Chưa giao nghĩa vụ thường xuyên/)
  const wrong = await send(ngan, `/recommendations/${id}/obligations`, {
    ...typed(office.unit.tccb),
    cutOffDay: '40',
    title: 'Đối thoại',
  })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, /Nhập ngày chốt từ 1 đến 31/)
  t.match(wrong.body, /Đối thoại/, 'what was typed is kept')
  const created = await send(ngan, `/recommendations/${id}/obligations`, typed(office.unit.tccb))
  t.equal(created.statusCode, 303)
  const issue = String(created.headers.location)
  t.match(issue, /^\/obligations\/[0-9a-f-]+\/issue$/)
  const check = await ngan.get(issue)
  t.match(
    check.body,
    /quý I\/2019, từ 10\/12\/2018 đến 14\/03\/2019/,
    'the few days left of the year are joined',
  )
  t.match(check.body, /Thứ Hai, 18\/03\/2019/)
  const done = await send(ngan, issue, {})
  t.equal(done.statusCode, 303)
  const obligation = await ngan.get(String(done.headers.location))
  t.match(obligation.body, /Đang thực hiện/)
  t.match(obligation.body, /10\/12\/2018 – 14\/03\/2019/)
  t.match(obligation.body, /Hằng quý, chốt ngày 14, báo cáo sau 4 ngày/)
  await dispatchAll(office, '2018-12-10')
  t.match(await ledgerOf(office), [{ rung: 'obligation_issued', who: 'phuc' }])
  t.match((await ngan.get(`/recommendations/${id}`)).body, /Đối thoại định kỳ/)
  t.match((await ngan.get(`/inspections/${office.inspectionId}`)).body, /\/obligations\//)
  const again = await ngan.get(issue)
  t.equal(again.statusCode, 303, 'an issued one is not issued again')

  const phuc = await signInAs(app, office, 'phuc')
  const own = await phuc.get(String(done.headers.location))
  t.equal(own.statusCode, 200)
  t.notMatch(own.body, /Đổi lịch báo cáo/)
  const [cycle] = await cyclesOf(office, String(done.headers.location).split('/')[2] as string)
  const task = await phuc.get(`/tasks/${cycle?.task_id}`)
  t.match(task.body, /Thuộc nghĩa vụ thường xuyên/)
  t.match(task.body, /quý I\/2019/)
  t.match(task.body, /giao nhiệm vụ của kỳ 10\/12\/2018 – 14\/03\/2019/)
})

await t.test('a secretary issues only what a leader signed; drafts can be changed and discarded', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const id = await prepared(office, '2018-12-07')
  const tuyet = await signInAs(app, office, 'tuyet')
  const refused = await send(tuyet, `/obligations/${id}/issue`, {})
  t.equal(refused.statusCode, 422)
  t.match(refused.body, /Văn bản đã ký|lãnh đạo/i)
  const changed = await send(tuyet, `/obligations/${id}/preparation`, {
    ...typed(office.unit.cd),
    title: 'Đối thoại với đoàn viên',
  })
  t.equal(changed.statusCode, 303)
  const page = await tuyet.get(`/obligations/${id}`)
  t.match(page.body, /Đối thoại với đoàn viên/)
  t.match(page.body, /Bản nháp, chưa giao/)
  const old = await tuyet.post(`/obligations/${id}/preparation`, {
    act_id: randomUUID(),
    version: '1',
    ...typed(office.unit.cd),
  })
  t.equal(old.statusCode, 409)
  for (const who of ['thuy', 'hieu', 'son'] as const) {
    const answer = await (await signInAs(app, office, who)).get(`/obligations/${id}`)
    t.equal(answer.statusCode, 404, `${who} sees no draft`)
  }
  const gone = await tuyet.post(`/obligations/${id}/discard`, { act_id: randomUUID(), version: '2' })
  t.equal(gone.statusCode, 303)
  t.equal((await tuyet.get(`/obligations/${id}`)).statusCode, 404)
})

await t.test('outsiders find nothing; roles that may not are refused; garbage is not found', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const id = await issuedObligation(office, '2018-12-07')
  const status = async (who: Parameters<typeof signInAs>[2], path: string) =>
    (await (await signInAs(app, office, who)).get(path)).statusCode
  for (const who of ['thuy', 'hang'] as const) t.equal(await status(who, `/obligations/${id}`), 404, who)
  for (const who of ['tuyet', 'ngan', 'phuc', 'son', 'hieu', 'minh', 'khoi'] as const)
    t.equal(await status(who, `/obligations/${id}`), 200, who)
  t.equal(await status('quan', `/obligations/${id}`), 403)
  t.equal(await status('ngan', '/obligations/x'), 404)
  t.equal(await status('phuc', `/obligations/${id}/schedule`), 403)
  t.equal(await status('tuyet', `/obligations/${id}/schedule`), 403)
  t.equal(await status('ngan', `/obligations/${id}/closing`), 403)
  t.equal(await status('minh', `/obligations/${id}/closing`), 403)
  const hieu = await (await signInAs(app, office, 'hieu')).get(`/obligations/${id}`)
  t.notMatch(hieu.body, /href="\/tasks\//, 'the team sees the cycles, not the tasks')
})

await t.test('the schedule is changed after a look; the committee closes with its decision', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const id = await issuedObligation(office, '2018-12-07', { cycle: 'month' })
  const ngan = await signInAs(app, office, 'ngan')
  const url = `/obligations/${id}/schedule`
  const fields = { cycle: 'quarter', cutOffDay: '31', sendDays: '5', reason: 'Giảm số lần báo cáo' }
  const asked = await send(ngan, url, fields)
  t.equal(asked.statusCode, 200)
  t.match(asked.body, /Giảm số lần báo cáo/)
  t.match(asked.body, /Lịch mới áp dụng từ kỳ bắt đầu ngày 15\/01\/2019/)
  const stored = () =>
    office.database.reader.selectFrom('obligation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  t.equal((await stored()).cycle, 'month', 'nothing is done yet')
  const back = await ngan.post(url, { ...fields, act_id: randomUUID(), version: '2', step: 'edit' })
  t.match(back.body, /Giảm số lần báo cáo/)
  const act = { act_id: randomUUID(), version: '2', confirmed: '1', ...fields }
  t.equal((await ngan.post(url, act)).statusCode, 303)
  t.equal((await ngan.post(url, act)).statusCode, 303, 'a second click')
  t.match(await stored(), { cycle: 'quarter', cut_off_day: 31, version: 3 })
  const bao = await signInAs(app, office, 'bao')
  t.equal((await bao.post(url, { ...act, act_id: randomUUID() })).statusCode, 409, 'a second person')
  t.match((await ngan.get(`/obligations/${id}`)).body, /đổi lịch báo cáo từ 15\/01\/2019/)

  const son = await signInAs(app, office, 'son')
  const closing = `/obligations/${id}/closing`
  const decision = { reason: 'Đã thành nền nếp', decisionNo: '12-QĐ/BCĐ', decisionOn: '07/12/2018' }
  t.equal((await send(son, closing, { ...decision, decisionNo: '' })).statusCode, 422)
  t.equal((await send(son, closing, decision)).statusCode, 200)
  t.equal((await send(son, closing, { ...decision, confirmed: '1' })).statusCode, 303)
  t.match((await son.get(`/obligations/${id}`)).body, /Đã đóng/)
  t.equal((await son.get(closing)).statusCode, 303)
})

await t.test('missed cycles stand on the committee page, and two in a row need attention', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  app.clock.now = new Date('2019-01-25T02:00:00.000Z')
  const id = await issuedObligation(office, '2018-11-20', { cycle: 'month' })
  await liveThrough(office, '2018-11-21', '2019-01-24')
  const son = await signInAs(app, office, 'son')
  const page = await son.get('/committee')
  t.match(page.body, /Không báo cáo 2 kỳ liên tiếp/)
  t.match(page.body, new RegExp(`/obligations/${id}`))
  const row = /id="cycle-table[\s\S]*?<\/table>/.exec(page.body)?.[0] ?? ''
  t.match(row, /cycle=missed/)
  t.match(page.body, /chưa có nhiệm vụ nào đang được tính/, 'cycles are in none of the four classes')
  const list = await son.get('/tasks?cycle=missed')
  t.match(list.body, /tháng 12\/2018/)
  t.notMatch(list.body, /tháng 2\/2019/)
  const late = await son.get('/tasks?class=running_late')
  t.notMatch(late.body, /tháng 12\/2018/)
  const phuc = await signInAs(app, office, 'phuc')
  t.match((await phuc.get('/')).body, /tháng 2\/2019/, 'the head finds the running one among their work')
})
