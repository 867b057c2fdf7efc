import { createReadStream } from 'node:fs'
import { FileRefused } from './file-refused.ts'

/** Longer than anything that is looked for, so that nothing is missed at the edge of two chunks. */
const overlap = 256

/** Whether the bytes, read as Latin-1, hold a match; the file is never in memory as a whole. */
export async function holdsText(path: string, pattern: RegExp): Promise<boolean> {
  let before = ''
  for await (const chunk of createReadStream(path)) {
    const text = before + (chunk as Buffer).toString('latin1')
    if (pattern.test(text)) return true
    before = text.slice(-overlap)
  }
  return false
}

/** Whether the file holds the name as a directory entry of a compound file: UTF-16LE, ended by a zero. */
export async function holdsUtf16(path: string, name: string): Promise<boolean> {
  const wanted = Buffer.from(`${name}\0`, 'utf16le')
  let before = Buffer.alloc(0)
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.concat([before, chunk as Buffer])
    if (bytes.includes(wanted)) return true
    before = bytes.subarray(-overlap)
  }
  return false
}

/** Throws `FileRefused` unless the file is UTF-8 text without control characters that no text has. */
export async function checkText(path: string, values: { extension: string }): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const read = (bytes?: Buffer) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined })
    } catch {
      throw new FileRefused('error.file.encoding', values)
    }
  }
  for await (const chunk of createReadStream(path)) {
    if (/(?![\t-\r])\p{Cc}/u.test(read(chunk as Buffer))) throw new FileRefused('error.file.mismatch', values)
  }
  read()
}

/** Throws `FileRefused` when the file holds zeros and does not begin with the mark of a text in UTF-16. */
export async function checkAnyText(path: string, values: { extension: string }): Promise<void> {
  let isFirst = true
  for await (const chunk of createReadStream(path)) {
    const bytes = chunk as Buffer
    const mark = bytes.length < 2 || !isFirst ? 0 : bytes.readUInt16BE(0)
    if (mark === 0xfffe || mark === 0xfeff) return
    if (bytes.includes(0)) throw new FileRefused('error.file.mismatch', values)
    isFirst = false
  }
}
