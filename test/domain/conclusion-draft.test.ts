import { randomUUID } from 'node:crypto'
import t from 'tap'
import { findConclusionDraft, listConclusionDrafts } from '../../src/data/conclusion-draft.ts'
import { changeConclusionDraft } from '../../src/domain/conclusion-change.ts'
import type { Choice } from '../../src/domain/conclusion-choice.ts'
import { readChoices, summarise } from '../../src/domain/conclusion-choice.ts'
import {
  dropConclusionDraft,
  finishConclusionDraft,
  startConclusionDraft,
} from '../../src/domain/conclusion-draft.ts'
import { Conflict, Invalid, NotAllowed, NotFound } from '../../src/domain/errors.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

const text = 'Đoàn đánh giá cao. Đề nghị Sở ban hành Quy chế. Nâng cao trách nhiệm. Nơi nhận: Sở.'
const span = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length })
const first = span('Đề nghị Sở ban hành Quy chế.')
const second = span('Nâng cao trách nhiệm.')
const proposed: Choice = {
  ...first,
  kind: 'once',
  summary: 'Ban hành Quy chế',
  ticked: true,
  addressees: ['Sở'],
  dueText: '',
}
const facts = {
  committeeId: null,
  inspectedUnitId: null,
  number: '',
  title: 'Kiểm tra',
  body: 'Đoàn kiểm tra',
  teamLead: '',
  heldOn: '2018-11-13',
  documentNo: '',
  documentOn: null,
}

function acting(office: TestOffice, who: CastKey, on = '2018-11-14', actId: string = randomUUID()) {
  return { personId: office.person[who], actId, occasion: office.occasion(on) }
}

async function withDraft(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const { writer, reader } = office.database
  const input = {
    organisationId: office.unit.so,
    fields: { title: 'Kiểm tra' },
    conclusion: text,
    choices: [proposed],
  }
  const start = (who: CastKey, on?: string, actId?: string) =>
    startConclusionDraft(writer, acting(office, who, on, actId), input)
  const { subjectId: id } = await start('tuyet')
  const stored = async () => (await findConclusionDraft(reader, office.person.tuyet, id))!
  return { office, writer, reader, input, start, id, stored }
}

await t.test('a draft keeps text, facts and choices for its person alone', async t => {
  const { office, reader, id, stored } = await withDraft(t)
  const draft = await stored()
  t.equal(draft.conclusion, text)
  t.same(readChoices(draft.choices), [proposed])
  t.equal(await findConclusionDraft(reader, office.person.ngan, id), undefined)
  t.same(
    (await listConclusionDrafts(reader, office.person.tuyet)).map(row => [row.id, row.fields]),
    [[id, '{"title":"Kiểm tra"}']],
  )
})

await t.test(
  'only a secretary of the organisation begins one, with a text of a size that is taken',
  async t => {
    const { office, writer, input, start } = await withDraft(t)
    for (const who of ['ngan', 'phuc', 'quan', 'minh', 'son'] as const)
      await t.rejects(start(who), NotAllowed, who)
    const act = acting(office, 'tuyet')
    await t.rejects(
      startConclusionDraft(writer, act, { ...input, organisationId: office.unit.vp }),
      NotAllowed,
    )
    const wrong = async (conclusion: string) =>
      (
        (await startConclusionDraft(writer, act, { ...input, conclusion }).catch(
          (e: unknown) => e,
        )) as Invalid
      ).fields
    t.same(await wrong(' \n '), { conclusion: 'error.required.conclusion' })
    t.same(await wrong('a'.repeat(5_000_001)), {
      conclusion: { key: 'error.too_long', values: { max: 5_000_000, length: 5_000_001 } },
    })
    t.ok(
      (await startConclusionDraft(writer, act, { ...input, conclusion: 'ế '.repeat(2_500_000) })).subjectId,
    )
  },
)

await t.test('a form sent twice keeps one draft, and what is old is removed', async t => {
  const { office, reader, start, id } = await withDraft(t)
  const actId = randomUUID()
  const once = await start('tuyet', '2018-11-15', actId)
  const twice = await start('tuyet', '2018-11-15', actId)
  t.same([once.repeated, twice.repeated, twice.subjectId], [false, true, once.subjectId])
  await start('tuyet', '2018-12-14')
  t.ok(await findConclusionDraft(reader, office.person.tuyet, id))
  await start('tuyet', '2018-12-15')
  t.equal(await findConclusionDraft(reader, office.person.tuyet, id), undefined)
  t.ok(await findConclusionDraft(reader, office.person.tuyet, once.subjectId))
})

await t.test('picks change what was shown, add what was ticked, and leave the rest', async t => {
  const { office, writer, id, stored } = await withDraft(t)
  const picks = [
    { ...first, ticked: false, kind: 'standing', summary: 'Quy chế' },
    { ...second, ticked: true },
  ]
  await changeConclusionDraft(writer, acting(office, 'tuyet'), id, {
    version: 1,
    fields: { title: 'B' },
    picks,
  })
  const draft = await stored()
  t.equal(draft.fields, '{"title":"B"}')
  t.same(readChoices(draft.choices), [
    { ...proposed, ticked: false, kind: 'standing', summary: 'Quy chế' },
    { ...second, ticked: true, kind: 'once', summary: 'Nâng cao trách nhiệm.', addressees: [], dueText: '' },
  ])
  await changeConclusionDraft(writer, acting(office, 'tuyet'), id, {
    version: 2,
    fields: {},
    picks: [{ ...first, ticked: true }],
  })
  t.same(
    readChoices((await stored()).choices).map(choice => [choice.ticked, choice.kind, choice.summary]),
    [
      [true, 'standing', 'Quy chế'],
      [true, 'once', 'Nâng cao trách nhiệm.'],
    ],
  )
})

await t.test('two tabs do not overwrite each other, a double click is no second tab', async t => {
  const { office, writer, id } = await withDraft(t)
  const change = { version: 1, fields: {}, picks: [] }
  const act = acting(office, 'tuyet')
  t.equal((await changeConclusionDraft(writer, act, id, change)).repeated, false)
  t.equal((await changeConclusionDraft(writer, act, id, change)).repeated, true)
  await t.rejects(changeConclusionDraft(writer, acting(office, 'tuyet'), id, change), Conflict)
  await t.rejects(
    changeConclusionDraft(writer, acting(office, 'ngan'), id, { ...change, version: 2 }),
    NotFound,
  )
})

await t.test(
  'finishing records everything at once and forgets the draft; sent twice it is done once',
  async t => {
    const { office, writer, reader, id, stored } = await withDraft(t)
    const finish = { version: 1, facts, picks: [{ ...second, ticked: true, kind: 'standing', summary: '' }] }
    await t.rejects(
      finishConclusionDraft(writer, acting(office, 'tuyet'), id, {
        ...finish,
        facts: { ...facts, title: '' },
      }),
      Invalid,
    )
    t.ok(await stored(), 'a refused form leaves the draft')
    const act = acting(office, 'tuyet')
    const done = await finishConclusionDraft(writer, act, id, finish)
    const again = await finishConclusionDraft(writer, act, id, finish)
    t.same([again.repeated, again.subjectId], [true, done.subjectId])
    t.equal(await stored(), undefined)
    const rows = await reader
      .selectFrom('recommendation')
      .select(['ordinal', 'quote', 'kind', 'summary'])
      .where('inspection_id', '=', done.subjectId)
      .orderBy('ordinal')
      .execute()
    t.same(rows, [
      { ordinal: 1, quote: 'Đề nghị Sở ban hành Quy chế.', kind: 'once', summary: 'Ban hành Quy chế' },
      { ordinal: 2, quote: 'Nâng cao trách nhiệm.', kind: 'standing', summary: 'Nâng cao trách nhiệm.' },
    ])
    await t.rejects(finishConclusionDraft(writer, acting(office, 'tuyet'), id, finish), NotFound)
  },
)

await t.test('spans, titles, units and numbers that cannot be are refused at their fields', async t => {
  const { office, writer, id } = await withDraft(t)
  const wrong = async (more: object) => {
    const finish = { version: 1, facts, picks: [], ...more }
    const error = await finishConclusionDraft(writer, acting(office, 'tuyet'), id, finish).catch(
      (e: unknown) => e,
    )
    return error instanceof Invalid ? error.fields : error
  }
  const sentences = { sentences: 'error.quote_not_verbatim' }
  for (const bad of [
    [-1, 4],
    [4, 4],
    [0, 9999],
    [0.5, 3],
    [Number.NaN, 3],
    [18, 19],
  ]) {
    t.same(await wrong({ picks: [{ start: bad[0], end: bad[1], ticked: true }] }), sentences, String(bad))
  }
  t.same(await wrong({ picks: [{ start: first.start + 3, end: first.end, ticked: true }] }), {
    sentences: 'error.quotes_overlap',
  })
  t.same(await wrong({ picks: [{ ...first, ticked: true, summary: 'a'.repeat(301) }] }), {
    [`summary.${first.start}`]: { key: 'error.too_long', values: { max: 300, length: 301 } },
  })
  t.same(await wrong({ facts: { ...facts, inspectedUnitId: 'x', committeeId: 'y' } }), {
    inspectedUnitId: 'error.unknown_unit',
    committeeId: 'error.unknown_committee',
  })
})

await t.test('more than 200 recommendations do not go into one form', async t => {
  const { office, writer } = await withDraft(t)
  const conclusion = 'Đề nghị. '.repeat(201).trim()
  const choices = Array.from({ length: 201 }, (_, n) => ({ ...proposed, start: n * 9, end: n * 9 + 8 }))
  const start = { organisationId: office.unit.so, fields: {}, conclusion, choices }
  const { subjectId } = await startConclusionDraft(writer, acting(office, 'tuyet'), start)
  const finish = (picks: object[]) =>
    finishConclusionDraft(writer, acting(office, 'tuyet'), subjectId, {
      version: 1,
      facts,
      picks: picks as never,
    })
  const error = (await finish([]).catch((e: unknown) => e)) as Invalid
  t.same(error.fields, {
    sentences: { key: 'error.too_many_recommendations', values: { max: 200, count: 201 } },
  })
  t.ok((await finish([{ start: 0, end: 8, ticked: false }])).subjectId)
})

await t.test('a draft can be thrown away by its person', async t => {
  const { office, writer, id, stored } = await withDraft(t)
  await dropConclusionDraft(writer, acting(office, 'ngan'), id)
  t.ok(await stored())
  await dropConclusionDraft(writer, acting(office, 'tuyet'), id)
  await dropConclusionDraft(writer, acting(office, 'tuyet'), id)
  t.equal(await stored(), undefined)
})

await t.test('a title is the beginning of the quote, cut at a word', async t => {
  t.equal(summarise('  Đề nghị\n Sở  họp. '), 'Đề nghị Sở họp.')
  const long = summarise('Đề nghị Sở tiếp tục '.repeat(20))
  t.equal(long, `${'Đề nghị Sở tiếp tục '.repeat(6).trim()}…`)
  t.equal(summarise('ế'.repeat(300)).length, 121)
  t.equal(summarise(`${'a'.repeat(119)}😀b`), `${'a'.repeat(119)}…`)
})
