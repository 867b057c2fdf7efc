import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { DocumentRefused } from '../intake/document-refused.ts'
import type { Proposal } from '../intake/proposal.ts'
import { readDocument } from '../intake/read-document.ts'
import { splitRecommendations } from '../intake/split-recommendations.ts'

export interface IntakeOrder {
  path: string
  extension: string
}
/** `refused` is a catalog key. */
export type IntakeAnswer = { proposal: Proposal } | { refused: string }

/** A thread of its own that reads one document for the command and ends. */
parentPort?.postMessage(await answerTo(workerData as IntakeOrder))

async function answerTo({ path, extension }: IntakeOrder): Promise<IntakeAnswer> {
  try {
    return { proposal: splitRecommendations(await readDocument(await readFile(path), extension)) }
  } catch (error) {
    if (error instanceof DocumentRefused) return { refused: error.key }
    throw error
  }
}
