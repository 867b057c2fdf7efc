import { Worker } from 'node:worker_threads'
import type { Choice } from '../domain/conclusion-choice.ts'
import type { InspectionFacts } from '../intake/proposal.ts'
import { splitText } from './split-text.ts'

export interface SplitConclusion {
  /** The text as it is stored and as offsets count in it. */
  conclusion: string
  /** What the text says about itself; null where it was too long to be read in time. */
  facts: InspectionFacts | null
  choices: Choice[]
}

/** Longer texts are read on another thread, so that no page waits for them (RELIABILITY L2). */
const longText = 40_000
const longestMs = 20_000
/** Megabytes: a text of 5,000,000 characters needs some 200. */
const mostMemory = 512

let queue: Promise<unknown> = Promise.resolve()

/**
 * Reads a pasted conclusion: cleaned, with the recommendations that the splitter proposes. Where reading fails or takes
 * too long the text is kept as it came and nothing is proposed: a person can tick every sentence.
 */
export async function splitConclusion(pasted: string): Promise<SplitConclusion> {
  if (pasted.length <= longText) return splitText(pasted)
  // One at a time: several long texts at once would take memory that the machine may not have.
  const turn = queue.then(() => splitOnThread(pasted))
  queue = turn.catch(() => undefined)
  return turn.catch(() => ({ conclusion: pasted.trim(), facts: null, choices: [] }))
}

async function splitOnThread(pasted: string): Promise<SplitConclusion> {
  const worker = new Worker(new URL('./split-worker.ts', import.meta.url), {
    workerData: pasted,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  })
  const timer = setTimeout(() => void worker.terminate(), longestMs)
  try {
    return await new Promise<SplitConclusion>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', code => reject(new Error(`the splitter ended with ${code}`)))
    })
  } finally {
    clearTimeout(timer)
  }
}
