import { parentPort, workerData } from 'node:worker_threads'
import { splitText } from './split-text.ts'

/** A thread of its own that reads one text and ends. */
parentPort?.postMessage(splitText(String(workerData)))
