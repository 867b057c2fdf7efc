import type { Writable } from 'node:stream'
import { type DocumentSource, writeDocument } from './write-document.ts'

/** The report as a PDF for the room; a `ReportFormat`. */
export const reportPdf = {
  id: 'pdf' as const,
  extension: 'pdf',
  mediaType: 'application/pdf',
  write: (source: DocumentSource, out: Writable, progress: (rows: number) => void) =>
    writeDocument('pdf', source, out, progress),
}
