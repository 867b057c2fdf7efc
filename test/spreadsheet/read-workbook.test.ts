/** RELIABILITY F4, F5: what may be inside a workbook, what it may cost to find out, and what is read of a good one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { FileRefused } from '../../src/files/file-refused.ts'
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts'
import { makeTemplate } from '../../src/spreadsheet/workbook-template.ts'
import { dateCell, makeRawWorkbook, makeWorkbook, sheetXml, textRow } from '../support/workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'dondoc-workbook-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
async function read(bytes: Buffer) {
  const path = join(folder, `${count++}.xlsx`)
  writeFileSync(path, bytes)
  return readWorkbook(path)
}

async function refusal(bytes: Buffer): Promise<string> {
  try {
    await read(bytes)
    return 'read'
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    return error.key
  }
}

await t.test('cells come as text: dates day first, numbers, blanks, NFC', async t => {
  const sheets = await read(
    await makeWorkbook({
      Một: [
        ['STT', 'Nội dung'],
        [1, { value: 'Đề nghị Sở họp.'.normalize('NFD'), type: String }, dateCell('2018-12-14')],
        [null, ' hai\r\ndòng ', true],
      ],
      Hai: [['khác']],
    }),
  )
  t.same(sheets, [
    {
      name: 'Một',
      rows: [
        ['STT', 'Nội dung', ''],
        ['1', 'Đề nghị Sở họp.', '14/12/2018'],
        ['', 'hai\ndòng', 'true'],
      ],
    },
    { name: 'Hai', rows: [['khác']] },
  ])
})

await t.test(
  'of a formula the value that was stored with it is read; one without a value is named',
  async t => {
    const formula = (value: string) =>
      sheetXml(`<row r="1"><c r="A1" t="str"><f>CONCATENATE("a","b")</f>${value}</c></row>`)
    t.same((await read(makeRawWorkbook(formula('<v>ab</v>'))))[0]?.rows, [['ab']])
    t.equal(await refusal(makeRawWorkbook(formula(''))), 'error.workbook.cell')
  },
)

await t.test('what is merged over rows stands in each of them that holds something of its own', async t => {
  const merges = (...refs: string[]) =>
    `<mergeCells>${refs.map(ref => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
  const cells = (number: number, texts: Record<string, string>) =>
    `<row r="${number}">${Object.entries(texts)
      .map(([column, text]) => `<c r="${column}${number}" t="inlineStr"><is><t>${text}</t></is></c>`)
      .join('')}<c r="F${number}" s="1"/></row>`
  const sheet = [
    cells(1, { A: 'BẢNG THEO DÕI' }),
    cells(2, { A: '1', B: 'Việc một', C: 'Phòng TCCB', D: '31/12/2018' }),
    cells(3, { B: 'Việc hai' }),
    cells(4, {}),
    cells(5, { B: 'Việc ba', D: '01/02/2019' }),
    cells(6, { B: 'Việc bốn' }),
  ].join('')
  const xml = sheetXml(sheet).replace('</sheetData>', `</sheetData>${merges('A1:D1', 'C2:C5', 'D2:D5')}`)
  t.same((await read(makeRawWorkbook(xml)))[0]?.rows, [
    ['BẢNG THEO DÕI', '', '', ''],
    ['1', 'Việc một', 'Phòng TCCB', '31/12/2018'],
    ['', 'Việc hai', 'Phòng TCCB', '31/12/2018'],
    ['', '', '', ''],
    ['', 'Việc ba', 'Phòng TCCB', '01/02/2019'],
    ['', 'Việc bốn', '', ''],
  ])
  const rows = Array.from({ length: 300 }, (_, at) => cells(at + 1, { A: 'a', B: 'b' })).join('')
  const long = rows
    .replace('<t>a</t>', `<t>${'x'.repeat(30_000)}</t>`)
    .replaceAll(/<c r="A(?!1")[^>]*>.*?<\/c>/g, '')
  const bomb = sheetXml(long).replace('</sheetData>', `</sheetData>${merges('A1:A300')}`)
  t.equal(await refusal(makeRawWorkbook(bomb)), 'error.file.bomb')
  const wide = sheetXml(rows).replace('</sheetData>', `</sheetData>${merges('A1:A99999999')}`)
  t.equal(await refusal(makeRawWorkbook(wide)), 'error.file.bomb')
})

await t.test('rows and columns are counted up to the last cell with something in it', async t => {
  const rows = (n: number) => sheetXml(Array.from({ length: n }, (_, i) => textRow(i + 1, 'a')).join(''))
  t.equal((await read(makeRawWorkbook(rows(10_000))))[0]?.rows.length, 10_000)
  t.equal(await refusal(makeRawWorkbook(rows(10_001))), 'error.workbook.extent')
  t.equal(await refusal(makeRawWorkbook(sheetXml(textRow(1_048_576, 'a')))), 'error.workbook.extent')
  t.equal(
    await refusal(makeRawWorkbook(sheetXml('<row r="1"><c r="XFD1"><v>1</v></c></row>'))),
    'error.workbook.extent',
  )
  const styled = sheetXml(
    `${textRow(1, 'a')}<row r="1048575" spans="1:3"/><row r="1048576"><c r="A1048576" s="1"/></row>`,
  )
  t.same((await read(makeRawWorkbook(styled)))[0]?.rows, [['a']])
})

await t.test('bombs and lies are refused within the sizes that were declared', async t => {
  const big = makeRawWorkbook(sheetXml(textRow(1, 'a'.repeat(4 * 1024 * 1024))), [], { unpackedSize: 1_000 })
  const before = process.memoryUsage().rss
  t.equal(await refusal(big), 'error.file.bomb', 'an entry is unpacked no further than it says')
  const many = makeRawWorkbook(sheetXml(textRow(1, 'a')), [], { unpackedSize: 31 * 1024 * 1024 })
  t.equal(await refusal(many), 'error.file.bomb', 'all of them together are limited')
  t.ok(process.memoryUsage().rss - before < 200 * 1024 * 1024)
  t.equal(
    await refusal(makeRawWorkbook(sheetXml(textRow(1, 'a')), [], { unpackedSize: 5_000 })),
    'error.file.damaged',
  )
  const twice = { name: 'xl/workbook.xml', content: '<workbook/>' }
  t.equal(await refusal(makeRawWorkbook(sheetXml(textRow(1, 'a')), [twice])), 'error.file.damaged')
})

await t.test('entities are refused, nothing outside is looked for, an empty table says so', async t => {
  const entity = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>${sheetXml(textRow(1, '&a;'))}`
  t.equal(await refusal(makeRawWorkbook(entity)), 'error.workbook.entity')
  t.equal(await refusal(makeRawWorkbook(sheetXml(''))), 'error.file.empty')
  t.equal(await refusal(Buffer.from('PK\u0003\u0004 no zip at all')), 'error.file.damaged')
  const outside = { name: 'xl/externalLinks/externalLink1.xml', content: '<!DOCTYPE x>' }
  t.same((await read(makeRawWorkbook(sheetXml(textRow(1, 'a')), [outside])))[0]?.rows, [['a']])
})

await t.test('the template is a workbook of ours, and no name in it is a formula', async t => {
  const [table, help] = await read(await makeTemplate(['Phòng Tổ chức cán bộ', '=1+1', '@x'], '2018-12-31'))
  t.equal(table?.rows[0]?.[5], 'Thời hạn')
  t.equal(table?.rows[1]?.[5], '31/12/2018')
  t.ok(help?.rows.some(row => row[0] === "'=1+1"))
  t.ok(help?.rows.some(row => row[0] === "'@x"))
})
