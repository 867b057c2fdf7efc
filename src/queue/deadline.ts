/** A call was not answered in its time. What it asked for may still happen. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed'
}

/** Resolves or rejects as `work` does, or rejects with DeadlinePassed after `ms`. A later rejection is swallowed. */
export function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlinePassed(`no answer within ${ms} ms`)), ms)
    void work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Waits for `work` to end, well or badly, but for `ms` at most. Tells whether it ended in time. */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  try {
    await withDeadline(work, ms)
    return true
  } catch (error) {
    return !(error instanceof DeadlinePassed)
  }
}
