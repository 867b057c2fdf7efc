import { deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  content?: Buffer | string
  deflate?: boolean
  /** Sizes written instead of the true ones, as a bomb's maker would. */
  packedSize?: number
  unpackedSize?: number
  encrypted?: boolean
}

/** A zip made by hand, so that its directory can lie. */
export function makeZip(entries: ZipEntry[], { declaredCount }: { declaredCount?: number } = {}): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? '')
    const packed = entry.deflate ? deflateRawSync(content) : content
    const name = Buffer.from(entry.name)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(entry.encrypted ? 1 : 0, 2)
    head.writeUInt16LE(entry.deflate ? 8 : 0, 4)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(entry.packedSize ?? packed.length, 14)
    head.writeUInt32LE(entry.unpackedSize ?? content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), head, name, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), head, place, name]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(declaredCount ?? entries.length, 8)
  end.writeUInt16LE(declaredCount ?? entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

const documentOf = {
  docx: 'word/document.xml',
  xlsx: 'xl/workbook.xml',
  pptx: 'ppt/presentation.xml',
} as const
const contentTypeOf = {
  docx: 'wordprocessingml.document',
  xlsx: 'spreadsheetml.sheet',
  pptx: 'presentationml.presentation',
} as const

/** The smallest thing that is an office document of the kind, with more entries where given. */
export function makeOfficeDocument(kind: keyof typeof documentOf, more: ZipEntry[] = []): Buffer {
  const type = `application/vnd.openxmlformats-officedocument.${contentTypeOf[kind]}.main+xml`
  const types = `<Types><Override PartName="/${documentOf[kind]}" ContentType="${type}"/></Types>`
  return makeZip([
    { name: '[Content_Types].xml', content: types, deflate: true },
    { name: documentOf[kind], content: '<document/>', deflate: true },
    ...more,
  ])
}

function crc32(content: Buffer): number {
  let crc = 0xffffffff
  for (const byte of content) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
