import { parentPort, workerData } from 'node:worker_threads'
import { administrativeDocx } from './administrative-docx.ts'
import { administrativePdf } from './administrative-pdf.ts'
import type { DocumentOrder } from './draw-document.ts'
import { fillTemplate, findUnknownPlaceholders } from './template-docx.ts'

/** A thread of its own that draws one document, or looks through one form, and ends. */
parentPort?.postMessage(await answerTo(workerData as DocumentOrder))

async function answerTo(order: DocumentOrder): Promise<Uint8Array | string[]> {
  if (order.as === 'placeholders') return findUnknownPlaceholders(Buffer.from(order.template))
  if (order.as === 'pdf') return administrativePdf(order.document)
  if (order.template) return fillTemplate(Buffer.from(order.template), order.document)
  return administrativeDocx(order.document)
}
