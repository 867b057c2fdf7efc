/** Whatever the text, the splitter ends in time, throws nothing, and quotes are slices that stand apart and in order. */
import fc from 'fast-check'
import t from 'tap'
import { cleanText } from '../../src/intake/clean-text.ts'
import { splitRecommendations } from '../../src/intake/split-recommendations.ts'
import { labelledTexts } from './labels.ts'

/** Of this process's own time: what else the machine does meanwhile is not the splitter's. */
const mostMs = 2_000

const bits = [
  'Đề nghị ',
  'Yêu cầu ',
  'đoàn kiểm tra ',
  'Phòng Tổ chức cán bộ ',
  'Hiệu trưởng ',
  'rà soát ',
  'ban hành ',
  'báo cáo ',
  'trước ngày 30/12/2018',
  '; ',
  '. ',
  '.\n',
  '\n',
  '\n\n',
  '1. ',
  'a) ',
  '- ',
  '+ ',
  'III. KIẾN NGHỊ\n',
  '“',
  '”',
  '(',
  ')',
  '\t',
  '|',
  '\f',
  ':',
  'Trong thời hạn 15 ngày ',
  'hằng quý ',
  'Nơi nhận:\n',
  'KẾT LUẬN\n',
  'Điều 1. ',
  'không ',
  'đã ',
  'sẽ ',
]

function faultOf(raw: string): string | null {
  const text = cleanText(raw)
  const { recommendations, sentences } = splitRecommendations(raw)
  let last = 0
  for (const { start, end, text: quote } of recommendations) {
    if (start < last || end <= start) return `overlaps at ${start}`
    if (quote !== text.slice(start, end) || quote.trim() === '') return `is no slice at ${start}`
    last = end
  }
  const loose = sentences.find(one => one.text !== text.slice(one.start, one.end))
  return loose ? `a sentence is no slice at ${loose.start}` : null
}

await t.test('quotes are verbatim, in order and apart', async t => {
  const words = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary' }), fc.lorem()), {
    maxLength: 60,
  })
  const whole = fc.property(words, some => faultOf(some.join('')) === null)
  t.doesNotThrow(() => fc.assert(whole, { numRuns: 1_000 }))
  for (const { name, text } of labelledTexts()) t.equal(faultOf(text), null, name)
})

await t.test('five million letters of any kind end in time', async t => {
  const size = 5_000_000
  const fill = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
  const paragraph = labelledTexts()
    .map(one => one.text)
    .join('\n')
  const heavy: Record<string, string> = {
    'real documents one after the other': fill(`${paragraph}\n`),
    'no line ends': fill(paragraph.replace(/\s+/g, ' ')),
    'one word': fill('đ'),
    spaces: fill(' '),
    'line ends': fill('\n'),
    digits: fill('1'),
    brackets: fill('('),
    'list markers': fill('1. a) - '),
    'words of asking': fill('đề nghị '),
    'items of one word': fill('- báo cáo;\n'),
    dates: fill('trước ngày 31/12/2018 '),
    'letters in pieces': fill('đề nghị rà soát, '.normalize('NFD')),
    'surrogates alone': fill('\ud83d'),
    'table rows': fill('1\tRà soát\tPhòng A\t31/12/2018\n'),
    'quotes never closed': fill('“ đề nghị '),
  }
  for (const [name, text] of Object.entries(heavy)) {
    const before = process.cpuUsage()
    const { recommendations } = splitRecommendations(text)
    const took = process.cpuUsage(before).user / 1_000
    t.ok(took < mostMs, `${name}: ${recommendations.length} found`, { took: Math.round(took) })
    t.comment(`${name}: ${Math.round(took)} ms`)
  }
})
