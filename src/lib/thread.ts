import { Worker } from 'node:worker_threads'

export interface ThreadLimits {
  /** Megabytes of JavaScript's own memory; the thread dies alone when it needs more. */
  heapMb: number
  /** Megabytes by which the process may grow meanwhile: what lies outside that memory has no limit of its own. */
  growthMb: number
  ms: number
}

/** The thread was ended, or died, before it answered. */
export class ThreadStopped extends Error {
  override readonly name = 'ThreadStopped'
}

const lookEveryMs = 50

/**
 * Runs a script on a thread of its own with `data` as its `workerData` and gives the first message it posts; the thread is
 * gone afterwards, whatever it did. Throws `ThreadStopped` when it needs too much time or memory, or what it threw.
 */
export async function runOnThread<Result>(script: URL, data: unknown, limits: ThreadLimits): Promise<Result> {
  const worker = new Worker(script, {
    workerData: data,
    // What the program itself was started with is not for the thread to load again.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
  })
  const endAt = performance.now() + limits.ms
  const mostBytes = process.memoryUsage.rss() + limits.growthMb * 1024 * 1024
  const look = setInterval(() => {
    if (performance.now() > endAt || process.memoryUsage.rss() > mostBytes) void worker.terminate()
  }, lookEveryMs)
  try {
    return await new Promise<Result>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', error => {
        const isFull = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
        reject(isFull ? new ThreadStopped('out of memory') : error)
      })
      worker.once('exit', () => reject(new ThreadStopped('ended without an answer')))
    })
  } finally {
    clearInterval(look)
    void worker.terminate()
  }
}
