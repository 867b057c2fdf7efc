import { PassThrough, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import { unzip } from '../../src/lib/zip.ts'
import { startZip } from '../../src/lib/zip-stream.ts'

await t.test('parts come out as they went in, also those that grew beside others', async t => {
  const out = new PassThrough({ highWaterMark: 64 })
  const bytes = buffer(out)
  const zip = startZip(out)
  const beside = zip.beside('kỳ.xml')
  await zip.add('một.xml', ['<a>', 'Đôn Đốc', '</a>'])
  await beside('một ')
  await zip.add(
    'lớn.txt',
    (async function* () {
      for (let n = 0; n < 3_000; n++) {
        yield `dòng ${n}\n`
        if (n % 1000 === 0) await beside(`${n} `)
      }
    })(),
  )
  await zip.finish()
  out.end()
  const parts = unzip(await bytes, () => true)
  t.same([...parts.keys()], ['một.xml', 'lớn.txt', 'kỳ.xml'])
  t.equal(String(parts.get('một.xml')), '<a>Đôn Đốc</a>')
  t.equal(String(parts.get('kỳ.xml')), 'một 0 1000 2000 ')
  t.equal(String(parts.get('lớn.txt')).split('\n').length, 3_001)
})

await t.test('what the source throws comes out, and so does a disk that breaks', async t => {
  const failing = async function* () {
    yield 'một'
    throw new Error('the source is gone')
  }
  await t.rejects(startZip(new PassThrough()).add('a', failing()), /the source is gone/)
  const broken = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('full'), { code: 'ENOSPC' })),
  })
  broken.on('error', () => {})
  await t.rejects(startZip(broken).add('a', ['x'.repeat(100_000)]), { code: 'ENOSPC' })
})
