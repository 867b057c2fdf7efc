import { crc32, inflateRawSync } from 'node:zlib'
import { FileRefused } from '../files/file-refused.ts'
import { repeatMerged } from './repeat-merged.ts'

/** What a sheet may hold (RELIABILITY F4), counting up to the last cell that has something in it. */
export const sheetLimits = { rows: 10_000, columns: 100 }
/** Bytes of XML that are read of one workbook. */
const mostBytes = 30 * 1024 * 1024
/** Parts of a workbook that hold no cells: pictures, links to other files, what Excel works out anew. */
const leftOut =
  /^(docProps|customXml|xl\/(theme|drawings|charts|media|externalLinks|pivot|comments|calcChain|queryTables|tables|threadedComments|persons))/
const entrySize = 46

interface Part {
  name: string
  content: Buffer
}

/**
 * The workbook's tables alone as a new zip, not compressed. Each entry is unpacked here up to the size its directory
 * declares and not a byte further, because readers believe the sizes before each entry, or none at all. The directory
 * was checked when the file was stored. Throws `FileRefused`.
 */
export function repackWorkbook(bytes: Buffer): Buffer {
  const parts: Part[] = []
  let total = 0
  for (const entry of listEntries(bytes)) {
    if (!/\.(xml|rels)$/i.test(entry.name) || leftOut.test(entry.name)) continue
    if (parts.some(part => part.name === entry.name)) throw damaged()
    total += entry.unpacked
    if (total > mostBytes) throw new FileRefused('error.file.bomb')
    parts.push({ name: entry.name, content: soundPart(entry.name, unpack(bytes, entry)) })
  }
  return makeZip(parts)
}

interface Entry {
  name: string
  method: number
  packed: number
  unpacked: number
  at: number
}

function listEntries(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > bytes.length) throw damaged()
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (at + entrySize > bytes.length) throw damaged()
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push({
      name: bytes.toString('utf8', at + entrySize, at + entrySize + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += entrySize + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function unpack(bytes: Buffer, { method, packed, unpacked, at }: Entry): Buffer {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) throw damaged()
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  const content = bytes.subarray(from, from + packed)
  const plain = method === 0 ? content : inflate(content, method, unpacked)
  if (plain.length !== unpacked) throw damaged()
  return plain
}

function inflate(content: Buffer, method: number, unpacked: number): Buffer {
  if (method !== 8) throw damaged()
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(unpacked, 1) })
  } catch (error) {
    const swollen = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw swollen ? new FileRefused('error.file.bomb') : damaged()
  }
}

/** No part of a workbook declares entities (RELIABILITY F5); empty rows and cells that only carry a look are dropped, merged ones repeated. */
function soundPart(name: string, content: Buffer): Buffer {
  const text = content.toString('utf8')
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new FileRefused('error.workbook.entity')
  if (!name.includes('worksheets/')) return content
  const bare = text
    .replace(/<(?:\w+:)?c\b[^>]*\/>/g, '')
    .replace(/<(?:\w+:)?row\b[^>]*\/>|<((?:\w+:)?row)\b[^>]*>\s*<\/\1>/g, '')
  checkExtent(bare)
  checkFormulas(bare)
  return Buffer.from(repeatMerged(bare))
}

function checkExtent(sheet: string): void {
  let row = 0
  let column = 0
  for (const [, letters = '', number = ''] of sheet.matchAll(
    /<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,8})"/g,
  )) {
    row = Math.max(row, Number(number))
    column = Math.max(column, columnNumber(letters))
  }
  if (row <= sheetLimits.rows && column <= sheetLimits.columns) return
  throw new FileRefused('error.workbook.extent', {
    row,
    column,
    rows: sheetLimits.rows,
    columns: sheetLimits.columns,
  })
}

/** A formula without its value, as some programs write it, would be read as an empty cell. */
function checkFormulas(sheet: string): void {
  const bare =
    /<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,8})"[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:\/>|>[^<]*<\/(?:\w+:)?f>)\s*<\/(?:\w+:)?c>/
  const [found, letters = '', row = ''] = bare.exec(sheet) ?? []
  if (found) throw new FileRefused('error.workbook.cell', { row: Number(row), column: columnNumber(letters) })
}

function columnNumber(letters: string): number {
  return letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function makeZip(parts: Part[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of parts) {
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(content.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('504b01021400', 'hex'), head, place, Buffer.from(name))
    const local = [Buffer.from('504b0304', 'hex'), head, Buffer.from(name), content]
    locals.push(...local)
    offset += local.reduce((sum, piece) => sum + piece.length, 0)
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

function damaged(): FileRefused {
  return new FileRefused('error.file.damaged')
}
