import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { createCalendar } from '../domain/working-days.ts'
import { DocumentRefused } from '../intake/document-refused.ts'
import { readDocument } from '../intake/read-document.ts'
import { splitRecommendations } from '../intake/split-recommendations.ts'
import type { AnyReading, ReadingAnswer, ReadingOrder } from './read-on-thread.ts'
import { splitText } from './split-text.ts'

/** A thread of its own that reads one text or document and ends. */
parentPort?.postMessage(await answerTo(workerData as ReadingOrder))

async function answerTo(order: ReadingOrder): Promise<ReadingAnswer> {
  try {
    const { source } = order
    const text =
      'text' in source ? source.text : await readDocument(await readFile(source.path), source.extension)
    return { reading: readAs(order, text) }
  } catch (error) {
    if (error instanceof DocumentRefused) return { refused: error.key }
    throw error
  }
}

function readAs({ wanted, days = [] }: ReadingOrder, text: string): AnyReading {
  if (wanted === 'choices') return splitText(text)
  if (wanted === 'proposal') return splitRecommendations(text)
  const calendar = createCalendar(days)
  return splitRecommendations(text, { isWorkingDay: date => calendar.isWorkingDay(date) }).recommendations
}
