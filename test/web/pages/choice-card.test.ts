import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Choice } from '../../../src/domain/conclusion-choice.ts'
import { translate } from '../../../src/i18n/translate.ts'
import { cardOf } from '../../../src/web/pages/choice-card.ts'

const vi = translate('vi')
const conclusion = 'Đề nghị Sở họp; rà soát quy chế.\nBáo cáo kết quả.'
const choice: Choice = {
  start: 0,
  end: conclusion.length,
  kind: 'once',
  summary: 'Họp',
  ticked: true,
  addressees: [],
  dueText: '',
}
const card = (more: Partial<Choice>, input: object = {}) =>
  cardOf(vi, { conclusion, errors: {}, ...input }, { choice: { ...choice, ...more }, number: '1', next: '2' })
const told = { force: undefined, coordinating: [], dueOn: null, clauses: [], why: [] }

await t.test('every rule of the splitter has its words', async t => {
  const files = globSync('src/intake/{judge,quiet,split,walk}*.ts', {
    cwd: join(import.meta.dirname, '../../..'),
  })
  const text = files.map(file => readFileSync(join(import.meta.dirname, '../../..', file), 'utf8')).join('\n')
  const rules = new Set(Array.from(text.matchAll(/'([a-z]+_[a-z_]+)'/g), found => found[1]!))
  t.ok(rules.size > 8)
  for (const rule of rules) t.match(card({ told: { ...told, why: [rule] } }).why, /^Vì: .+\.$/, rule)
  t.equal(card({ told: { ...told, why: ['unheard_of'] } }).why, '', 'a rule that came later says nothing')
  t.equal(card({}).why, 'Vì: do người dùng chọn.')
})

await t.test('the day that words mean is said unless they say it themselves', async t => {
  const meta = (dueText: string, dueOn: string | null) => card({ dueText, told: { ...told, dueOn } }).meta
  t.match(meta('trong quý\nII', '2019-06-30'), /“trong quý II”, tức 30\/06\/2019/)
  t.notMatch(meta('trước ngày 30/06/2019', '2019-06-30'), /tức/)
  t.match(meta('sớm', null), /: sớm$/)
  t.equal(meta('', null), '')
})

await t.test('places for a cut stand at sentences, semicolons and clauses', async t => {
  const at = conclusion.indexOf('rà soát')
  t.same(
    card({}).cuts.map(cut => cut.label),
    ['Trước “rà soát quy chế. Báo cáo kết quả.”', 'Trước “Báo cáo kết quả.”'],
  )
  const clauses = [0, at].map(start => ({ start, end: start + 5, ongoing: false }))
  t.match(card({ told: { ...told, clauses } }).compound, { button: { step: `split:0:${at}` } })
  t.equal(card({ ticked: false, told: { ...told, clauses } }).compound, null)
  t.equal(card({ ticked: false }).merge, null)
})

await t.test('where nothing is kept between two looks there are no steps', async t => {
  const plain = card({ told: { ...told, why: ['modal'] } }, { known: [] })
  t.match(plain, { merge: null, compound: null, why: '', cuts: [] })
})
