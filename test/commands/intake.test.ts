import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { intakeCommand } from '../../src/commands/intake.ts'
import { cleanText } from '../../src/intake/clean-text.ts'
import { makeDocx } from '../support/docx.ts'
import { linesFrom, makePdf } from '../support/pdf.ts'

const asks = 'Đề nghị Hiệu trưởng rà soát hồ sơ tuyển sinh trước ngày 30/12/2018.'

await t.test('each kind of document gives its proposal, with offsets into the cleaned text', async t => {
  const folder = t.testdir()
  const files: Record<string, Buffer | string> = {
    'a.docx': makeDocx(['III. KIẾN NGHỊ', asks]),
    'a.pdf': makePdf([linesFrom(700, ['III. KIẾN NGHỊ', asks])]),
    'a.html': `<h2>III. KIẾN NGHỊ</h2><p>${asks}</p>`,
    'a.txt': `III. KIẾN NGHỊ\n${asks.normalize('NFD')}`,
    'a.md': `III. KIẾN NGHỊ\n${asks}`,
  }
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content)
    const said = t.capture(console, 'log')
    t.equal(await intakeCommand([join(folder, name), '--json']), 0, name)
    const { recommendations } = JSON.parse(String(said()[0]?.args[0]))
    t.equal(recommendations.length, 1, name)
    t.match(recommendations[0], { text: asks, dueOn: '2018-12-30' }, name)
    if (name === 'a.txt')
      t.equal(cleanText(String(content)).slice(recommendations[0].start, recommendations[0].end), asks)
  }
})

await t.test('what cannot be read is said in one sentence', async t => {
  const folder = t.testdir({ 'a.docx': 'không', 'a.exe': 'MZ', 'a.txt': '' })
  writeFileSync(join(folder, 'a.pdf'), makePdf([[]]))
  const refusals = {
    'a.docx': /không phải là tệp \.docx/,
    'a.exe': /đuôi “exe”/,
    'a.txt': /Không thấy chữ/,
    'a.pdf': /ảnh quét/,
    'none.txt': /không tìm thấy/,
  }
  for (const [name, sentence] of Object.entries(refusals)) {
    const said = t.capture(console, 'error')
    t.equal(await intakeCommand([join(folder, name)]), 1, name)
    t.match(String(said()[0]?.args[0]), sentence, name)
  }
  t.capture(console, 'error')
  t.equal(await intakeCommand([]), 2)
})
