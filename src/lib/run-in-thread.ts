import { Worker } from 'node:worker_threads'

/** The thread ended without an answer: it ran out of time or memory, or what it ran threw. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded'
}

/**
 * Runs a module on a thread of its own, which gets `data` as its `workerData` and posts one message: the answer. Only
 * the heap is limited; buffers have to be by the module itself. Throws `ThreadEnded`.
 */
export async function runInThread<T>(
  module: URL,
  data: unknown,
  limits: { memoryMb: number; ms: number },
): Promise<T> {
  const worker = new Worker(module, {
    workerData: data,
    // What the program itself was started with is not for the thread to load again.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 16 },
  })
  const timer = setTimeout(() => void worker.terminate(), limits.ms)
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', cause => reject(new ThreadEnded('the thread broke', { cause })))
      worker.once('exit', code => reject(new ThreadEnded(`the thread ended with ${code}`)))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
