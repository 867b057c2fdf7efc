import t from 'tap'
import { inTransaction } from '../../../src/data/database.ts'
import { verifyChains } from '../../../src/domain/chain.ts'
import { openTestDatabase } from '../../support/database.ts'
import { testKeys } from '../../support/office.ts'
import { openBrowser, openTestApp } from '../../support/web.ts'

const sound = {
  code: 'ABCD-1234',
  officeName: 'Sở Giáo dục và Đào tạo Vĩnh Long',
  parentName: 'UBND tỉnh Vĩnh Long',
  shortName: 'SGDĐT',
  place: 'Vĩnh Long',
  helpContact: 'Văn phòng Sở, máy lẻ 102',
  adminName: 'Bùi Anh Quân',
  adminEmail: 'Quan@sgddt.example',
  adminPassword: 'con trâu gặm cỏ non',
  secretaryName: 'Nguyễn Thị Ánh Tuyết',
  secretaryEmail: 'tuyet@sgddt.example',
  secretaryPassword: 'chiều mưa trên phố',
  units: 'Văn phòng Sở\r\n\r\n  Phòng Tổ chức   cán bộ\nThanh tra Sở\n',
}

interface Teardown {
  teardown(work: () => unknown): void
}

const openEmpty = async (t: Teardown, database?: Awaited<ReturnType<typeof openTestDatabase>>) => {
  const empty = database ?? (await openTestDatabase(t))
  const app = await openTestApp(t, { database: empty }, { setupCode: 'abcd 1234' })
  return { app, reader: empty.reader, writer: empty.writer }
}

/** For the tests that set nothing up. */
const shared = await openTestDatabase(t)

await t.test('on an empty database every page leads to the set-up, which offers two ways', async t => {
  const { app } = await openEmpty(t, shared)
  const browser = openBrowser(app)
  for (const url of ['/', '/tasks', '/sign-in', '/nowhere', '/reset']) {
    t.equal((await browser.get(url)).headers.location, '/setup', url)
  }
  t.equal((await browser.post('/sign-in')).headers.location, '/setup')
  t.equal((await browser.get('/healthz')).statusCode, 200)
  t.equal((await browser.get(app.parts.assets.url('app.css'))).statusCode, 200)
  const page = await browser.get('/setup')
  t.equal(page.statusCode, 200)
  t.match(page.body, /href="\/setup\/office"/)
  t.match(page.body, /method="post" action="\/setup\/sample"/)
  t.match((await browser.get('/setup/office')).body, /name="code"[\s\S]*name="units"/)
})

await t.test('what is wrong is said at its field, all of it, and nothing is stored', async t => {
  const { app, reader } = await openEmpty(t, shared)
  const browser = openBrowser(app)
  const post = async (wrong: Partial<typeof sound>) => {
    const response = await browser.post('/setup/office', { ...sound, ...wrong })
    t.equal(response.statusCode, 422)
    return [...response.body.matchAll(/id="f-(\w+)-error"/g)].map(match => match[1])
  }
  t.same(await post({ officeName: ' ', adminEmail: 'quan', secretaryPassword: '12345678', units: ' \n ' }), [
    'officeName',
    'adminEmail',
    'secretaryPassword',
    'units',
  ])
  t.same(await post({ code: 'x', adminName: '' }), ['code', 'adminName'])
  t.same(await post({ secretaryEmail: 'QUAN@sgddt.example' }), ['secretaryEmail'])
  t.same(await post({ adminPassword: 'Bùi Anh Quân' }), ['adminPassword'], 'one’s own name')
  t.same(await post({ units: 'Văn phòng\nPhòng A\nvan phong' }), ['units'])
  t.same(await post({ officeName: 'x'.repeat(301), adminName: '' }), ['officeName', 'adminName'])
  const kept = await browser.post('/setup/office', { ...sound, adminEmail: 'quan' })
  t.match(kept.body, /value="Sở Giáo dục và Đào tạo Vĩnh Long"/)
  t.match(kept.body, /Phòng Tổ chức {3}cán bộ/)
  t.notMatch(kept.body, /con trâu/)
  for (const table of ['office', 'unit', 'person', 'event'] as const) {
    t.equal((await reader.selectFrom(table).selectAll().execute()).length, 0, table)
  }
})

await t.test('the code: ten tries from an address, and none where none was printed', async t => {
  const { app, reader, writer } = await openEmpty(t, shared)
  await writer.deleteFrom('attempt').execute()
  const browser = openBrowser(app)
  for (let n = 0; n < 10; n++) {
    t.match((await browser.post('/setup/office', { ...sound, code: `${n}` })).body, /Mã không đúng/)
  }
  const refused = await browser.post('/setup/office', sound)
  t.equal(refused.statusCode, 422)
  t.match(refused.body, /quá nhiều lần/)
  t.equal((await reader.selectFrom('office').selectAll().execute()).length, 0)
  await writer.deleteFrom('attempt').execute()

  const without = await openTestApp(t, { database: shared }, { setupCode: null })
  const stranger = openBrowser(without)
  t.match((await stranger.get('/setup')).body, /không in mã/)
  for (const code of ['', 'null', 'ABCD-1234']) {
    t.equal((await stranger.post('/setup/office', { ...sound, code })).statusCode, 422, code)
  }
})

await t.test('an office is set up whole, its administrator is signed in, and the chain begins', async t => {
  const { app, reader } = await openEmpty(t)
  const browser = openBrowser(app)
  const response = await browser.post('/setup/office', { ...sound, code: ' abcd1234 ' })
  t.equal(response.statusCode, 303)
  t.equal(response.headers.location, '/admin')
  t.match((await browser.get('/profile')).body, /Bùi Anh Quân/)
  t.equal((await browser.get('/setup')).headers.location, '/')
  const office = await reader.selectFrom('office').selectAll().executeTakeFirstOrThrow()
  t.match(office, {
    kind: 'real',
    name: sound.officeName,
    help_contact: sound.helpContact,
    mail_from_on: null,
  })
  const units = await reader.selectFrom('unit').selectAll().orderBy('id').execute()
  t.same(
    units.map(unit => [unit.name, unit.is_organisation]),
    [
      [sound.officeName, 1],
      ['Văn phòng Sở', 0],
      ['Phòng Tổ chức cán bộ', 0],
      ['Thanh tra Sở', 0],
    ],
  )
  const [root] = units
  for (const unit of units.slice(1)) {
    t.equal(unit.parent_id, root?.id)
    t.equal(unit.path, `/${root?.id}/${unit.id}/`)
  }
  const posts = await reader
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'person_id')
    .select(['role', 'email', 'from_on'])
    .orderBy('role')
    .execute()
  t.same(posts, [
    { role: 'admin', email: 'quan@sgddt.example', from_on: '2018-12-10' },
    { role: 'secretary', email: 'tuyet@sgddt.example', from_on: '2018-12-10' },
  ])
  const committee = await reader.selectFrom('committee').selectAll().executeTakeFirstOrThrow()
  t.match(committee, {
    organisation_id: root?.id,
    level: 'organisation',
    name: `Ban Chỉ đạo ${sound.officeName}`,
  })
  t.match(await reader.selectFrom('office_clock').selectAll().execute(), [{ kind: 'real', today: null }])
  t.ok((await reader.selectFrom('calendar_day').selectAll().execute()).length > 50)
  t.same(
    await reader.selectFrom('policy').selectAll().execute(),
    [],
    'the policy is the default until it is changed',
  )
  const events = await reader.selectFrom('event').selectAll().execute()
  t.match(events, [{ act: 'create_office', subject_id: 'office', seq: 1, organisation_id: root?.id }])
  t.notMatch(JSON.stringify(events), /Quân|sgddt\.example/)
  t.match(await verifyChains(reader, testKeys), [{ events: 1 }])
  t.match(
    (await reader.selectFrom('person').select('password_hash').execute())[0]?.password_hash,
    /^\$argon2id/,
  )
  t.equal(app.nudges(), 1)
  const secretary = openBrowser(app)
  const signIn = { email: 'tuyet@sgddt.example', password: sound.secretaryPassword }
  t.equal((await secretary.post('/sign-in', signIn)).statusCode, 303)
})

await t.test('of two set-ups at once one wins and the other finds an office', async t => {
  const { app, reader } = await openEmpty(t)
  const all = await Promise.all([1, 2, 3].map(() => openBrowser(app).post('/setup/office', sound)))
  t.same(
    all.map(response => response.statusCode).toSorted((a, b) => a - b),
    [303, 409, 409],
  )
  t.equal((await reader.selectFrom('office').selectAll().execute()).length, 1)
  t.equal((await reader.selectFrom('person').selectAll().execute()).length, 2)
})

await t.test('the sample is opened once, however often the button is pressed, and one is in it', async t => {
  let opened = 0
  const database = await openTestDatabase(t)
  const app = await openTestApp(
    t,
    { database },
    {
      openSample: () =>
        inTransaction(database.writer, async writer => {
          opened++
          const created_at = '2018-11-01T00:00:00.000Z'
          const named = { name: 'Sở mẫu', folded: 'so mau', sort_key: 'x', created_at, version: 1 }
          await writer
            .insertInto('office')
            .values({
              id: 'office',
              kind: 'sample',
              name: 'Sở mẫu',
              parent_name: '',
              short_name: '',
              place: '',
              help_contact: '',
              subject_term: '',
              salutation: 'dong_chi',
              mail_from_on: null,
              created_at,
              version: 1,
            })
            .execute()
          await writer
            .insertInto('office_clock')
            .values({ id: 'clock', kind: 'sample', today: '2018-12-10', worked_on: '2018-12-10', version: 1 })
            .execute()
          await writer
            .insertInto('unit')
            .values({
              ...named,
              id: 'u',
              parent_id: null,
              path: '/u/',
              short_name: '',
              is_organisation: 1,
              leader_appointment_id: null,
              valid_from: null,
              valid_to: null,
            })
            .execute()
          await writer
            .insertInto('person')
            .values({
              ...named,
              id: 'p',
              name: 'Thư ký mẫu',
              email: null,
              phone: '',
              locale: 'vi',
              keys_on: 1,
              password_hash: null,
              password_changed_at: null,
              disabled_at: null,
            })
            .execute()
          await writer
            .insertInto('appointment')
            .values({
              id: 'a',
              person_id: 'p',
              unit_id: 'u',
              role: 'secretary',
              title: 'Thư ký',
              from_on: '2018-01-01',
              to_on: null,
              acting_for_id: null,
              committee_id: null,
              inspection_id: null,
              is_head: 0,
              created_at,
              version: 1,
            })
            .execute()
        }),
    },
  )
  const browsers = [openBrowser(app), openBrowser(app)]
  const all = await Promise.all(browsers.map(browser => browser.post('/setup/sample')))
  t.equal(opened, 1)
  for (const response of all) t.equal(response.headers.location, '/')
  for (const browser of browsers)
    t.match((await browser.get('/profile')).body, /Thư ký mẫu[\s\S]*Bản mẫu|Bản mẫu[\s\S]*Thư ký mẫu/)
  t.equal((await openBrowser(app).post('/setup/sample')).headers.location, '/', 'an office stands')
  t.equal(opened, 1)
})
