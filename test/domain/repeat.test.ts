import { randomUUID } from 'node:crypto'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { Invalid } from '../../src/domain/errors.ts'
import { createInspection, type RecommendationInput } from '../../src/domain/inspection.ts'
import { findRepeats } from '../../src/domain/repeat.ts'
import { newId } from '../../src/lib/id.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

const quotes = ['Đề nghị Phòng rà soát quy chế chi tiêu nội bộ.', 'Yêu cầu công khai tài chính hằng quý.']

async function record(
  office: TestOffice,
  more: { heldOn?: string; inspectedUnitId?: string | null; quotes?: string[]; repeatsIds?: string[] } = {},
): Promise<string> {
  const texts = more.quotes ?? quotes
  const conclusion = texts.join(' ')
  const recommendations = texts.map((quote, index): RecommendationInput => {
    const start = conclusion.indexOf(quote)
    const repeatsId = more.repeatsIds?.[index] ?? null
    return { quote, start, end: start + quote.length, summary: '', theme: '', kind: 'once', repeatsId }
  })
  const act = { personId: office.person.tuyet, actId: randomUUID(), occasion: office.occasion('2018-12-10') }
  const { subjectId } = await createInspection(office.database.writer, act, {
    organisationId: office.unit.so,
    committeeId: null,
    inspectedUnitId: more.inspectedUnitId ?? null,
    number: '',
    title: 'Kiểm tra',
    body: 'Đoàn kiểm tra',
    teamLead: '',
    heldOn: more.heldOn ?? '2016-05-04',
    documentNo: '',
    documentOn: null,
    conclusion,
    recommendations,
  })
  return subjectId
}

const idsOf = async ({ database }: TestOffice, inspectionId: string) =>
  (
    await database.reader
      .selectFrom('recommendation')
      .select('id')
      .where('inspection_id', '=', inspectionId)
      .orderBy('ordinal')
      .execute()
  ).map(row => row.id)

async function asker(office: TestOffice, who: CastKey = 'tuyet') {
  const actor = (await findActor(office.database.reader, office.person[who], '2018-12-10'))!
  return (asked: string[], more: { inspectedUnitId?: string; until?: string } = {}) =>
    findRepeats(
      office.database.reader,
      actor,
      {
        organisationId: office.unit.so,
        inspectedUnitId: more.inspectedUnitId ?? null,
        until: more.until ?? null,
      },
      asked,
    )
}

const again = 'Yêu cầu tiếp tục công khai tài chính hằng quý theo quy định.'

await t.test('looks among the earlier inspections of the same unit, else of the organisation', async t => {
  const office = await openTestOffice(t)
  const [, ofRoom] = await idsOf(office, await record(office, { inspectedUnitId: office.unit.gdth }))
  const [, ofSchool] = await idsOf(office, await record(office, { heldOn: '2017-03-01' }))
  const ask = await asker(office)
  const id = async (more: object) =>
    (await ask(['Đề nghị họp giao ban.', again], more)).map(one => one?.id ?? null)
  t.same(await id({ inspectedUnitId: office.unit.gdth }), [null, ofRoom])
  t.same(await id({}), [null, ofSchool], 'the latest of those that are as much alike')
  t.same(await id({ until: '2016-12-31' }), [null, ofRoom])
  t.same(await id({ until: '2015-12-31' }), [null, null])
  t.same(await id({ inspectedUnitId: office.unit.tccb }), [null, null])
  t.match((await ask([again]))[0], { held_on: '2017-03-01', quote: quotes[1] })
  t.same(await ask([]), [])
})

await t.test('nobody is shown what they may not see', async t => {
  const office = await openTestOffice(t)
  await record(office)
  t.same(await (await asker(office, 'hang'))([again]), [null])
  t.ok((await (await asker(office, 'bao'))([again]))[0])
})

await t.test('a repeat is recorded with the inspection and must be one that can be seen', async t => {
  const office = await openTestOffice(t)
  const [, earlier] = await idsOf(office, await record(office))
  const later = await record(office, { heldOn: '2018-11-30', quotes: [again], repeatsIds: [earlier!] })
  const row = await office.database.reader
    .selectFrom('recommendation')
    .select('repeats_id')
    .where('inspection_id', '=', later)
    .executeTakeFirstOrThrow()
  t.equal(row.repeats_id, earlier)
  const event = await office.database.reader
    .selectFrom('event')
    .select('payload')
    .where('subject_id', '=', later)
    .executeTakeFirstOrThrow()
  t.match(JSON.parse(event.payload), { repeats: [[1, earlier]] })
  for (const wrong of [newId(), 'x']) {
    const error = await record(office, { repeatsIds: [wrong] }).catch((e: unknown) => e)
    t.ok(error instanceof Invalid && error.fields.sentences === 'error.unknown_repeat', wrong)
  }
})

await t.test('5,000 earlier recommendations hold up nobody', async t => {
  const office = await openTestOffice(t)
  for (let n = 0; n < 50; n += 1) {
    const hundred = Array.from({ length: 100 }, (_, index) => wordsOf(n * 100 + index))
    await record(office, { heldOn: `2017-0${1 + (n % 9)}-11`, quotes: hundred })
  }
  const ask = await asker(office)
  await ask([wordsOf(1)])
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 1)
  const began = performance.now()
  const asked = Array.from({ length: 20 }, (_, index) => wordsOf(index * 211))
  const found = await ask(asked)
  const took = performance.now() - began
  clearInterval(timer)
  t.equal(found.filter(Boolean).length, 20)
  t.same(
    found.map(one => one?.quote),
    asked,
  )
  t.ok(took < 2_000, `${Math.round(took)} ms`)
  t.ok(longest < 250, `never more than ${Math.round(longest)} ms at a stretch`)
})

/** A recommendation of some 60 words of its own. */
function wordsOf(n: number): string {
  const words = Array.from(
    { length: 60 },
    (_, index) => `tu${(n * 7 + index * index * (1 + (n % 13))) % 997}`,
  )
  return `Đề nghị ${words.join(' ')} số ${n}.`
}
