import { runOnThread } from '../lib/thread.ts'
import type { AdministrativeDocument } from './administrative.ts'

/** What is drawn: as PDF, or as DOCX in the built-in form or the office's own. */
export interface DrawOrder {
  as: 'docx' | 'pdf'
  document: AdministrativeDocument
  /** The bytes of the office's own DOCX. */
  template?: Uint8Array | null | undefined
}

export type DocumentOrder = DrawOrder | { as: 'placeholders'; template: Uint8Array }

const script = new URL('./document-thread.ts', import.meta.url)
/** A document of `mostRows` takes a third of this memory and a tenth of this time. */
const limits = { heapMb: 400, growthMb: 400, ms: 120_000 }

/** The document's bytes, drawn on a thread of its own: one of some hundred tasks takes seconds. Throws `ThreadStopped`. */
export async function drawDocument(order: DrawOrder): Promise<Uint8Array> {
  return runOnThread<Uint8Array>(script, order, limits)
}

/** The names in brackets that an uploaded form holds and no document knows. Throws when it is no readable DOCX. */
export async function listUnknownPlaceholders(template: Uint8Array): Promise<string[]> {
  const order: DocumentOrder = { as: 'placeholders', template }
  return runOnThread<string[]>(script, order, limits)
}
