import { parentPort, workerData } from 'node:worker_threads'

/** A thread that answers, takes all memory it can get, never ends, or throws. */
const acts: Record<string, () => unknown> = {
  answer: () => parentPort?.postMessage('here'),
  memory: () => {
    const all: number[][] = []
    for (;;) all.push(Array.from({ length: 1_000 }, Math.random))
  },
  time: () => {
    for (;;);
  },
  throw: () => {
    throw new Error('broken')
  },
  silence: () => undefined,
}

acts[String(workerData)]?.()
