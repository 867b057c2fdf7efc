import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { findActor } from '../../../src/data/actor.ts'
import { insertEvidence } from '../../../src/data/evidence.ts'
import { findSearchReach, listHits } from '../../../src/data/search-hit.ts'
import { comment } from '../../../src/domain/comment.ts'
import { continueSearchBuild, rebuildSearch } from '../../../src/domain/search-build.ts'
import { newId } from '../../../src/lib/id.ts'
import { readSearch } from '../../../src/lib/search-words.ts'
import { insertManyTasks } from '../../support/many-tasks.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const taskId = await office.issued('2018-11-20', '2018-12-14')
  const search = async (who: CastKey, q: string, more = {}) => {
    const query = new URLSearchParams({ q, ...more }).toString()
    const { body } = await (await signInAs(app, office, who)).get(`/search?${query}`)
    return body.replaceAll(/<\/?mark>/g, '')
  }
  return { office, app, taskId, search }
}

/** A task about which something is said, shown and asked: each with a word that stands nowhere else. */
async function said(office: TestOffice, taskId: string) {
  await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: office.appointment.hanh })
  await insertEvidence(office.database.writer, {
    id: newId(),
    task_id: taskId,
    task_update_id: null,
    kind: 'document',
    state: 'pending',
    file_id: null,
    document_no: '77/QĐ-ZULU',
    document_on: '2018-11-22',
    statement: '',
    person_id: office.person.phuc,
    created_at: '2018-11-22T02:00:00.000Z',
  })
  await office.act('phuc', '2018-11-22', 'update', taskId, {
    text: 'Đã gửi xin ý kiến về bảng kê xylophon',
    percent: 20,
    blocker: '',
  })
  await comment(
    office.database.writer,
    { personId: office.person.ngan, actId: randomUUID(), occasion: office.occasion('2018-11-23') },
    { taskId, text: 'Đề nghị làm rõ phần quokka', mentions: [] },
  )
}

await t.test('words with and without diacritics, codes, people and units are found', async t => {
  const { office, taskId, search } = await open(t)
  for (const q of ['quy che phoi hop', 'Quy chế', 'quy chế'.normalize('NFD'), '1.1', 'QUY CHE', 'quy ch']) {
    holds(t, await search('phuc', q), `/tasks/${taskId}"`, q)
  }
  lacks(t, await search('phuc', 'quỳ chế'), `/tasks/${taskId}"`)
  const found = await search('tuyet', 'nguoi dung dau')
  holds(t, found, `/recommendations/${office.recommendationIds[1]}"`)
  const people = await search('tuyet', 'hanh do')
  holds(t, people, `/admin/people/${office.person.hanh}"`)
  holds(t, people, 'Chuyên viên, Phòng Tổ chức cán bộ')
  holds(t, await search('tuyet', 'cong doan'), `/tasks?unit=${office.unit.cd}`)
  holds(t, await search('tuyet', 'KT-2018-01'), `/inspections/${office.inspectionId}"`)
})

await t.test('what is said, asked and shown is found, and stands marked in its words', async t => {
  const { office, app, taskId, search } = await open(t)
  await said(office, taskId)
  for (const [word, kind] of Object.entries({ xylop: 'update', quokka: 'comment', zulu: 'evidence' })) {
    const body = await search('phuc', word)
    holds(t, body, `id="found-${kind}"`, word)
    holds(t, body, `/tasks/${taskId}"`, word)
  }
  const { body } = await (await signInAs(app, office, 'phuc')).get('/search?q=bang+ke')
  holds(t, body, 'ý kiến về <mark>bảng</mark> <mark>kê</mark> xylophon')
})

await t.test('nobody finds what they may not see, nor learns how much of it there is', async t => {
  const { office, taskId, search } = await open(t)
  await said(office, taskId)
  for (const who of ['hang', 'hieu', 'quan'] satisfies CastKey[]) {
    for (const word of ['xylophon', 'quokka', 'zulu']) {
      const body = await search(who, word)
      lacks(t, body, taskId, `${who} ${word}`)
      holds(t, body, 'Không tìm thấy gì.', `${who} ${word}`)
    }
    lacks(t, await search(who, 'quy che'), `/tasks/${taskId}"`, who)
  }
  lacks(t, await search('hang', 'Hạnh'), 'Đỗ Thị Mỹ Hạnh', 'of another unit')
  holds(
    t,
    await search('hieu', 'quy che'),
    `/recommendations/${office.recommendationIds[0]}"`,
    'the recommendations of their own inspection',
  )
  holds(t, await search('quan', 'Phúc'), 'Phạm Hoàng Phúc', 'accounts are the administrator’s business')
})

await t.test('many hits are counted to two hundred and led through page by page', async t => {
  const { office, search } = await open(t)
  await insertManyTasks(office, 240)
  const first = await search('bao', 'ban chi dao')
  holds(t, first, /id="found-task">Nhiệm vụ <span class="count">60</, 'each fourth title holds it')
  holds(t, first, '/search?q=ban+chi+dao&amp;kind=task')
  const last = await search('bao', 'ban chi dao', { kind: 'task', page: '3' })
  holds(t, last, 'Kết quả 41–60, có 60')
  holds(t, await search('bao', 'van ban', { kind: 'task' }), 'trên 200')
  const few = await search('hang', 'ban chi dao', { kind: 'task' })
  lacks(t, few, '>60<', 'of others nothing is counted')
})

await t.test('what is typed to the letter stands first, whichever way the index is read', async t => {
  const { office } = await open(t)
  const plain = await office.issued('2018-11-20', '2018-12-14', { title: 'Múa lan đón khách' })
  const marked = await office.issued('2018-11-20', '2018-12-14', { title: 'Múa lân đón khách' })
  const actor = await findActor(office.database.reader, office.person.bao, '2018-12-10')
  const reached = await findSearchReach(office.database.reader, actor!)
  const hits = async (typed: string, tasks: 'few' | 'many') =>
    (await listHits(office.database.reader, actor!, 'task', readSearch(typed)!, { ...reached, tasks })).map(
      hit => hit.subject_id,
    )
  for (const reach of ['few', 'many'] as const) {
    t.same(await hits('mua lan', reach), [marked, plain], 'no letter differs: the latest first')
    t.same(await hits('lan don khach', reach), [marked, plain])
    t.same(await hits('múa lan', reach), [plain, marked], 'spelled so')
    t.same(await hits('lân', reach), [marked], 'marks that are typed must be there')
  }
})

await t.test('no text breaks the search, and both ways of reading the index find the same', async t => {
  const { office, taskId } = await open(t)
  await said(office, taskId)
  await insertManyTasks(office, 60)
  const { reader } = office.database
  const actor = (await findActor(reader, office.person.bao, '2018-12-10'))!
  const reach = await findSearchReach(reader, actor)
  const words = [
    'quy',
    'chế',
    'ban',
    'tập',
    'huấn',
    'x',
    '4.1',
    'OR',
    'NOT',
    'NEAR(',
    '"',
    "'",
    '*',
    '%',
    '_',
    '\\',
    ':',
    '-',
    '^',
    '\0',
    '\uD800',
    'ÐĐđ',
    '𝟙',
    'ﬁ',
    '\u0301',
  ]
  const typed = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...words), { maxLength: 6 }).map(list => list.join(' ')),
  )
  await fc.assert(
    fc.asyncProperty(typed, async text => {
      const query = readSearch(text)
      if (!query) return
      const few = await listHits(reader, actor, 'task', query, { ...reach, tasks: 'few' })
      const many = await listHits(reader, actor, 'task', query, {
        ...reach,
        tasks: 'many',
        inspectionIds: null,
      })
      if (JSON.stringify(few) !== JSON.stringify(many)) throw new Error(`differs for ${text}`)
    }),
    { numRuns: 60 },
  )
  t.pass('searched')
})

await t.test('an index built anew finds the same in the same order', async t => {
  const { office, taskId, search } = await open(t)
  await said(office, taskId)
  await insertManyTasks(office, 30)
  const asked = ['quy che', 'xylophon', 'quokka', 'zulu', 'tap huan', 'kiem tra']
  const pages = async () => {
    const bodies = await Promise.all(asked.map(word => search('bao', word)))
    return bodies.map(body => /<div id="found">[\s\S]*<\/main>/.exec(body)?.[0])
  }
  const before = await pages()
  const { writer } = office.database
  t.ok((await rebuildSearch(writer)) >= 34)
  t.same(await pages(), before)
  await writer.updateTable('search_build').set({ is_done: 0, before_id: 'z' }).execute()
  holds(t, await search('bao', 'quy che'), 'Dữ liệu cũ đang được đưa vào tìm kiếm')
  t.match(await continueSearchBuild(writer, 1), { whole: false })
  t.match(await continueSearchBuild(writer), { whole: true })
  t.same(await pages(), before, 'what is in the index already stays as it is')
})

await t.test('nothing found and nothing asked each say what to do; signs are no words', async t => {
  const { app, office, search } = await open(t)
  holds(t, await search('phuc', 'khongcogi'), 'Không tìm thấy gì.')
  holds(t, await search('phuc', ''), 'Gõ một từ')
  holds(t, await search('phuc', 'q'), 'Gõ ít nhất hai chữ cái')
  holds(t, await search('tuyet', '%_"*'), 'Không tìm thấy gì.')
  holds(t, await search('tuyet', '<script>alert(1)</script>'), '&lt;script&gt;')
  const long = await (await signInAs(app, office, 'phuc')).get(`/search?q=${'a'.repeat(301)}`)
  t.equal(long.statusCode, 400)
  t.equal((await app.inject({ method: 'GET', url: '/search?q=x' })).statusCode, 303)
})
