import t from 'tap'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const taskId = await office.issued('2018-11-20', '2018-12-14')
  const search = async (who: CastKey, q: string) =>
    (await (await signInAs(app, office, who)).get(`/search?${new URLSearchParams({ q }).toString()}`)).body
  return { office, app, taskId, search }
}

await t.test('words with and without diacritics, codes, people and units are found', async t => {
  const { office, taskId, search } = await open(t)
  for (const q of ['quy che phoi hop', 'Quy chế', 'quy chế'.normalize('NFD'), '1.1', 'QUY CHE']) {
    holds(t, await search('phuc', q), `/tasks/${taskId}"`, q)
  }
  lacks(t, await search('phuc', 'quỳ chế'), `/tasks/${taskId}"`)
  const found = await search('tuyet', 'nguoi dung dau')
  holds(t, found, `/recommendations/${office.recommendationIds[1]}"`)
  const people = await search('tuyet', 'hanh do')
  holds(t, people, `/admin/people/${office.person.hanh}"`)
  holds(t, people, 'Chuyên viên, Phòng Tổ chức cán bộ')
  holds(t, await search('tuyet', 'cong doan'), `/tasks?unit=${office.unit.cd}`)
})

await t.test('nobody finds what they may not see', async t => {
  const { office, taskId, search } = await open(t)
  lacks(t, await search('hang', 'quy che'), `/tasks/${taskId}"`)
  lacks(t, await search('hang', 'Hạnh'), 'Đỗ Thị Mỹ Hạnh', 'of another unit')
  const inspector = await search('hieu', 'quy che')
  lacks(t, inspector, `/tasks/${taskId}"`)
  holds(
    t,
    inspector,
    `/recommendations/${office.recommendationIds[0]}"`,
    'the recommendations of their own inspection',
  )
  lacks(t, await search('quan', 'quy che'), `/tasks/${taskId}"`)
  holds(t, await search('quan', 'Phúc'), 'Phạm Hoàng Phúc', 'accounts are the administrator’s business')
})

await t.test('nothing found and nothing asked each say what to do; signs are no words', async t => {
  const { app, office, search } = await open(t)
  holds(t, await search('phuc', 'khongcogi'), 'Không tìm thấy gì.')
  holds(t, await search('phuc', ''), 'Gõ một từ')
  holds(t, await search('tuyet', '%_"*'), 'Không tìm thấy gì.')
  holds(t, await search('tuyet', '<script>alert(1)</script>'), '&lt;script&gt;')
  const long = await (await signInAs(app, office, 'phuc')).get(`/search?q=${'a'.repeat(301)}`)
  t.equal(long.statusCode, 400)
  t.equal((await app.inject({ method: 'GET', url: '/search?q=x' })).statusCode, 303)
})
