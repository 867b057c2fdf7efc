import type { Writable } from 'node:stream'

/** Writes the piece and waits while the stream has more in hand than it wants; throws when the stream is broken. */
export async function writeOut(out: Writable, piece: string | Buffer): Promise<void> {
  if (out.destroyed) throw out.errored ?? closedEarly()
  if (!out.write(piece)) await drained(out)
}

function closedEarly(): Error {
  return new Error('the stream was closed before its end')
}

/** Not `once(out, 'drain')`: a stream that its reader closes without an error would never be heard of again. */
function drained(out: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      out.off('drain', onDrain).off('close', onClose).off('error', onError)
      end()
    }
    const onDrain = () => settle(resolve)
    const onClose = () => settle(() => reject(out.errored ?? closedEarly()))
    const onError = (error: Error) => settle(() => reject(error))
    out.on('drain', onDrain).on('close', onClose).on('error', onError)
  })
}
