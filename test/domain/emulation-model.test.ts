/** The register of models: who does what, from which state, and what is refused (DOMAIN §2.2). */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { countEmulationModels, listEmulationModels } from '../../src/data/emulation-model.ts'
import { correctModel, registerModel } from '../../src/domain/emulation-model.ts'
import { registerModels } from '../../src/domain/emulation-model-batch.ts'
import type { ModelInput } from '../../src/domain/emulation-model-check.ts'
import { linkModels } from '../../src/domain/emulation-model-link.ts'
import { checkModelOnSite, decideModel, withdrawModel } from '../../src/domain/emulation-model-verdict.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from '../../src/domain/errors.ts'
import { type CastKey, openTestOffice, type UnitKey } from '../support/office.ts'

const office = await openTestOffice(t)
const { reader, writer } = office.database
const day = '2018-12-10'

t.beforeEach(async () => {
  await writer.deleteFrom('emulation_model_link').execute()
  await writer.deleteFrom('emulation_model').execute()
})

const actBy = (who: CastKey) => ({
  personId: office.person[who],
  actId: randomUUID(),
  occasion: office.occasion(day),
})
const modelOf = (unit: UnitKey, more: Partial<ModelInput> = {}): ModelInput => ({
  unitId: office.unit[unit],
  year: 2018,
  kind: 'individual',
  field: 'society',
  name: 'Mỗi tuần một giờ lắng nghe giáo viên',
  registrant: 'Nguyễn Văn An',
  situation: '',
  aim: 'Giảm một nửa đơn thư',
  content: '',
  beneficiaries: '',
  forces: '',
  resources: '',
  fromOn: '2018-01-15',
  toOn: '2018-12-15',
  evaluateOn: null,
  output: '',
  upkeep: '',
  ...more,
})
const row = (id: string) =>
  reader.selectFrom('emulation_model').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const register = async (who: CastKey, unit: UnitKey, more: Partial<ModelInput> = {}) =>
  (await registerModel(writer, actBy(who), modelOf(unit, more))).subjectId
const check = (who: CastKey, id: string, version: number, more = {}) =>
  checkModelOnSite(writer, actBy(who), {
    id,
    version,
    checkedOn: day,
    checkedBy: 'Tổ khảo sát',
    finding: 'Đạt',
    ...more,
  })
const decide = (who: CastKey, id: string, version: number, more = {}) =>
  decideModel(writer, actBy(who), {
    id,
    version,
    verdict: 'recognised',
    decisionNo: '45/QĐ-SGDĐT',
    decidedOn: day,
    reason: '',
    ...more,
  })
const fieldsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (one: unknown) => one,
  )
  return error instanceof Invalid ? Object.keys(error.fields).sort() : error
}

await t.test('a model is registered, checked and recognised, each by whom it falls to', async t => {
  for (const who of ['ngan', 'khoi', 'hanh', 'minh', 'son'] as const)
    await t.rejects(register(who, 'tccb'), new NotAllowed('refusal.role.register_model'), who)
  await t.rejects(register('nhung', 'tccb'), new NotAllowed('refusal.role.register_model'), 'of another unit')
  const id = await register('phuc', 'tccb')
  for (const who of ['phuc', 'tuyet'] as const) await t.rejects(check(who, id, 1), NotAllowed, who)
  for (const who of ['nhung', 'hieu', 'quan'] as const) await t.rejects(check(who, id, 1), NotFound, who)
  await t.rejects(decide('ngan', id, 1), WrongState, 'not before it was checked')
  await check('khoi', id, 1)
  await t.rejects(check('khoi', id, 2), WrongState)
  await t.rejects(decide('khoi', id, 2), NotAllowed)
  await decide('ngan', id, 2)
  const { state, decision_no, checked_by, version } = await row(id)
  t.same([state, decision_no, checked_by, version], ['recognised', '45/QĐ-SGDĐT', 'Tổ khảo sát', 3])
  await t.rejects(withdrawModel(writer, actBy('phuc'), { id, version, reason: 'x' }), WrongState)
  const events = await reader
    .selectFrom('event')
    .selectAll()
    .where('subject_id', '=', id)
    .orderBy('seq')
    .execute()
  t.same(
    events.map(event => event.act),
    ['register_model', 'check_model', 'decide_model'],
  )
  t.notMatch(
    events.map(event => event.payload).join(),
    /lắng nghe|Nguyễn|Tổ khảo/,
    'ids, codes, dates and hashes',
  )
})

await t.test('what is wrong is said field by field', async t => {
  const wrong = modelOf('tccb', {
    name: ' ',
    registrant: '',
    kind: 'other',
    field: '',
    year: 18,
    toOn: '2018-01-01',
  })
  t.same(await fieldsOf(registerModel(writer, actBy('phuc'), wrong)), [
    'modelField',
    'modelKind',
    'name',
    'registrant',
    'toOn',
    'year',
  ])
  t.same(await fieldsOf(register('tuyet', 'tccb', { unitId: '' })), ['unitId'])
  const id = await register('phuc', 'tccb')
  t.same(await fieldsOf(register('tuyet', 'tccb', { name: 'MOI TUAN một giờ lắng nghe giáo viên' })), [
    'name',
  ])
  t.same(await fieldsOf(check('khoi', id, 1, { checkedOn: '2018-12-11', checkedBy: '', finding: '' })), [
    'checkedBy',
    'checkedOn',
    'finding',
  ])
  t.same(await fieldsOf(check('khoi', id, 1, { checkedOn: '2018-12-09' })), ['checkedOn'])
  await check('khoi', id, 1)
  t.same(await fieldsOf(decide('bao', id, 2, { decisionNo: '' })), ['decisionNo'])
  t.same(await fieldsOf(decide('bao', id, 2, { verdict: 'not_recognised', decisionNo: '' })), ['reason'])
  t.same(await fieldsOf(decide('bao', id, 2, { verdict: 'verified' })), ['verdict'])
})

await t.test('a second click gives the first answer, and of two who decide one wins', async t => {
  const act = actBy('phuc')
  const first = await registerModel(writer, act, modelOf('tccb'))
  t.same(await registerModel(writer, act, modelOf('tccb')), { ...first, repeated: true })
  await check('khoi', first.subjectId, 1)
  const two = await Promise.allSettled([
    decide('ngan', first.subjectId, 2),
    decide('bao', first.subjectId, 2, { verdict: 'not_recognised', reason: 'Trùng' }),
  ])
  t.equal(two.filter(one => one.status === 'fulfilled').length, 1)
  await t.rejects(
    correctModel(writer, actBy('phuc'), { id: first.subjectId, version: 1, input: modelOf('tccb') }),
    WrongState,
  )
})

await t.test('a registration is mended by version until it is decided on', async t => {
  const id = await register('phuc', 'tccb')
  const mended = modelOf('tccb', { output: 'Sổ tay' })
  await correctModel(writer, actBy('tuyet'), { id, version: 1, input: mended })
  t.equal((await row(id)).output, 'Sổ tay')
  await t.rejects(correctModel(writer, actBy('phuc'), { id, version: 1, input: mended }), Conflict)
  await t.rejects(correctModel(writer, actBy('khoi'), { id, version: 2, input: mended }), NotAllowed)
  await withdrawModel(writer, actBy('phuc'), { id, version: 2, reason: 'Gộp với mô hình khác' })
  t.equal((await row(id)).state, 'withdrawn')
})

await t.test('several lines are registered all or none', async t => {
  const lines = (text: string, who: CastKey = 'tuyet') =>
    registerModels(writer, actBy(who), {
      unitId: office.unit.tccb,
      year: 2018,
      kind: 'individual',
      field: 'society',
      lines: text,
    })
  const many = Array.from({ length: 46 }, (_, n) => `Mô hình số ${n + 1};\tĐảng viên ${n + 1}`)
  await lines(`${many.join('\n')}\n\n`)
  const rows = await reader.selectFrom('emulation_model').selectAll().orderBy('id').execute()
  t.equal(rows.length, 46)
  t.same([rows[0]?.name, rows[0]?.registrant], ['Mô hình số 1', 'Đảng viên 1'])
  const [event] = await reader.selectFrom('event').selectAll().where('act', '=', 'register_models').execute()
  t.same(
    JSON.parse(event?.payload ?? '').model_ids,
    rows.map(one => one.id),
  )
  for (const wrong of [
    '',
    'Chỉ có tên',
    'Tên; Người\nTên; người',
    `Mới; Người\n${many[4]}`,
    `${'x'.repeat(301)}; Người`,
    Array.from({ length: 101 }, (_, n) => `Dòng ${n}; Người`).join('\n'),
  ])
    t.same(await fieldsOf(lines(wrong)), ['lines'], wrong.slice(0, 20))
  await t.rejects(lines('Mới; Người', 'nhung'), NotAllowed)
  t.equal((await reader.selectFrom('emulation_model').select('id').execute()).length, 46)
})

await t.test('each sees their own, and finds without diacritics', async t => {
  await register('phuc', 'tccb', { kind: 'collective', registrant: 'Chi bộ Tổ chức' })
  await register('nhung', 'vp', {
    name: 'Tiết kiệm 100% điện_nước',
    kind: 'authority',
    registrant: 'Văn phòng',
  })
  const seen = async (who: CastKey, filter = {}) => {
    const actor = (await findActor(reader, office.person[who], day))!
    return (await listEmulationModels(reader, actor, { filter, limit: 50 })).rows.map(one => one.unit_name)
  }
  const both = ['Văn phòng Sở', 'Phòng Tổ chức cán bộ']
  for (const who of ['tuyet', 'ngan', 'khoi', 'minh', 'son'] as const) t.same(await seen(who), both, who)
  t.same(await seen('phuc'), ['Phòng Tổ chức cán bộ'])
  t.same(await seen('hanh'), ['Phòng Tổ chức cán bộ'])
  t.same(await seen('hieu'), [], 'an inspector sees what their inspection points to')
  t.same(await seen('quan'), [])
  t.same(await seen('tuyet', { words: 'tiet kiem dien' }), ['Văn phòng Sở'])
  t.same(await seen('tuyet', { words: '100%' }), ['Văn phòng Sở'])
  t.same(await seen('tuyet', { words: 'dien_nuoc' }), ['Văn phòng Sở'])
  t.same(await seen('tuyet', { words: 'tiet%kiem' }), ['Văn phòng Sở'], 'words, no wildcards')
  t.same(await seen('tuyet', { words: 'tuan%kiem' }), [])
  t.same(await seen('tuyet', { year: 2017 }), [])
  const actor = (await findActor(reader, office.person.tuyet, day))!
  t.same(await countEmulationModels(reader, actor, {}), { collective: 1, individual: 0, authority: 1 })
})

await t.test('models are linked as evidence, and only what a person changed is changed', async t => {
  const one = await register('phuc', 'tccb')
  const two = await register('nhung', 'vp')
  const subject = { recommendationId: office.recommendationIds[0] as string }
  const link = (who: CastKey, picked: string[], shown: string[] = []) =>
    linkModels(writer, actBy(who), { subject, shown, picked })
  await t.rejects(link('ngan', [one]), NotAllowed)
  await t.rejects(link('phuc', [one]), NotFound, 'whose unit has no task of it')
  await link('tuyet', [one])
  await link('tuyet', [two])
  const linked = () =>
    reader.selectFrom('emulation_model_link').select('emulation_model_id').orderBy('id').execute()
  t.same(
    (await linked()).map(row => row.emulation_model_id),
    [one, two],
    'one that another linked meanwhile stays',
  )
  t.same(await fieldsOf(link('tuyet', [one], [one])), ['models'])
  const hieu = (await findActor(reader, office.person.hieu, day))!
  t.equal((await listEmulationModels(reader, hieu, { filter: {}, limit: 9 })).rows.length, 2)
  await link('tuyet', [], [one])
  t.same(
    (await linked()).map(row => row.emulation_model_id),
    [two],
  )

  const taskId = await office.issued(day, '2018-12-28')
  const own = (who: CastKey, picked: string[]) =>
    linkModels(writer, actBy(who), { subject: { taskId }, shown: [], picked })
  await t.rejects(own('nhung', [two]), NotFound)
  await t.rejects(own('phuc', [two]), NotFound, 'a head links what they see')
  await own('phuc', [one])
  await withdrawModel(writer, actBy('nhung'), { id: two, version: 1, reason: 'x' })
  t.same(await fieldsOf(own('tuyet', [two])), ['models'], 'what is withdrawn is no evidence')
})

await t.test('whatever is tried in whatever order, a model goes only the way it may', async () => {
  const way: Record<string, string[]> = {
    registered: ['checked', 'withdrawn'],
    checked: ['recognised', 'not_recognised', 'withdrawn'],
  }
  const steps = fc.array(fc.constantFrom('check', 'yes', 'no', 'withdraw'), { maxLength: 6 })
  let n = 0
  await fc.assert(
    fc.asyncProperty(steps, async tried => {
      const id = await register('phuc', 'tccb', { name: `Mô hình ${n++}` })
      for (const one of tried) {
        const before = await row(id)
        const { version } = before
        const work = {
          check: () => check('khoi', id, version),
          yes: () => decide('ngan', id, version),
          no: () => decide('ngan', id, version, { verdict: 'not_recognised', reason: 'Trùng' }),
          withdraw: () => withdrawModel(writer, actBy('phuc'), { id, version, reason: 'Rút' }),
        }[one]
        const moved = await work().then(
          () => true,
          error => {
            if (!(error instanceof WrongState)) throw error
            return false
          },
        )
        const after = await row(id)
        const allowed = (way[before.state] ?? []).includes(after.state)
        if (moved ? !allowed || after.version !== version + 1 : after.version !== version) return false
      }
      return true
    }),
    { numRuns: 25 },
  )
})
