import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { FileRefused } from '../../src/files/file-refused.ts'
import { openFileStore } from '../../src/files/file-store.ts'
import { makeOfficeDocument, makeZip } from '../support/zip.ts'

const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
const jpg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')
const compound = (...streams: string[]) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...streams.map(name => Buffer.concat([Buffer.from(`${name}\0`, 'utf16le')], 64)),
  ])

interface Teardown {
  teardown(work: () => unknown): void
}

function openStore(t: Teardown, maxBytes = 1024 * 1024) {
  const dir = mkdtempSync(join(tmpdir(), 'dondoc-files-'))
  t.teardown(() => rmSync(dir, { recursive: true, force: true }))
  const warnings: object[] = []
  const store = openFileStore({ dir, maxBytes, log: { warn: details => warnings.push(details) } })
  const save = (name: string, content: Buffer | string) =>
    store.save(Readable.from([Buffer.from(content)]), { name })
  const filesOnDisk = () =>
    readdirSync(dir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return { dir, store, save, warnings, filesOnDisk }
}

await t.test('every kind that is taken in', async t => {
  const { save } = openStore(t)
  const taken: Record<string, Buffer | string> = {
    'Quyết định.pdf': pdf,
    'ảnh.png': png,
    'ảnh.JPG': jpg,
    'ảnh.jpeg': jpg,
    'báo cáo.docx': makeOfficeDocument('docx'),
    'bảng.xlsx': makeOfficeDocument('xlsx'),
    'trình chiếu.pptx': makeOfficeDocument('pptx'),
    'cũ.doc': compound('Root Entry', 'WordDocument'),
    'cũ.xls': compound('Workbook'),
    'rất cũ.xls': compound('Book'),
    'ghi chú.txt': 'Đã họp ngày 5/12.\r\n',
    'danh sách.csv': '\ufeffstt;họ tên\n1;Nguyễn Văn A\n',
  }
  for (const [name, content] of Object.entries(taken)) {
    const stored = await save(name, content)
    t.equal(stored.name, name)
    t.equal(stored.size, Buffer.from(content).length)
    t.equal(stored.sha256, createHash('sha256').update(content).digest('hex'))
    t.same(readFileSync(stored.path), Buffer.from(content))
  }
})

await t.test(
  'a file is refused by a key whose sentence says what to do, and nothing stays on disk',
  async t => {
    const { save, filesOnDisk } = openStore(t, 400_000)
    const zeros = Buffer.alloc(2 * 1024 * 1024)
    const refused: [string, string, Buffer | string][] = [
      ['error.file.kind', 'trang.html', '<script>alert(1)</script>'],
      ['error.file.kind', 'hình.svg', '<svg onload="alert(1)"/>'],
      ['error.file.kind', 'khong-duoi', 'chữ'],
      ['error.file.kind', 'constructor', 'chữ'],
      ['error.file.kind', 'x.constructor', 'chữ'],
      ['error.file.packed', 'gói.zip', makeZip([{ name: 'a.txt', content: 'a' }])],
      ['error.file.empty', 'rỗng.txt', ''],
      ['error.file.too_large', 'to.txt', 'a'.repeat(400_001)],
      ['error.file.mismatch', 'giả.pdf', png],
      ['error.file.mismatch', 'giả.pdf', '<html>'],
      ['error.file.mismatch', 'giả.png', '<html>'],
      ['error.file.mismatch', 'giả.docx', pdf],
      ['error.file.mismatch', 'ngắn.docx', 'PK'],
      ['error.file.mismatch', 'giả.docx', makeOfficeDocument('xlsx')],
      ['error.file.mismatch', 'giả.docx', makeZip([{ name: 'virus.exe', content: 'MZ' }])],
      ['error.file.mismatch', 'mẫu.docx', templated()],
      ['error.file.mismatch', 'giả.doc', compound('Workbook')],
      ['error.file.mismatch', 'giả.xls', compound('WordDocument')],
      ['error.file.mismatch', 'giả.doc', makeOfficeDocument('docx')],
      ['error.file.mismatch', 'cũ.docx', compound('WordDocument')],
      ['error.file.mismatch', 'nhị phân.txt', 'abc\0def'],
      ['error.file.encoding', 'tcvn.txt', Buffer.from([0xce, 0xed, 0x20, 0xff])],
      ['error.file.encoding', 'cụt.csv', Buffer.from('Đ').subarray(0, 1)],
      ['error.file.encrypted', 'khóa.docx', compound('EncryptionInfo', 'EncryptedPackage')],
      ['error.file.encrypted', 'khóa.doc', compound('EncryptedPackage')],
      ['error.file.encrypted', 'khóa.docx', makeOfficeDocument('docx', [{ name: 'a', encrypted: true }])],
      ['error.file.encrypted', 'khóa.pdf', pdf.toString().replace('/Root', '/Encrypt 5 0 R/Root')],
      [
        'error.file.macro',
        'macro.docx',
        makeOfficeDocument('docx', [{ name: 'word/vbaProject.bin', content: 'x' }]),
      ],
      [
        'error.file.bomb',
        'bom.docx',
        makeOfficeDocument('docx', [{ name: 'a', content: zeros, deflate: true }]),
      ],
      [
        'error.file.bomb',
        'bom.xlsx',
        makeOfficeDocument('xlsx', [{ name: 'a', packedSize: 9e6, unpackedSize: 31 * 2 ** 20 }]),
      ],
      [
        'error.file.bomb',
        'bom.xlsx',
        makeOfficeDocument(
          'xlsx',
          [1, 2].map(n => ({ name: `${n}`, packedSize: 9e6, unpackedSize: 26 * 2 ** 20 })),
        ),
      ],
      [
        'error.file.bomb',
        'nhiều.docx',
        makeOfficeDocument(
          'docx',
          Array.from({ length: 2_000 }, (_, n) => ({ name: `${n}` })),
        ),
      ],
      [
        'error.file.damaged',
        'giấu.docx',
        makeZip([{ name: 'word/document.xml' }, { name: 'ẩn' }], { declaredCount: 1 }),
      ],
      ['error.file.damaged', 'thiếu.docx', makeZip([{ name: 'word/document.xml' }], { declaredCount: 2 })],
      ['error.file.damaged', 'cụt.docx', makeOfficeDocument('docx').subarray(0, -30)],
    ]
    for (const [key, name, content] of refused) {
      const error = await save(name, content).catch((error: unknown) => error)
      t.ok(error instanceof FileRefused, `${name}: ${key}`)
      t.equal((error as FileRefused).key, key, `${name}: ${key}`)
    }
    t.same(filesOnDisk(), [])
  },
)

function templated(): Buffer {
  const type = 'application/vnd.ms-word.document.macroEnabled.main+xml'
  const types = `<Types><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`
  return makeZip([{ name: '[Content_Types].xml', content: types }, { name: 'word/document.xml' }])
}

await t.test('a bomb is refused before anything unpacks it', async t => {
  const { save } = openStore(t, 40_000_000)
  const bomb = makeOfficeDocument('docx', [
    { name: 'a', content: Buffer.alloc(29 * 1024 * 1024), deflate: true },
  ])
  const began = performance.now()
  await t.rejects(save('bom.docx', bomb), new FileRefused('error.file.bomb'))
  // Unpacked it would take minutes; a busy machine is no failure.
  t.ok(performance.now() - began < 10_000)
})

await t.test('names lose their paths and keep their language', async t => {
  const { save } = openStore(t)
  const names: Record<string, string> = {
    '../../etc/Quy chế.txt': 'Quy chế.txt',
    'C:\\Users\\Tuyết\\Báo cáo.txt': 'Báo cáo.txt',
    'Ba\u0301o ca\u0301o.txt': 'Báo cáo.txt',
    'a\r\nSet-Cookie: x.txt': 'a Set-Cookie_ x.txt',
    '..txt': 'tep.txt',
    'x\u202etxt.exe.txt': 'xtxt.exe.txt',
    [`${'ế'.repeat(400)}.TXT`]: `${'ế'.repeat(196)}.TXT`,
    [`${'a'.repeat(195)}😀${'b'.repeat(9)}.txt`]: `${'a'.repeat(195)}.txt`,
  }
  for (const [typed, kept] of Object.entries(names)) t.equal((await save(typed, 'a')).name, kept)
})

await t.test('a stream too large is read to its end without being kept', async t => {
  const { store, filesOnDisk } = openStore(t, 100)
  let produced = 0
  const stream = Readable.from(
    (async function* () {
      for (; produced < 50; produced += 1) yield Buffer.alloc(1000, 97)
    })(),
  )
  const ended = once(stream, 'end')
  await t.rejects(store.save(stream, { name: 'to.txt' }), new FileRefused('error.file.too_large', { max: 0 }))
  await ended
  t.equal(produced, 50)
  t.same(filesOnDisk(), [])
})

await t.test('an upload that breaks off leaves nothing', async t => {
  const { store, filesOnDisk } = openStore(t)
  const stream = Readable.from(
    (async function* () {
      yield Buffer.from('nửa ')
      throw new Error('aborted')
    })(),
  )
  await t.rejects(store.save(stream, { name: 'nửa.txt' }), { message: 'aborted' })
  t.same(filesOnDisk(), [])
})

await t.test('what was stored is opened by its id and by nothing else', async t => {
  const { store, save, dir } = openStore(t)
  const { id } = await save('a.txt', 'chữ')
  const opened = await store.open(id)
  t.equal(opened?.size, 5)
  t.equal(Buffer.concat(await Array.fromAsync(opened!.stream)).toString(), 'chữ')
  writeFileSync(join(dir, 'secret'), 'x')
  for (const wrong of ['', '../secret', 'secret', id.replace(/.$/, letter => (letter === '0' ? '1' : '0'))]) {
    t.equal(await store.open(wrong), undefined)
  }
  await store.remove('../secret')
  t.ok(statSync(join(dir, 'secret')).isFile())
  await store.remove(id)
  await store.remove(id)
  t.equal(await store.open(id), undefined)
})

await t.test('orphans go after a day; files with a row and fresh ones stay', async t => {
  const { store, save, dir, warnings } = openStore(t)
  const [known, orphan, fresh] = [
    await save('a.txt', 'a'),
    await save('b.txt', 'b'),
    await save('c.txt', 'c'),
  ]
  const cut = join(dir, 'incoming', 'cut.part')
  writeFileSync(cut, 'half')
  const old = new Date(Date.now() - 48 * 3_600_000)
  for (const path of [known!.path, orphan!.path, cut]) utimesSync(path, old, old)
  const olderThan = new Date(Date.now() - 24 * 3_600_000)
  const removed = await store.removeOrphans(
    olderThan,
    async ids => new Set(ids.filter(id => id === known!.id)),
  )
  t.same(removed, [orphan!.id])
  t.same(warnings, [{ files: [orphan!.id] }])
  t.ok(await opens(store, known!.id))
  t.ok(await opens(store, fresh!.id))
  t.throws(() => statSync(cut))
  t.same(await store.removeOrphans(olderThan, async ids => new Set(ids.filter(id => id === known!.id))), [])
})

async function opens(store: ReturnType<typeof openStore>['store'], id: string): Promise<boolean> {
  const opened = await store.open(id)
  opened?.stream.destroy()
  return opened !== undefined
}

await t.test('killed after the rename, only an orphan is left', async t => {
  const { dir, store, filesOnDisk } = openStore(t)
  const script = `
    import { Readable } from 'node:stream'
    import { openFileStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/files/file-store.ts'))}
    const store = openFileStore({ dir: ${JSON.stringify(dir)}, maxBytes: 1000, log: { warn() {} } })
    const stored = await store.save(Readable.from([Buffer.from('minh chứng')]), { name: 'a.txt' })
    process.stdout.write(stored.id)
    process.kill(process.pid, 'SIGKILL')`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script])
  const [said, [, signal]] = await Promise.all([Array.fromAsync(child.stdout), once(child, 'exit')])
  const id = Buffer.concat(said as Buffer[]).toString()
  t.equal(signal, 'SIGKILL')
  t.same(
    filesOnDisk().map(entry => entry.name),
    [id],
  )
  const removed = await store.removeOrphans(new Date(Date.now() + 1000), async () => new Set())
  t.same(removed, [id])
  t.same(filesOnDisk(), [])
})
