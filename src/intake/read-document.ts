import { decodeText } from './decode-text.ts'
import { DocumentRefused } from './document-refused.ts'
import { readHtml } from './read-html.ts'

/** Characters of the longest document that is taken in. */
const mostCharacters = 5_000_000

/**
 * The text of a document, still to be cleaned; its kind was made sure of before (src/files/file-kind.ts). Runs on a thread
 * with limits of its own, since a small file may be made to fill any memory. Throws `DocumentRefused` and nothing else.
 */
export async function readDocument(bytes: Buffer, extension: string): Promise<string> {
  const text = await textOf(bytes, extension).catch((error: unknown) => {
    if (error instanceof DocumentRefused) throw error
    throw new DocumentRefused('error.file.damaged')
  })
  if (!/\p{L}/u.test(text)) throw new DocumentRefused('error.document.no_text')
  if (text.length > mostCharacters) throw new DocumentRefused('error.document.too_long')
  return text
}

/** The large readers are loaded only for their own kind. */
async function textOf(bytes: Buffer, extension: string): Promise<string> {
  if (extension === 'docx') return (await import('./read-docx.ts')).readDocx(bytes)
  if (extension === 'pdf') return (await import('./read-pdf.ts')).readPdf(bytes)
  if (extension === 'html' || extension === 'htm') return readHtml(decodeText(bytes, charsetOf(bytes)))
  return decodeText(bytes)
}

/** What a web page calls its encoding, in its first bytes. */
function charsetOf(bytes: Buffer): string | undefined {
  return /charset\s*=\s*["']?([\w-]{1,30})/i.exec(bytes.toString('latin1', 0, 2_048))?.[1]
}
