import { type FileHandle, open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { FileRefused } from './file-refused.ts'
import { checkAnyText, checkText, holdsText, holdsUtf16 } from './file-scan.ts'
import { readZipDirectory } from './zip-directory.ts'

type Shape = 'pdf' | 'image' | 'office' | 'old_office' | 'text' | 'any_text'

interface Kind {
  mediaType: string
  shape: Shape
  /** What must be found inside: an entry of the zip, or a stream of the old compound file. */
  marks?: string[]
}

const ooxml = 'application/vnd.openxmlformats-officedocument'
const kinds: Record<string, Kind> = {
  pdf: { mediaType: 'application/pdf', shape: 'pdf' },
  docx: { mediaType: `${ooxml}.wordprocessingml.document`, shape: 'office', marks: ['word/document.xml'] },
  xlsx: { mediaType: `${ooxml}.spreadsheetml.sheet`, shape: 'office', marks: ['xl/workbook.xml'] },
  pptx: {
    mediaType: `${ooxml}.presentationml.presentation`,
    shape: 'office',
    marks: ['ppt/presentation.xml'],
  },
  doc: { mediaType: 'application/msword', shape: 'old_office', marks: ['WordDocument'] },
  xls: { mediaType: 'application/vnd.ms-excel', shape: 'old_office', marks: ['Workbook', 'Book'] },
  png: { mediaType: 'image/png', shape: 'image' },
  jpg: { mediaType: 'image/jpeg', shape: 'image' },
  jpeg: { mediaType: 'image/jpeg', shape: 'image' },
  txt: { mediaType: 'text/plain', shape: 'text' },
  csv: { mediaType: 'text/csv', shape: 'text' },
}

/** What the text of a conclusion can be read from; its encoding is found out by whoever reads it. */
const conclusionKinds: Record<string, Kind> = {
  docx: kinds.docx as Kind,
  pdf: kinds.pdf as Kind,
  html: { mediaType: 'text/html', shape: 'any_text' },
  htm: { mediaType: 'text/html', shape: 'any_text' },
  txt: { mediaType: 'text/plain', shape: 'any_text' },
}

/** What a file is taken in for: as evidence or a signed document it is only kept, a conclusion is also read. */
export type FileUse = 'kept' | 'conclusion'

/** Extensions that are taken in, for the `accept` of a file field. */
export const acceptedExtensions: Record<FileUse, readonly string[]> = {
  kept: Object.keys(kinds),
  conclusion: Object.keys(conclusionKinds),
}

const packed = new Set(['zip', 'rar', '7z', 'gz', 'tar', 'tgz'])

/** The kind the extension promises. Throws `FileRefused` for one that is not on the list. */
export function kindOf(extension: string, use: FileUse = 'kept'): Kind {
  const known = use === 'kept' ? kinds : conclusionKinds
  const kind = Object.hasOwn(known, extension) ? known[extension] : undefined
  if (kind) return kind
  const values = { extension: extension || '–' }
  if (packed.has(extension)) throw new FileRefused('error.file.packed', values)
  // Word's own sign for a document with a program inside: docm, dotm, xlsm, pptm.
  if (/^(?:do[ct]|xls|ppt)m$/.test(extension))
    throw new FileRefused('error.file.macro', {
      extension: extension.replace(/^dot/, 'doc').replace(/m$/, 'x'),
    })
  if (use === 'kept') throw new FileRefused('error.file.kind', values)
  throw new FileRefused(extension === 'doc' ? 'error.document.old_word' : 'error.document.kind', values)
}

/**
 * Checks that the content is what the extension promises (RELIABILITY F3, F4), without unpacking anything. Throws
 * `FileRefused` with a sentence that says what to do.
 */
export async function checkContent(
  path: string,
  size: number,
  extension: string,
  use: FileUse = 'kept',
): Promise<void> {
  const kind = kindOf(extension, use)
  const values = { extension }
  if (kind.shape === 'text') return checkText(path, values)
  if (kind.shape === 'any_text') return checkAnyText(path, values)
  const start = await firstBytes(path)
  if (kind.shape === 'office') return checkOffice(path, size, start, kind, values)
  if (kind.shape === 'old_office') return checkOldOffice(path, start, kind, values)
  const found = await fileTypeFromFile(path)
  if (found?.mime !== kind.mediaType) throw new FileRefused('error.file.mismatch', values)
  // The trailer that names an encryption dictionary is never itself encrypted or packed.
  const encrypted = kind.shape === 'pdf' && (await holdsText(path, /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/))
  if (encrypted) throw new FileRefused('error.file.encrypted')
}

async function checkOffice(
  path: string,
  size: number,
  start: Buffer,
  kind: Kind,
  values: { extension: string },
) {
  // A document with a password is no zip but an old compound file that holds the encrypted zip.
  if (isCompound(start)) {
    const locked = await holdsUtf16(path, 'EncryptedPackage')
    throw new FileRefused(locked ? 'error.file.encrypted' : 'error.file.mismatch', values)
  }
  if (start.readUInt32LE(0) !== 0x04034b50) throw new FileRefused('error.file.mismatch', values)
  const names = await withFile(path, file => readZipDirectory(file, size))
  if (names.some(name => /vbaProject\.bin$/i.test(name))) throw new FileRefused('error.file.macro', values)
  const fits = names.includes('[Content_Types].xml') && kind.marks?.some(mark => names.includes(mark))
  if (!fits) throw new FileRefused('error.file.mismatch', values)
  // Only now, with the sizes known to be harmless, may anything look inside.
  const found = await fileTypeFromFile(path)
  if (found && found.mime !== kind.mediaType && found.mime !== 'application/zip')
    throw new FileRefused('error.file.mismatch', values)
}

async function checkOldOffice(path: string, start: Buffer, kind: Kind, values: { extension: string }) {
  if (!isCompound(start)) throw new FileRefused('error.file.mismatch', values)
  if (await holdsUtf16(path, 'EncryptedPackage')) throw new FileRefused('error.file.encrypted')
  for (const mark of kind.marks ?? []) if (await holdsUtf16(path, mark)) return
  throw new FileRefused('error.file.mismatch', values)
}

function isCompound(start: Buffer): boolean {
  return start.toString('hex') === 'd0cf11e0a1b11ae1'
}

/** The first eight bytes, zeros where the file is shorter. */
async function firstBytes(path: string): Promise<Buffer> {
  return withFile(path, async file => {
    const start = Buffer.alloc(8)
    await file.read(start, 0, 8, 0)
    return start
  })
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}
