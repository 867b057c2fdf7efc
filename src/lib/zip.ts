import { crc32, inflateRawSync } from 'node:zlib'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const endSize = 22
const entrySize = 46
const localSize = 30
const longestComment = 0xffff

/**
 * The wanted parts of a zip, each unpacked to the size that the directory declares and not a byte further, whatever the
 * packed bytes would swell to. Throws for a damaged zip; the directory's own limits are checked before (RELIABILITY F4).
 */
export function unzip(bytes: Buffer, isWanted: (name: string) => boolean): Map<string, Buffer> {
  const end = findEnd(bytes)
  const parts = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== entrySignature) throw new Error('damaged zip directory')
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + entrySize, at + entrySize + nameLength)
    if (isWanted(name)) parts.set(name, unpack(bytes, at))
    at += entrySize + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - endSize - longestComment)
  for (let at = bytes.length - endSize; at >= first; at--)
    if (bytes.readUInt32LE(at) === endSignature) return at
  throw new Error('no zip directory')
}

function unpack(bytes: Buffer, entry: number): Buffer {
  const method = bytes.readUInt16LE(entry + 10)
  const packedSize = bytes.readUInt32LE(entry + 20)
  const size = bytes.readUInt32LE(entry + 24)
  const local = bytes.readUInt32LE(entry + 42)
  if (bytes.readUInt32LE(local) !== localSignature) throw new Error('damaged zip entry')
  const start = local + localSize + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const packed = bytes.subarray(start, start + packedSize)
  if (method !== 0 && method !== 8) throw new Error('unknown packing')
  const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  if (content.length !== size) throw new Error('a zip entry of another size than declared')
  return content
}

/** A zip of the parts, none of them packed: for a reader that takes nothing but a zip. */
export function zip(parts: ReadonlyMap<string, Buffer>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [partName, content] of parts) {
    const name = Buffer.from(partName)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(content.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    bodies.push(Buffer.from('504b0304', 'hex'), facts, name, content)
    directory.push(Buffer.from('504b01021400', 'hex'), facts, place, name)
    offset += localSize + name.length + content.length
  }
  return Buffer.concat([...bodies, ...directory, endOf(parts.size, directory, offset)])
}

function endOf(count: number, directory: readonly Buffer[], start: number): Buffer {
  const end = Buffer.alloc(endSize)
  end.writeUInt32LE(endSignature, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  )
  end.writeUInt32LE(start, 16)
  return end
}
