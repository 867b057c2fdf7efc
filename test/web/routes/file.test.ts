import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import t from 'tap'
import { newId } from '../../../src/lib/id.ts'
import { attachmentHeader } from '../../../src/web/content-disposition.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const text = 'Đã họp ngày 5/12.\n<script>alert(1)</script>'

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const taskId = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: null })
  const app = await openTestApp(t, office)
  const as = (who: CastKey) => signInAs(app, office, who)
  const phuc = await as('phuc')
  await phuc.upload(
    `/tasks/${taskId}/evidence`,
    {},
    { evidenceFile: { name: 'Biên bản “họp”.txt', content: text } },
  )
  const row = await office.database.reader.selectFrom('file').selectAll().executeTakeFirstOrThrow()
  return { office, app, taskId, as, phuc, row }
}

await t.test(
  'a file comes as an attachment that no browser shows, under its own name, and is on record',
  async t => {
    const { office, phuc, row } = await open(t)
    const answer = await phuc.get(`/files/${row.id}`)
    t.equal(answer.statusCode, 200)
    t.equal(answer.body, text)
    t.equal(row.sha256, createHash('sha256').update(text).digest('hex'))
    t.match(answer.headers, {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="bien ban _hop_.txt"; filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n%20%E2%80%9Ch%E1%BB%8Dp%E2%80%9D.txt`,
    })
    const log = await office.database.reader
      .selectFrom('access_log')
      .selectAll()
      .where('kind', '=', 'download')
      .execute()
    t.same(
      log.map(({ kind, person_id, detail, address }) => [kind, person_id, detail, address]),
      [['download', office.person.phuc, row.id, '127.0.0.1']],
    )
  },
)

await t.test('it is found only by who may see it; a missing one looks the same', async t => {
  const { office, app, as, taskId, row, phuc } = await open(t)
  const statuses = async (people: readonly CastKey[]) =>
    Promise.all(people.map(async who => (await (await as(who)).get(`/files/${row.id}`)).statusCode))
  const others = ['hanh', 'ngan', 'tuyet', 'khoi', 'hang', 'minh', 'son', 'hieu', 'quan'] as const
  t.same(
    await statuses(others),
    others.map(() => 404),
    'pending',
  )
  await office.act('phuc', '2018-12-10', 'update', taskId, { text: 'Đã họp', percent: 50, blocker: '' })
  const team = ['phuc', 'ngan', 'bao', 'tuyet', 'khoi', 'son', 'minh'] as const
  t.same(
    await statuses(team),
    team.map(() => 200),
    'attached',
  )
  const outsiders = ['hang', 'nhung', 'thuy', 'hieu', 'quan'] as const
  t.same(
    await statuses(outsiders),
    outsiders.map(() => 404),
    'attached',
  )
  const hang = await as('hang')
  const [theirs, missing] = [await hang.get(`/files/${row.id}`), await hang.get(`/files/${newId()}`)]
  const bare = (body: string) => body.replace(/nonce="[^"]*"/g, '')
  t.equal(bare(theirs.body), bare(missing.body))
  for (const url of ['/files/x', '/files/..%2fsecret', `/files/${row.id}%00`, '/files/']) {
    t.equal((await phuc.get(url)).statusCode, 404, url)
  }
  t.equal((await app.inject({ url: `/files/${row.id}` })).statusCode, 303, 'signed out')
  t.equal((await phuc.post(`/files/${row.id}`)).statusCode, 404)
})

await t.test('a row whose file is gone is not found', async t => {
  const { app, phuc, row } = await open(t)
  await app.parts.files.remove(row.id)
  t.equal((await phuc.get(`/files/${row.id}`)).statusCode, 404)
})

await t.test('files lie outside every folder that is served, under names of their own', async t => {
  const { app, phuc, row } = await open(t)
  t.same(
    readdirSync(app.parts.config.filesDir, { recursive: true }).filter(name => String(name).includes('txt')),
    [],
  )
  t.equal((await phuc.get(`/assets/files/${row.id}`)).statusCode, 404)
})

await t.test('no name breaks out of the header', async t => {
  t.equal(
    attachmentHeader(`a"b\\c%\r\nx: y'(1)*.pdf`),
    `attachment; filename="a_b_c___x: y'(1)*.pdf"; filename*=UTF-8''a%22b%5Cc%25%0D%0Ax%3A%20y%27%281%29%2A.pdf`,
  )
})
