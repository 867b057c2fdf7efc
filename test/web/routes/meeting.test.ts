import { randomUUID } from 'node:crypto'
import t from 'tap'
import { listMeetingItems } from '../../../src/data/meeting-item.ts'
import { openedMeeting, taskVersion } from '../../support/meeting.ts'
import { openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

await t.test(
  'two decide at once on one page: one act, the other is told; a leader reads, a unit finds nothing',
  async t => {
    const office = await openTestOffice(t)
    const { id, taskId, items } = await openedMeeting(office)
    const app = await openTestApp(t, office)
    const [member, leader, head] = await Promise.all(
      (['son', 'ngan', 'phuc'] as const).map(who => signInAs(app, office, who)),
    )
    const room = `/meetings/${id}/room?item=${items[0].id}`
    holds(t, (await member!.get(room)).body, /Hạn ban đầu[\s\S]*30\/11\/2018[\s\S]*Chờ Công đoàn góp ý/)
    lacks(t, (await leader!.get(room)).body, 'decision-form', 'the second one is not a leader’s to decide')
    for (const path of [
      '/meetings',
      `/meetings/${id}`,
      room,
      `/meetings/${id}/minutes`,
      `/meetings/${id}/agenda`,
    ])
      t.equal((await head!.get(path)).statusCode, 404, path)

    const subjectVersion = await taskVersion(office, taskId)
    const action = `/meetings/${id}/items/${items[0].id}/decisions/decide_extension`
    const fields = { verdict: 'granted', grantedDueOn: '28/12/2018', note: '', version: 1, subjectVersion }
    const wrong = await member!.post(action, {
      ...fields,
      verdict: '',
      note: 'Giữ lại',
      act_id: randomUUID(),
    })
    t.equal(wrong.statusCode, 422)
    holds(t, wrong.body, 'Giữ lại', 'what was typed is kept')
    const sendings = [randomUUID(), randomUUID()].map(act_id => member!.post(action, { ...fields, act_id }))
    const codes = (await Promise.all(sendings)).map(answer => answer.statusCode).sort((a, b) => a - b)
    t.same(codes, [303, 409])
    const events = await office.database.reader
      .selectFrom('event')
      .select('id')
      .where('act', '=', 'decide_extension')
      .execute()
    t.equal(events.length, 2, 'the first extension’s and this one')
    t.equal((await listMeetingItems(office.database.reader, id))[0]?.state, 'decided')
    t.equal(
      (await leader!.post(action, { ...fields, act_id: randomUUID() })).statusCode,
      409,
      'decided already',
    )
    holds(
      t,
      (await leader!.get(`/meetings/${id}/minutes`)).body,
      /Dự thảo[\s\S]*Đồng ý gia hạn đến ngày 28\/12\/2018/,
    )
  },
)
