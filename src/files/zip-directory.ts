import type { FileHandle } from 'node:fs/promises'
import { FileRefused } from './file-refused.ts'

/** RELIABILITY F4: what an office document may hold when unpacked. */
export const zipLimits = {
  entries: 2_000,
  entryBytes: 30 * 1024 * 1024,
  totalBytes: 50 * 1024 * 1024,
  ratio: 100,
}
/** Small parts of real documents pack better than 100 to 1; a bomb's do not stay this small. */
const ratioFrom = 1024 * 1024

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endSize = 22
const entrySize = 46
const longestComment = 0xffff

/**
 * The names in a zip's central directory, read without unpacking anything. Throws `FileRefused` for a damaged
 * directory, encrypted entries, and sizes beyond `zipLimits`: nothing may unpack the file before this has passed.
 */
export async function readZipDirectory(file: FileHandle, size: number): Promise<string[]> {
  const end = await findEnd(file, size)
  const count = end.readUInt16LE(10)
  const bytes = end.readUInt32LE(12)
  const start = end.readUInt32LE(16)
  if (count > zipLimits.entries) throw new FileRefused('error.file.bomb')
  // 0xffffffff points to ZIP64, which no document within our limits needs; so it fails here as damaged.
  if (bytes > count * (entrySize + 3 * 0xffff) || start + bytes > size) throw damaged()
  const directory = Buffer.alloc(bytes)
  const { bytesRead } = await file.read(directory, 0, bytes, start)
  if (bytesRead !== bytes) throw damaged()
  return namesOf(directory, count)
}

async function findEnd(file: FileHandle, size: number): Promise<Buffer> {
  const length = Math.min(size, endSize + longestComment)
  const tail = Buffer.alloc(length)
  await file.read(tail, 0, length, size - length)
  for (let at = length - endSize; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === endSignature) return tail.subarray(at, at + endSize)
  }
  throw damaged()
}

function namesOf(directory: Buffer, count: number): string[] {
  const names: string[] = []
  let at = 0
  let total = 0
  while (names.length < count) {
    if (at + entrySize > directory.length || directory.readUInt32LE(at) !== entrySignature) throw damaged()
    const nameLength = directory.readUInt16LE(at + 28)
    const next =
      at + entrySize + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    if (next > directory.length) throw damaged()
    total += checkedSize(directory, at)
    if (total > zipLimits.totalBytes) throw new FileRefused('error.file.bomb')
    names.push(directory.toString('utf8', at + entrySize, at + entrySize + nameLength))
    at = next
  }
  // Entries beyond the count that is declared would be unpacked by readers that do not count.
  if (at !== directory.length) throw damaged()
  return names
}

function checkedSize(directory: Buffer, at: number): number {
  if (directory.readUInt16LE(at + 8) & 1) throw new FileRefused('error.file.encrypted')
  const packed = directory.readUInt32LE(at + 20)
  const unpacked = directory.readUInt32LE(at + 24)
  const swollen = unpacked > ratioFrom && unpacked > packed * zipLimits.ratio
  if (unpacked > zipLimits.entryBytes || swollen) throw new FileRefused('error.file.bomb')
  return unpacked
}

function damaged(): FileRefused {
  return new FileRefused('error.file.damaged')
}
