import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '../lib/id.ts'

export interface MadeFile {
  id: string
  /** Bytes. */
  size: number
  sha256: string
}

/**
 * Writes a file of the program's own making under `incoming` while hashing it, fsyncs it and hands it to `settle` under
 * a new id. Whatever `write` throws leaves nothing behind.
 */
export async function makeFile(
  incoming: string,
  settle: (temporary: string, id: string) => Promise<void>,
  write: (out: Writable) => Promise<void>,
): Promise<MadeFile> {
  const temporary = join(incoming, `${randomUUID()}.part`)
  const hash = createHash('sha256')
  let size = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  try {
    const stored = pipeline(meter, createWriteStream(temporary, { flags: 'wx', mode: 0o640 }))
    // A disk that is full ends the pipe while the writer is still at work: both are waited for, and neither is lost.
    const written = write(meter).then(
      () => void (meter.writableEnded || meter.end()),
      (error: unknown) => void meter.destroy(error as Error),
    )
    await Promise.all([stored, written])
    await sync(temporary)
    const id = newId()
    await settle(temporary, id)
    return { id, size, sha256: hash.digest('hex') }
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync()
  await file.close()
}
