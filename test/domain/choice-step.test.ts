import fc from 'fast-check'
import t from 'tap'
import { applyStep, type ChoiceStep } from '../../src/domain/choice-step.ts'
import { type Choice, mergePicks } from '../../src/domain/conclusion-choice.ts'
import { Invalid } from '../../src/domain/errors.ts'

const text =
  'Đoàn ghi nhận. Đề nghị Sở ban hành Quy chế; giao Văn phòng theo dõi trước 30/6/2019. Nâng cao trách nhiệm.\nTiếp công dân đúng lịch. Cảm ơn.'
const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
const first = at('Đề nghị Sở ban hành Quy chế; giao Văn phòng theo dõi trước 30/6/2019.')
const second = at('Nâng cao trách nhiệm.')
const third = at('Tiếp công dân đúng lịch.')
const cut = text.indexOf('giao Văn phòng')

const choice = (span: { start: number; end: number }, more: Partial<Choice> = {}): Choice => ({
  ...span,
  kind: 'once',
  summary: 'Tóm tắt',
  ticked: true,
  addressees: [],
  dueText: '',
  ...more,
})
const list = [
  choice(first, {
    addressees: ['Sở'],
    dueText: '30/6/2019',
    told: {
      force: 'de_nghi',
      coordinating: [],
      dueOn: '2019-06-30',
      clauses: [
        { start: first.start, end: cut - 2, ongoing: true },
        { start: cut, end: first.end, ongoing: false },
      ],
      why: ['asking_verb'],
    },
  }),
  choice(second, { kind: 'standing', addressees: ['Văn phòng'] }),
  choice(third, { kind: 'standing' }),
]
const quotes = (choices: readonly Choice[]) => choices.map(one => text.slice(one.start, one.end))
const refused = (step: ChoiceStep, choices: readonly Choice[] = list, whole = text) => {
  try {
    applyStep(whole, choices, step)
    return 'done'
  } catch (error) {
    return error instanceof Invalid ? error.fields.sentences : error
  }
}

await t.test('a merge spans both and what stands between', async t => {
  const [merged, ...others] = applyStep(text, list, { act: 'merge', start: first.start })
  t.match(merged, {
    start: first.start,
    end: second.end,
    kind: 'once',
    summary: 'Tóm tắt',
    addressees: ['Sở', 'Văn phòng'],
    dueText: '30/6/2019',
    told: { force: 'de_nghi', dueOn: '2019-06-30', why: ['asking_verb', 'merged_by_person'] },
  })
  t.same(others, [list[2]])
  const over = applyStep(text, list, { act: 'merge', start: second.start })
  t.equal(over[1]!.kind, 'standing')
  t.match(quotes(over)[1], /nhiệm\.\nTiếp/, 'across a line end')
})

await t.test(
  'what was dropped in between goes into the merge; with nothing behind there is none',
  async t => {
    const dropped = list.map(one => (one.start === second.start ? { ...one, ticked: false } : one))
    t.same(quotes(applyStep(text, dropped, { act: 'merge', start: first.start })), [
      text.slice(first.start, third.end),
    ])
    t.equal(refused({ act: 'merge', start: third.start }), 'error.no_next_recommendation')
    t.equal(refused({ act: 'merge', start: 3 }), 'error.recommendation_moved')
    t.equal(refused({ act: 'merge', start: Number.NaN }), 'error.recommendation_moved')
  },
)

await t.test('a merge longer than one quote may be is refused', async t => {
  const long = `Đề nghị họp.${' chữ'.repeat(3_000)} Đề nghị báo cáo.`
  const ends = [choice({ start: 0, end: 12 }), choice({ start: long.length - 16, end: long.length })]
  const tooLong = { key: 'error.quote_too_long', values: { max: 10_000 } }
  t.same(refused({ act: 'merge', start: 0 }, ends, long), tooLong)
})

await t.test('a split leaves the mark between out, and each part keeps what is said within it', async t => {
  const parts = applyStep(text, list, { act: 'split', start: first.start, at: [cut] })
  t.same(quotes(parts).slice(0, 2), [
    'Đề nghị Sở ban hành Quy chế',
    'giao Văn phòng theo dõi trước 30/6/2019.',
  ])
  t.match(parts.slice(0, 2), [
    {
      kind: 'standing',
      summary: 'Tóm tắt',
      dueText: '',
      told: { dueOn: null, clauses: [{ ongoing: true }] },
    },
    {
      kind: 'once',
      summary: 'giao Văn phòng theo dõi trước 30/6/2019.',
      dueText: '30/6/2019',
      told: { dueOn: '2019-06-30', why: ['asking_verb', 'split_by_person'] },
    },
  ])
})

await t.test(
  'a split in the middle of a word takes the word whole; at an end there is nothing to split',
  async t => {
    const parts = applyStep(text, list, { act: 'split', start: first.start, at: [cut + 2] })
    t.equal(parts[1]!.start, cut)
    const three = applyStep(text, list, {
      act: 'split',
      start: first.start,
      at: [text.indexOf('theo dõi'), cut, cut],
    })
    t.equal(three.length, 5)
    for (const places of [[], [0], [first.start], [first.end], [Number.NaN], [cut - 1, cut]])
      t.equal(refused({ act: 'split', start: first.start, at: places }), 'error.split_place', String(places))
  },
)

await t.test('selected words are added whole, unless a ticked one has them', async t => {
  const added = applyStep(text, list, { act: 'add', start: 1, end: 12 })
  t.same(quotes(added)[0], 'Đoàn ghi nhận')
  t.match(added[0], { kind: 'once', ticked: true, summary: 'Đoàn ghi nhận' })
  t.equal(refused({ act: 'add', start: second.start + 5, end: second.end }), 'error.quotes_overlap')
  for (const [start, end] of [
    [5, 5],
    [9, 3],
    [-4, -1],
    [900, 999],
    [Number.NaN, 3],
    [14, 15],
  ] as const)
    t.equal(refused({ act: 'add', start, end }), 'error.quote_not_verbatim', `${start}-${end}`)
  const dropped = list.map(one => ({ ...one, ticked: false }))
  t.same(
    quotes(applyStep(text, dropped, { act: 'add', ...at('trách nhiệm.\nTiếp') })),
    [text.slice(first.start, first.end), 'trách nhiệm.\nTiếp'],
    'what was dropped gives way',
  )
})

await t.test('the extent of one is changed within what is free', async t => {
  const wider = applyStep(text, list, {
    act: 'extent',
    of: third.start,
    span: at('Tiếp công dân đúng lịch. Cảm ơn.'),
  })
  t.match(wider[2], { kind: 'standing', summary: 'Tóm tắt', told: { why: ['extent_by_person'] } })
  t.equal(quotes(wider)[2], 'Tiếp công dân đúng lịch. Cảm ơn.')
  const narrower = applyStep(text, list, {
    act: 'extent',
    of: first.start,
    span: at('Đề nghị Sở ban hành Quy chế'),
  })
  t.match(narrower[0], { dueText: '', told: { dueOn: null, clauses: [{ ongoing: true }] } })
  const span = { start: second.start, end: third.end }
  t.equal(refused({ act: 'extent', of: third.start, span }), 'error.quotes_overlap')
})

const words = fc.constantFrom(
  'Đề nghị',
  'Sở',
  'họp',
  'ế',
  '😀',
  '.',
  ';',
  ',',
  ' ',
  '\n',
  'ban hành',
  'a\u0301',
  '1.',
)
const place = fc.nat(60)
const step: fc.Arbitrary<ChoiceStep> = fc.oneof(
  fc.record({ act: fc.constant('merge' as const), start: place }),
  fc.record({ act: fc.constant('split' as const), start: place, at: fc.array(place, { maxLength: 3 }) }),
  fc.record({ act: fc.constant('add' as const), start: place, end: place }),
  fc.record({
    act: fc.constant('extent' as const),
    of: place,
    span: fc.record({ start: place, end: place }),
  }),
)
const turn = fc.record({
  step,
  picks: fc.array(fc.record({ start: place, end: place, ticked: fc.boolean() }), { maxLength: 3 }),
  aim: fc.nat(9),
})

type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never

/** Draws rarely name a choice that is there: they are led to one. */
function aimed(drawn: ChoiceStep, target: number): ChoiceStep {
  if (drawn.act === 'add') return drawn
  return drawn.act === 'extent' ? { ...drawn, of: target } : { ...drawn, start: target }
}

await t.test('whatever is done: verbatim, in order, never sharing a word', async t => {
  let done = 0
  const attempt = (choices: Choice[], work: () => Choice[]) => {
    try {
      const after = work()
      done += 1
      return after
    } catch (error) {
      if (error instanceof Invalid) return choices
      throw error
    }
  }
  const play = (parts: string[], turns: Turn[]) => {
    const whole = parts.join(' ')
    let choices: Choice[] = []
    for (const { step, picks, aim } of turns) {
      const one = choices[aim % (choices.length || 1)]
      const toggled = one ? [{ ...one, ticked: aim % 2 === 0 }] : []
      choices = attempt(choices, () => applyStep(whole, choices, one ? aimed(step, one.start) : step))
      check(whole, choices)
      choices = attempt(choices, () => mergePicks(whole, choices, [...picks, ...toggled]))
      check(whole, choices)
    }
  }
  const texts = fc.array(words, { maxLength: 30 })
  fc.assert(fc.property(texts, fc.array(turn, { maxLength: 25 }), play), { numRuns: 300 })
  t.ok(done > 300, `${done} steps were taken`)
})

function check(whole: string, choices: readonly Choice[]): void {
  let reached = 0
  for (const { start, end, told, dueText } of choices) {
    const quote = whole.slice(start, end)
    if (start < reached || end <= start || end > whole.length) throw new Error(`out of order at ${start}`)
    if (quote.trim() === '' || !quote.isWellFormed()) throw new Error(`no quote at ${start}`)
    if (!quote.includes(dueText)) throw new Error('words of time from elsewhere')
    if (told?.clauses.some(clause => clause.start < start || clause.end > end))
      throw new Error('a clause outside')
    reached = end
  }
}
