import t from 'tap'
import {
  excerpt,
  type Mark,
  overviewBlocks,
  partBlocks,
  type TextBlock,
} from '../../../src/web/pages/conclusion-text.ts'
import { partBounds, partOf } from '../../../src/web/pages/text-bounds.ts'

const markAt = (text: string, words: string, tone: Mark['tone'] = 'chosen'): Mark => {
  const start = text.indexOf(words)
  return { start, end: start + words.length, key: String(start), number: '1', href: '#x', tone }
}

/** What is read on the page, folded runs included where their words are there. */
const wordsOf = (blocks: TextBlock[]) =>
  blocks.map(block => (block.paragraphs ?? []).map(({ pieces }) => pieces.map(piece => piece.text).join('')))
const picksOf = (blocks: TextBlock[]) =>
  blocks.flatMap(block =>
    (block.paragraphs ?? []).flatMap(({ pieces }) => pieces.filter(piece => piece.pick)),
  )

const text = 'Mở đầu. Khen ngợi.\n\nĐoàn đánh giá cao. Đề nghị Sở họp. Cảm ơn.\nNơi nhận: Sở.'

await t.test('paragraphs with a mark are shown, the others folded, and no word is lost', async t => {
  const blocks = overviewBlocks(text, [markAt(text, 'Đề nghị Sở họp.')], true)
  t.same(
    blocks.map(block => [block.kind, block.kind === 'folded' ? block.count : 0]),
    [
      ['folded', 1],
      ['shown', 0],
      ['folded', 1],
    ],
  )
  t.same(wordsOf(blocks).flat(), text.split(/\n+/))
  t.same(
    picksOf(blocks).map(({ text: words, pick }) => [
      words,
      text.slice(...(pick!.value.split('-').map(Number) as [number, number])),
    ]),
    ['Mở đầu.', 'Khen ngợi.', 'Đoàn đánh giá cao.', 'Cảm ơn.', 'Nơi nhận: Sở.'].map(words => [words, words]),
  )
})

await t.test('a mark across two paragraphs is marked in both', async t => {
  const over = markAt(text, 'Cảm ơn.\nNơi nhận')
  const [, shown] = overviewBlocks(text, [over], false)
  t.same(
    shown!.paragraphs!.map(({ pieces }) => pieces.filter(piece => piece.mark).map(piece => piece.text)),
    [['Cảm ơn.'], ['Nơi nhận']],
  )
})

await t.test('marks that overlap show every word once', async t => {
  const marks = [
    markAt(text, 'Đoàn đánh giá cao. Đề nghị Sở họp.', 'dropped'),
    markAt(text, 'Đề nghị Sở họp. Cảm ơn.'),
  ]
  t.same(wordsOf(overviewBlocks(text, marks, true))[1], ['Đoàn đánh giá cao. Đề nghị Sở họp. Cảm ơn.'])
})

await t.test('folded text beyond what a page holds leads elsewhere', async t => {
  const long = `${'Một đoạn không có gì.\n'.repeat(2_000)}Đề nghị họp.\n${'Đoạn ngắn.\n'.repeat(10)}`
  const [before, , after] = overviewBlocks(long, [markAt(long, 'Đề nghị họp.')], true)
  t.match(before, { kind: 'folded', count: 2_000, start: 0, paragraphs: null })
  t.match(after, { kind: 'folded', count: 10 })
  t.equal(after!.paragraphs!.length, 10)
})

await t.test('of a paragraph without end only the surroundings of its marks are shown', async t => {
  const filler = 'Một câu dài về tình hình chung của đơn vị. '.repeat(2_000)
  const long = `${filler}Đề nghị họp. ${filler}Đề nghị báo cáo. ${filler}`
  const blocks = overviewBlocks(long, [markAt(long, 'Đề nghị họp.'), markAt(long, 'Đề nghị báo cáo.')], true)
  const [[words]] = wordsOf(blocks) as [[string]]
  t.ok(words.length < 3_000, String(words.length))
  t.match(words, / … .*Đề nghị họp\. .* … .*Đề nghị báo cáo\. .* … /s)
  t.same(picksOf(blocks), [], 'half a sentence cannot be ticked')
})

await t.test('words that can be selected say where they stand, and a mark is led to once', async t => {
  const filler = 'Một câu dài về tình hình chung của đơn vị. '.repeat(300)
  const long = `${filler}Đề nghị họp.\nĐề nghị báo cáo. ${filler}\n${filler}`
  const over = markAt(long, 'Đề nghị họp.\nĐề nghị báo cáo.')
  const whole = { start: 0, end: long.length }
  for (const blocks of [overviewBlocks(long, [over], true), partBlocks(long, [over], whole, true)]) {
    const paragraphs = blocks.flatMap(block => block.paragraphs ?? [])
    const pieces = paragraphs.flatMap(paragraph => paragraph.pieces)
    for (const { at, text: words } of pieces)
      if (at !== undefined) t.equal(long.slice(at, at + words.length), words)
      else t.equal(words, ' … ')
    for (const { at, pieces: own } of paragraphs)
      if (at !== null) t.ok(long.startsWith(own.map(piece => piece.text).join(''), at))
    t.equal(pieces.filter(piece => piece.mark).length, 2)
    t.equal(pieces.filter(piece => piece.target).length, 1)
  }
  const read = overviewBlocks(long, [over], false).flatMap(block => block.paragraphs ?? [])
  t.ok(read.every(({ at, pieces }) => at === null && pieces.every(piece => piece.at === undefined)))
})

await t.test('the parts of a text hold all of it, cut where lines, sentences or words end', async t => {
  const texts = {
    lines: 'Một dòng văn bản.\n'.repeat(3_000),
    sentences: 'Một câu văn. '.repeat(4_000),
    words: 'chữ '.repeat(9_000),
    nothing: 'ế'.repeat(25_000),
    pairs: `a${'😀'.repeat(12_000)}`,
    short: 'Ngắn.',
  }
  for (const [name, whole] of Object.entries(texts)) {
    const bounds = partBounds(whole)
    t.same([bounds[0], bounds.at(-1)], [0, whole.length], name)
    const parts = bounds.slice(1).map((end, index) => whole.slice(bounds[index], end))
    t.equal(parts.join(''), whole, name)
    t.ok(
      parts.every(part => part.length <= 10_001 && part.isWellFormed()),
      name,
    )
    for (const [index, end] of bounds.slice(1).entries()) {
      t.equal(partOf(bounds, bounds[index]!), index + 1)
      t.equal(partOf(bounds, end - 1), index + 1)
    }
    t.equal(partOf(bounds, whole.length + 5), bounds.length - 1)
  }
  t.ok(partBounds(texts.lines).every(bound => bound === 0 || texts.lines[bound - 1] === '\n'))
  t.ok(
    partBounds(texts.sentences)
      .slice(1, -1)
      .every(bound => texts.sentences.slice(bound - 2, bound) === '. '),
  )
  t.ok(
    partBounds(texts.words)
      .slice(1, -1)
      .every(bound => texts.words[bound - 1] === ' '),
  )
})

await t.test('a part of thousands of tiny sentences keeps only the longer ones to tick', async t => {
  const tiny = `${'Đi! '.repeat(2_000)}Đề nghị Sở Giáo dục và Đào tạo họp ngay hôm nay!`
  const blocks = partBlocks(tiny, [], { start: 0, end: tiny.length }, true)
  t.equal(wordsOf(blocks)[0]!.join(''), tiny)
  t.same(
    picksOf(blocks).map(piece => piece.text),
    ['Đề nghị Sở Giáo dục và Đào tạo họp ngay hôm nay!'],
  )
})

await t.test('of a long quote the middle is left out', async t => {
  t.equal(excerpt('ngắn', 10), 'ngắn')
  const short = excerpt(`${'đầu '.repeat(500)}${'cuối '.repeat(500)}`, 400)
  t.ok(
    short.length <= 410 &&
      short.startsWith('đầu đầu') &&
      short.endsWith('cuối cuối') &&
      short.includes(' … '),
    short,
  )
})
