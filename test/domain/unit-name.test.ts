/** Units through time (DOMAIN §8): documents of a day bear the name of that day; closed units get no new tasks. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { findOfficeNameOn, findUnitNameOn } from '../../src/data/unit-name.ts'
import { runDuties } from '../../src/domain/duty.ts'
import { findUnitDirectory } from '../../src/domain/unit-alias.ts'
import { type ClosingInput, closeUnit } from '../../src/domain/unit-closing.ts'
import { matchUnit } from '../../src/domain/unit-match.ts'
import { cancelUnitName, renameUnit, takeUpNames } from '../../src/domain/unit-name.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { type CastKey, openTestOffice, type TestOffice, testKeys, type UnitKey } from '../support/office.ts'

const unitOf = (office: TestOffice, key: UnitKey) =>
  office.database.reader
    .selectFrom('unit')
    .selectAll()
    .where('id', '=', office.unit[key])
    .executeTakeFirstOrThrow()
const actOf = (office: TestOffice, day: string, who: CastKey = 'tuyet') => ({
  personId: office.person[who],
  actId: randomUUID(),
  occasion: office.occasion(day),
})

async function rename(
  office: TestOffice,
  key: UnitKey,
  day: string,
  fromOn: string,
  name: string,
  who: CastKey = 'tuyet',
) {
  const { id, version, short_name: shortName } = await unitOf(office, key)
  const input = { name, shortName, fromOn, documentNo: '12/QĐ-SGDĐT' }
  return renameUnit(office.database.writer, actOf(office, day, who), { id, version, input })
}

async function close(office: TestOffice, key: UnitKey, day: string, input: Partial<ClosingInput>) {
  const { id, version } = await unitOf(office, key)
  const given = { closedOn: '2018-12-31', successorId: null, posts: 'keep', ...input }
  return closeUnit(office.database.writer, actOf(office, day), { id, version, input: given })
}

const nameOn = async (office: TestOffice, key: UnitKey, day: string) =>
  (await findUnitNameOn(office.database.reader, office.unit[key], day))?.name

await t.test('a unit that was renamed has on each day the name of that day', async t => {
  const office = await openTestOffice(t)
  await rename(office, 'tccb', '2018-12-10', '2018-12-01', 'Phòng Tổ chức')
  await rename(office, 'tccb', '2018-12-20', '2018-12-20', 'Phòng Nhân sự')
  t.equal(await nameOn(office, 'tccb', '2018-11-30'), 'Phòng Tổ chức cán bộ')
  t.equal(await nameOn(office, 'tccb', '2018-12-01'), 'Phòng Tổ chức')
  t.equal(await nameOn(office, 'tccb', '2018-12-19'), 'Phòng Tổ chức')
  t.equal(await nameOn(office, 'tccb', '2018-12-20'), 'Phòng Nhân sự')
  t.equal((await unitOf(office, 'tccb')).name, 'Phòng Nhân sự')
  const refusal = { name: 'Invalid', fields: { fromOn: 'error.name_began_later' } }
  await t.rejects(rename(office, 'tccb', '2018-12-21', '2018-12-20', 'Phòng Khác'), refusal)
  await t.rejects(rename(office, 'tccb', '2018-12-21', '2018-12-21', 'Phòng Nhân sự'), {
    name: 'Invalid',
    fields: { name: 'error.same_name' },
  })
})

await t.test('a later name waits for its day, and can be taken back until then', async t => {
  const office = await openTestOffice(t)
  const { reader, writer } = office.database
  await rename(office, 'vp', '2018-12-10', '2019-01-01', 'Phòng Hành chính')
  t.equal((await unitOf(office, 'vp')).name, 'Văn phòng Sở')
  t.equal(await nameOn(office, 'vp', '2019-01-01'), 'Phòng Hành chính')
  await t.rejects(rename(office, 'vp', '2018-12-11', '2018-12-11', 'Ban Thư ký'), {
    name: 'Invalid',
    fields: { fromOn: 'error.name_waiting' },
  })
  await runDuties(writer, testKeys, '2018-12-31')
  t.equal((await unitOf(office, 'vp')).name, 'Văn phòng Sở')
  await runDuties(writer, testKeys, '2019-01-02')
  t.equal((await unitOf(office, 'vp')).name, 'Phòng Hành chính', 'also when its own day was missed')
  t.equal(await takeUpNames(writer, office.occasion('2019-01-02')), 0, 'once')
  t.equal(await nameOn(office, 'vp', '2018-12-31'), 'Văn phòng Sở')
  t.equal(await nameOn(office, 'vp', '2019-01-01'), 'Phòng Hành chính')
  const acts = await reader
    .selectFrom('event')
    .select('act')
    .where('subject_id', '=', office.unit.vp)
    .execute()
  t.same(
    acts.map(row => row.act),
    ['rename_unit', 'take_up_unit_name'],
  )

  await rename(office, 'cd', '2018-12-10', '2019-01-01', 'Công đoàn')
  const name = await reader
    .selectFrom('unit_name')
    .select('id')
    .where('unit_id', '=', office.unit.cd)
    .executeTakeFirst()
  const cancel = { unitId: office.unit.cd, nameId: name?.id ?? '' }
  await t.rejects(cancelUnitName(writer, actOf(office, '2018-12-11', 'phuc'), cancel), { name: 'NotAllowed' })
  await t.rejects(
    cancelUnitName(writer, actOf(office, '2018-12-11'), { ...cancel, unitId: office.unit.vp }),
    {
      name: 'NotFound',
    },
  )
  await cancelUnitName(writer, actOf(office, '2018-12-11'), cancel)
  t.equal(await nameOn(office, 'cd', '2019-01-01'), 'Công đoàn ngành')
})

await t.test('who may name, a second click, and two at once', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  for (const who of ['phuc', 'bao', 'minh'] as const)
    await t.rejects(rename(office, 'tccb', '2018-12-10', '2018-12-10', 'X', who), { name: 'NotAllowed' }, who)
  const { id, version } = await unitOf(office, 'tccb')
  const change = { id, version, input: { name: 'A', shortName: '', fromOn: '2018-12-10', documentNo: '' } }
  const act = actOf(office, '2018-12-10')
  t.equal((await renameUnit(writer, act, change)).repeated, false)
  t.equal((await renameUnit(writer, act, change)).repeated, true)
  const other = { ...change, input: { ...change.input, name: 'B', fromOn: '2018-12-11' } }
  await t.rejects(renameUnit(writer, actOf(office, '2018-12-11'), other), { name: 'Conflict' })
})

await t.test('the office goes by its root: its letters of a day bear the name of that day', async t => {
  const office = await openTestOffice(t)
  await rename(office, 'so', '2018-12-10', '2018-12-10', 'Sở Giáo dục và Đào tạo tỉnh Vĩnh Long')
  const stored = await office.database.reader.selectFrom('office').select('name').executeTakeFirstOrThrow()
  t.equal(stored.name, 'Sở Giáo dục và Đào tạo tỉnh Vĩnh Long')
  t.equal(await findOfficeNameOn(office.database.reader, '2018-12-09'), 'Sở Giáo dục và Đào tạo Vĩnh Long')
  t.equal(
    await findOfficeNameOn(office.database.reader, '2018-12-10'),
    'Sở Giáo dục và Đào tạo tỉnh Vĩnh Long',
  )
})

await t.test('any row of renamings: every day has one name, the last that had begun', async t => {
  const office = await openTestOffice(t)
  const steps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(steps, async gaps => {
      await office.database.writer.deleteFrom('unit_name').execute()
      await office.database.writer
        .updateTable('unit')
        .set({ name: 'Tên 0' })
        .where('id', '=', office.unit.gdth)
        .execute()
      const begun: [string, string][] = [['0001-01-01', 'Tên 0']]
      let day = '2018-12-01'
      for (const [n, gap] of gaps.entries()) {
        day = addDays(day, gap)
        await rename(office, 'gdth', day, day, `Tên ${n + 1}`)
        begun.push([day, `Tên ${n + 1}`])
      }
      for (let asked = '2018-11-30'; asked <= addDays(day, 2); asked = addDays(asked, 3)) {
        const expected = begun.findLast(([from]) => from <= asked)?.[1]
        if ((await nameOn(office, 'gdth', asked)) !== expected) return false
      }
      return true
    }),
    { numRuns: 8 },
  )
})

await t.test(
  'a closed unit gets no new task, and its work and old names lead to the one that took over',
  async t => {
    const office = await openTestOffice(t)
    const { reader } = office.database
    await t.rejects(close(office, 'so', '2018-12-10', {}), {
      name: 'Invalid',
      fields: { closedOn: 'error.root_stays' },
    })
    await t.rejects(close(office, 'tccb', '2018-12-10', { successorId: office.unit.tccb }), {
      name: 'Invalid',
      fields: { successorId: 'error.not_a_unit_successor' },
    })
    await t.rejects(close(office, 'tccb', '2018-12-10', { posts: 'move' }), {
      name: 'Invalid',
      fields: { successorId: 'error.required.successor' },
    })
    await close(office, 'tccb', '2018-12-10', {
      closedOn: '2018-12-31',
      successorId: office.unit.vp,
      posts: 'move',
    })
    const posts = await reader
      .selectFrom('appointment')
      .select(['person_id', 'unit_id', 'role', 'from_on', 'to_on'])
      .where('person_id', 'in', [office.person.phuc, office.person.hanh])
      .orderBy('person_id')
      .orderBy('from_on')
      .execute()
    t.same(
      posts.filter(post => post.person_id === office.person.phuc).map(post => [post.unit_id, post.to_on]),
      [[office.unit.tccb, '2018-12-31']],
      'a head is appointed by hand',
    )
    t.same(
      posts
        .filter(post => post.person_id === office.person.hanh)
        .map(post => [post.unit_id, post.from_on, post.to_on]),
      [
        [office.unit.tccb, '2018-01-01', '2018-12-31'],
        [office.unit.vp, '2019-01-01', null],
      ],
    )
    const find = async (name: string, day: string) =>
      matchUnit(name, await findUnitDirectory(reader, office.unit.so, day))
    t.match(await find('Phòng Tổ chức cán bộ', '2018-12-31'), { kind: 'unit', unitId: office.unit.tccb })
    t.match(await find('Phòng Tổ chức cán bộ', '2019-01-02'), { kind: 'unit', unitId: office.unit.vp })
    await t.resolves(office.draft('2018-12-31', '2019-02-28'))
    await t.rejects(office.draft('2019-01-02', '2019-02-28'), {
      name: 'Invalid',
      fields: { leadUnitId: 'error.unit_closed' },
    })
    const asCoUnit = {
      leadUnitId: office.unit.cd,
      coUnits: [{ unitId: office.unit.tccb, deliverable: '', dueOn: null }],
    }
    await t.rejects(office.draft('2019-01-02', '2019-02-28', asCoUnit), {
      name: 'Invalid',
      fields: { 'coUnits.0.unitId': 'error.unknown_unit' },
    })
  },
)

await t.test('a former name finds its unit, but never against the present name of another', async t => {
  const office = await openTestOffice(t)
  await rename(office, 'gdth', '2018-12-10', '2018-12-10', 'Phòng Chuyên môn')
  const find = async (name: string) =>
    matchUnit(name, await findUnitDirectory(office.database.reader, office.unit.so, '2018-12-11'))
  t.match(await find('Phòng Giáo dục Trung học'), { kind: 'unit', unitId: office.unit.gdth })
  await rename(office, 'cd', '2018-12-10', '2018-12-10', 'Phòng Giáo dục Trung học')
  t.match(await find('Phòng Giáo dục Trung học'), { kind: 'unit', unitId: office.unit.cd })
})
