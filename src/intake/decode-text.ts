import { DocumentRefused } from './document-refused.ts'

/** Letters that only Vietnamese texts have in number; a text in another code page has hardly any. */
const vietnamese = /[ăâđêôơưĂÂĐÊÔƠƯ]|\p{Mn}/gu

/**
 * The text of a file: UTF-16 with its mark, UTF-8, or else Windows' Vietnamese code page where that gives Vietnamese.
 * `named` is what the file itself calls its encoding. Throws `DocumentRefused` for what is no text.
 */
export function decodeText(bytes: Buffer, named?: string): string {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0)
  if (mark === 0xfffe) return checked(decode(bytes, 'utf-16le'))
  if (mark === 0xfeff) return checked(decode(bytes, 'utf-16be'))
  const text = decode(bytes, 'utf-8') ?? (named === undefined ? undefined : decode(bytes, named))
  return checked(text ?? inVietnamese(decode(bytes, 'windows-1258')))
}

function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    // Not in that encoding, or none that is known: the next one is tried, and then the file refused.
    return undefined
  }
}

function inVietnamese(text: string | undefined): string | undefined {
  const found = text?.slice(0, 100_000)
  const letters = found?.match(/\p{L}/gu)?.length ?? 0
  return letters > 0 && (found?.match(vietnamese)?.length ?? 0) > letters * 0.05 ? text : undefined
}

function checked(text: string | undefined): string {
  if (text === undefined) throw new DocumentRefused('error.document.encoding')
  if (/(?![\s\u0080-\u009f])\p{Cc}/u.test(text)) throw new DocumentRefused('error.document.no_text')
  return text
}
