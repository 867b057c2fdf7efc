import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { DocumentRefused } from '../intake/document-refused.ts'
import { readDocument } from '../intake/read-document.ts'
import type { SplitConclusion } from './split-conclusion.ts'
import { splitText } from './split-text.ts'

export type SplitOrder = { text: string } | { path: string; extension: string }
/** `refused` is a catalog key. */
export type SplitAnswer = { split: SplitConclusion } | { refused: string }

/** A thread of its own that reads one text or document and ends. */
parentPort?.postMessage(await answerTo(workerData as SplitOrder))

async function answerTo(order: SplitOrder): Promise<SplitAnswer> {
  try {
    const text =
      'text' in order ? order.text : await readDocument(await readFile(order.path), order.extension)
    return { split: splitText(text) }
  } catch (error) {
    if (error instanceof DocumentRefused) return { refused: error.key }
    throw error
  }
}
