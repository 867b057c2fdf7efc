/** How well the splitter reads documents of many shapes: notices, minutes, letters, party conclusions, news, tables, prose. */
import t from 'tap'
import { labelledTexts, scoreOf } from './labels.ts'

const texts = labelledTexts()

await t.test('the texts cover many shapes, also such that recommend nothing', async t => {
  t.ok(texts.length >= 40)
  t.ok(texts.filter(one => one.labels.length === 0).length >= 4)
  t.ok(
    texts.some(one => one.text !== one.text.normalize('NFC')),
    'one is written in decomposed letters',
  )
})

await t.test('recommendations, deadlines and standing duties are found', async t => {
  const scores = texts.map(scoreOf)
  const sum = (key: 'labelled' | 'said' | 'hit' | 'due' | 'ongoing') =>
    scores.reduce((total, one) => total + one[key], 0)
  const [precision, recall] = [sum('hit') / sum('said'), sum('hit') / sum('labelled')]
  const f1 = (2 * precision * recall) / (precision + recall)
  const wrong = scores.flatMap(one => one.wrong)
  t.ok(sum('labelled') > 150, 'enough labels to mean something')
  t.ok(f1 >= 0.97, `F1 ${f1.toFixed(3)}`, { wrong })
  t.ok(sum('due') / sum('hit') >= 0.97, `deadlines ${(sum('due') / sum('hit')).toFixed(3)}`, { wrong })
  t.ok(sum('ongoing') / sum('hit') >= 0.92, `ongoing ${(sum('ongoing') / sum('hit')).toFixed(3)}`)
})

await t.test('where nothing is recommended nothing is proposed', async t => {
  for (const one of texts.filter(text => text.labels.length === 0)) t.equal(scoreOf(one).said, 0, one.name)
})
