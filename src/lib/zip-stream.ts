import type { Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32, createDeflateRaw } from 'node:zlib'
import { writeOut } from './write-out.ts'

/** Bit 3: sizes and checksum follow the content, since they are not known before; bit 11: names are UTF-8. */
const flags = 0x0808
const deflated = 8
/** Fast: a sheet's text shrinks to a tenth at any level, and the file is waited for. */
const level = 4
const mostBytes = 0xffffffff
/** 1 January 1980, the earliest a zip knows: the same content gives the same bytes. */
const dosDate = 0x0021

type Pieces = Iterable<string> | AsyncIterable<string>

export interface ZipStream {
  /** Packs one part after the other, as its pieces come; resolves when all of it is written. */
  add(name: string, pieces: Pieces): Promise<void>
  /** A part that grows while others are written: it is packed in memory, and written by `finish`. */
  beside(name: string): (piece: string) => Promise<void>
  /** Writes the parts beside and the directory; `out` itself stays open. */
  finish(): Promise<void>
}

interface Entry {
  name: Buffer
  offset: number
  crc: number
  packed: number
  size: number
}

/** A zip written as it is made, so that no part is ever in memory whole. Throws RangeError for 4 GB and more. */
export function startZip(out: Writable): ZipStream {
  const entries: Entry[] = []
  const besides: Beside[] = []
  let offset = 0
  const write = async (bytes: Buffer) => {
    offset += bytes.length
    if (offset > mostBytes) throw new RangeError('a zip of more than 4 GB')
    await writeOut(out, bytes)
  }
  const open = async (entry: Entry) => {
    entry.offset = offset
    entries.push(entry)
    await write(localHeader(entry))
  }
  return {
    async add(name, pieces) {
      const entry = newEntry(name)
      await open(entry)
      for await (const packed of pack(entry, pieces)) await write(packed)
      await write(descriptor(entry))
    },
    beside(name) {
      const part = startBeside(newEntry(name))
      besides.push(part)
      return part.write
    },
    async finish() {
      for (const part of besides) {
        const packed = await part.end()
        await open(part.entry)
        await write(packed)
        await write(descriptor(part.entry))
      }
      const start = offset
      for (const entry of entries) await write(directoryEntry(entry))
      await write(directoryEnd(entries.length, offset - start, start))
    },
  }
}

function newEntry(name: string): Entry {
  return { name: Buffer.from(name), offset: 0, crc: 0, packed: 0, size: 0 }
}

async function* pack(entry: Entry, pieces: Pieces): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level })
  const feed = async () => {
    for await (const piece of pieces) await writeOut(deflate, counted(entry, piece))
    deflate.end()
  }
  // What the source throws comes out at the other end of the packing.
  const fed = feed().catch((error: unknown) => void deflate.destroy(error as Error))
  for await (const packed of deflate as AsyncIterable<Buffer>) {
    entry.packed += packed.length
    yield packed
  }
  await fed
}

function counted(entry: Entry, piece: string): Buffer {
  const bytes = Buffer.from(piece)
  entry.crc = crc32(bytes, entry.crc)
  entry.size += bytes.length
  if (entry.size > mostBytes) throw new RangeError('a part of more than 4 GB')
  return bytes
}

interface Beside {
  entry: Entry
  write: (piece: string) => Promise<void>
  end: () => Promise<Buffer>
}

function startBeside(entry: Entry): Beside {
  const deflate = createDeflateRaw({ level })
  const packed = buffer(deflate)
  // A zip that is given up before its end leaves this unread.
  packed.catch(() => {})
  return {
    entry,
    write: piece => writeOut(deflate, counted(entry, piece)),
    async end() {
      deflate.end()
      const bytes = await packed
      entry.packed = bytes.length
      return bytes
    },
  }
}

function localHeader({ name }: Entry): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(deflated, 8)
  head.writeUInt16LE(dosDate, 12)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function descriptor({ crc, packed, size }: Entry): Buffer {
  const tail = Buffer.alloc(16)
  tail.writeUInt32LE(0x08074b50, 0)
  tail.writeUInt32LE(crc, 4)
  tail.writeUInt32LE(packed, 8)
  tail.writeUInt32LE(size, 12)
  return tail
}

function directoryEntry({ name, offset, crc, packed, size }: Entry): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 4)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(flags, 8)
  entry.writeUInt16LE(deflated, 10)
  entry.writeUInt16LE(dosDate, 14)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(packed, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, name])
}

function directoryEnd(count: number, size: number, start: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(start, 16)
  return end
}
