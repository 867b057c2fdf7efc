import { randomUUID } from 'node:crypto'
import t from 'tap'
import { openTestOffice } from '../../support/office.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'

t.setTimeout(600_000)

const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

async function send(browser: Browser, url: string, fields: Record<string, string>) {
  const page = await browser.get(url)
  return browser.post(url, {
    act_id: hidden(page.body, 'act_id'),
    version: hidden(page.body, 'version'),
    ...fields,
  })
}

await t.test('the leader answers, the team comments, the committee closes and reopens', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const id = office.recommendationIds[0] as string
  const url = `/recommendations/${id}`
  const ngan = await signInAs(app, office, 'ngan')
  const wrong = await send(ngan, `${url}/response`, { response: 'partly', note: '' })
  t.equal(wrong.statusCode, 422)
  const right = await send(ngan, `${url}/response`, { response: 'partly', note: 'Chưa bố trí được kinh phí' })
  t.equal(right.statusCode, 303)
  const hieu = await signInAs(app, office, 'hieu')
  t.equal((await send(hieu, `${url}/comments`, { text: '' })).statusCode, 422)
  t.equal((await send(hieu, `${url}/comments`, { text: 'Đề nghị nêu lộ trình' })).statusCode, 303)
  const seen = await hieu.get(url)
  t.match(seen.body, /Tiếp thu một phần, ghi ngày 10\/12\/2018/)
  t.match(seen.body, /Chưa bố trí được kinh phí/)
  t.match(seen.body, /Đề nghị nêu lộ trình/)
  t.match(seen.body, /Phó đoàn phụ trách/)
  t.notMatch(seen.body, /\/closing/)

  const task = await office.issued('2018-12-07', '2018-12-21')
  const son = await signInAs(app, office, 'son')
  const decision = { outcome: 'implemented', decisionNo: '15-QĐ/BCĐ', decisionOn: '10/12/2018', reason: '' }
  const atWork = await send(son, `${url}/closing`, decision)
  t.equal(atWork.statusCode, 422)
  t.match(atWork.body, /còn 1 nhiệm vụ chưa kết thúc/)
  await office.act('ngan', '2018-12-10', 'withdraw', task, { reason: 'Trùng', successorId: null })
  const asked = await send(son, `${url}/closing`, decision)
  t.equal(asked.statusCode, 200)
  t.match(asked.body, /Đã thực hiện xong/)
  t.match(asked.body, /không giao thêm nhiệm vụ/)
  t.notMatch((await son.get(url)).body, /đóng ngày/, 'nothing is done yet')
  const act = { ...decision, confirmed: '1', act_id: randomUUID(), version: '2' }
  t.equal((await son.post(`${url}/closing`, act)).statusCode, 303)
  t.equal((await son.post(`${url}/closing`, act)).statusCode, 303, 'a second click')
  t.equal((await son.post(`${url}/closing`, { ...act, act_id: randomUUID() })).statusCode, 409)
  const closed = await son.get(url)
  t.match(closed.body, /Đã thực hiện xong, đóng ngày 10\/12\/2018/)
  t.match(closed.body, /đóng kiến nghị theo quyết định 15-QĐ\/BCĐ ngày 10\/12\/2018/)
  t.match((await son.get(`/inspections/${office.inspectionId}`)).body, /đã thực hiện xong 1\/2 kiến nghị/)
  t.match((await son.get('/inspections')).body, /1 đã thực hiện xong/)
  t.match((await son.get('/committee')).body, /2 kiến nghị \(đã thực hiện xong 1\)/)
  t.notMatch((await ngan.get(url)).body, /tasks\/new/, 'nothing more is assigned')

  const again = { decisionNo: '16-QĐ/BCĐ', decisionOn: '10/12/2018', reason: 'Kết quả chưa bền vững' }
  t.equal((await send(son, `${url}/reopening`, { ...again, confirmed: '1' })).statusCode, 303)
  const open = await son.get(url)
  t.match(open.body, /mở lại kiến nghị theo quyết định 16-QĐ\/BCĐ/)
  t.match(open.body, /đóng kiến nghị theo quyết định 15-QĐ\/BCĐ/, 'the old closure stays')
})

await t.test('superseded: the page links to the newer recommendation', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const [first, second] = office.recommendationIds as [string, string]
  const son = await signInAs(app, office, 'son')
  const fields = { outcome: 'superseded', successorId: second, decisionNo: '1', decisionOn: '10/12/2018' }
  const asked = await send(son, `/recommendations/${first}/closing`, fields)
  t.match(asked.body, /Kiến nghị 2 ngày 13\/11\/2018/)
  await send(son, `/recommendations/${first}/closing`, { ...fields, confirmed: '1' })
  const page = await son.get(`/recommendations/${first}`)
  t.match(page.body, new RegExp(`href="/recommendations/${second}"`))
  t.match(page.body, /Được thay thế bằng/)
})

await t.test('who may not is refused, who may not see finds nothing', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const url = `/recommendations/${office.recommendationIds[0]}`
  const status = async (who: Parameters<typeof signInAs>[2], path: string) =>
    (await (await signInAs(app, office, who)).get(path)).statusCode
  t.equal(await status('bao', `${url}/closing`), 403)
  t.equal(await status('tuyet', `${url}/response`), 403)
  t.equal(await status('minh', `${url}/comments`), 403)
  t.equal(await status('hieu', `${url}/closing`), 403)
  t.equal(await status('thuy', url), 404)
  t.equal(await status('son', `${url}/reopening`), 303, 'it is open')
  t.equal(await status('ngan', `${url}/obligations`), 303, 'it is done once')
})
