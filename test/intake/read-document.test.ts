import fc from 'fast-check'
import t from 'tap'
import { cleanText } from '../../src/intake/clean-text.ts'
import { DocumentRefused } from '../../src/intake/document-refused.ts'
import { readDocument } from '../../src/intake/read-document.ts'
import { secrecyMark } from '../../src/intake/secrecy-mark.ts'
import { makeDocx } from '../support/docx.ts'
import { linesFrom, makePdf } from '../support/pdf.ts'

const text = 'Đề nghị Hiệu trưởng rà soát hồ sơ trước ngày 30/12/2018.'
const refused = (bytes: Buffer, extension: string) =>
  readDocument(bytes, extension).then(
    () => 'read',
    error => error.key as string,
  )

await t.test('plain text in any of its usual encodings is read alike', async t => {
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  const encodings = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with a mark': Buffer.from(`\ufeff${text}`),
    decomposed: Buffer.from(text.normalize('NFD')),
    'UTF-16': utf16,
    'UTF-16, the other end first': Buffer.from(utf16).swap16(),
    'Windows-1258': windows1258(text),
  }
  for (const [name, bytes] of Object.entries(encodings))
    t.equal(cleanText(await readDocument(bytes, 'txt')), text, name)
  const page = Buffer.concat([Buffer.from('<meta charset="windows-1258"><p>'), windows1258(text)])
  t.equal(cleanText(await readDocument(page, 'html')), text)
})

await t.test('what is no text is refused', async t => {
  t.equal(await refused(Buffer.from([0xff, 0xd8, 0xe0, 0x41, 0x80]), 'txt'), 'error.document.encoding')
  t.equal(await refused(Buffer.from('Đề\0nghị'), 'txt'), 'error.document.no_text')
  t.equal(await refused(Buffer.from(' 1 2 3 '), 'txt'), 'error.document.no_text')
  t.equal(await refused(Buffer.from('ế'.repeat(5_000_001)), 'txt'), 'error.document.too_long')
})

await t.test('a hyphen that cuts a syllable goes, one that belongs to the text stays', async t => {
  const first = 'Nhà trường tổ chức sơ kết việc thực hiện kết luận với các đơn vị về '
  const joined = (end: string, start: string) =>
    cleanText(`${first}${end}\n${start} trong năm học.`).slice(first.length)
  t.equal(joined('ngh-', 'iêm túc'), 'nghiêm túc trong năm học.')
  t.equal(joined('kinh tế-', 'xã hội'), 'kinh tế-xã hội trong năm học.')
  t.equal(joined('infor\u00ad', 'mation'), 'information trong năm học.')
})

await t.test('a mark of secrecy is seen in the head only', async t => {
  t.equal(secrecyMark('SỞ GIÁO DỤC\nMẬT\nKẾT LUẬN'), 'MẬT')
  t.equal(secrecyMark('SỞ GIÁO DỤC | TỐI MẬT | CỘNG HÒA'), 'TỐI MẬT')
  t.equal(secrecyMark('Độ mật: Tuyệt mật\nKẾT LUẬN'), 'TUYỆT MẬT')
  t.equal(secrecyMark('KẾT LUẬN\nViệc bảo vệ bí mật nhà nước: mật khẩu'), null)
  t.equal(secrecyMark(`${'Dòng\n'.repeat(40)}MẬT`), null)
})

await t.test('any bytes under these names are read or refused, and nothing else', async () => {
  const whole = {
    docx: makeDocx([text]),
    pdf: makePdf([linesFrom(700, [text])]),
    html: Buffer.from(`<p>${text}`),
    txt: Buffer.from(text),
  }
  for (const [extension, bytes] of Object.entries(whole)) {
    const broken = fc
      .tuple(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 20 }),
        fc.nat(bytes.length),
      )
      .map(([changes, end]) => {
        const copy = Buffer.from(bytes)
        for (const [at, byte] of changes) copy[at] = byte
        return copy.subarray(0, end)
      })
    const random = fc.uint8Array({ maxLength: 2_000 }).map(some => Buffer.from(some))
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken, random), async some => {
        try {
          return typeof (await readDocument(some, extension)) === 'string'
        } catch (error) {
          return error instanceof DocumentRefused
        }
      }),
      { numRuns: 60 },
    )
  }
})

/** Letters of the code page with its combining marks behind them. */
function windows1258(words: string): Buffer {
  const decoder = new TextDecoder('windows-1258')
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Buffer.from([code])), code]))
  const bytes = Array.from(words.normalize('NFC')).flatMap(letter => {
    const own = codes.get(letter)
    if (own !== undefined) return [own]
    const parts = Array.from(letter.normalize('NFD'))
    const tone = parts.findIndex((part, i) => i > 0 && /[\u0300\u0301\u0303\u0309\u0323]/.test(part))
    const base = parts
      .filter((_, i) => i !== tone)
      .join('')
      .normalize('NFC')
    return [codes.get(base) as number, codes.get(parts[tone] as string) as number]
  })
  return Buffer.from(bytes)
}
