import type { Writable } from 'node:stream'
import { type DocumentSource, writeDocument } from './write-document.ts'

/** The report as a DOCX that the secretary goes on writing; a `ReportFormat`. */
export const reportDocx = {
  id: 'docx' as const,
  extension: 'docx',
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  write: (source: DocumentSource, out: Writable, progress: (rows: number) => void) =>
    writeDocument('docx', source, out, progress),
}
