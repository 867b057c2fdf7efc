import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, type ReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { isId, newId } from '../lib/id.ts'
import { checkContent, type FileUse, kindOf } from './file-kind.ts'
import { cleanFileName, extensionOf } from './file-name.ts'
import { FileRefused } from './file-refused.ts'
import { type MadeFile, makeFile } from './make-file.ts'

export interface StoredFile {
  id: string
  /** Cleaned: NFC, no path, at most 200 characters. */
  name: string
  mediaType: string
  size: number
  sha256: string
  path: string
}

export interface FileStore {
  maxBytes: number
  /**
   * Stores an upload under a new id, on disk for good (fsynced, renamed) before any row names it. Reads the stream to
   * its end also when the file is refused. Throws `FileRefused`.
   */
  save(stream: Readable, upload: { name: string; use?: FileUse }): Promise<StoredFile>
  /** Stores what `write` writes under a new id, on disk for good before any row names it; of any size. */
  make(write: (out: Writable) => Promise<void>): Promise<MadeFile>
  /** The stored bytes, or undefined when there are none. */
  open(id: string): Promise<{ size: number; stream: ReadStream } | undefined>
  remove(id: string): Promise<void>
  /**
   * Removes files older than `olderThan` that no row names, and uploads that a crash cut short; gives the ids removed.
   * `findKnown` tells which of some ids have a row (DECISIONS 10).
   */
  removeOrphans(olderThan: Date, findKnown: (ids: string[]) => Promise<Set<string>>): Promise<string[]>
}

interface Log {
  warn(details: object, sentence: string): void
}

/** Opens the folder for uploaded files, making it where needed. `maxBytes` is the largest file taken in. */
export function openFileStore({
  dir,
  maxBytes,
  log,
}: {
  dir: string
  maxBytes: number
  log: Log
}): FileStore {
  const root = resolve(dir)
  const incoming = join(root, 'incoming')
  mkdirSync(incoming, { recursive: true, mode: 0o750 })
  const place = (id: string) => placeOf(root, id)
  return {
    maxBytes,
    save: (stream, upload) => save({ root, incoming, maxBytes }, stream, upload),
    make: write => makeFile(incoming, (temporary, id) => settle(temporary, place(id), root), write),
    async open(id) {
      const size = isId(id) ? await sizeOf(place(id)) : undefined
      return size === undefined ? undefined : { size, stream: createReadStream(place(id)) }
    },
    async remove(id) {
      if (isId(id)) await rm(place(id), { force: true })
    },
    async removeOrphans(olderThan, findKnown) {
      for (const name of await readdir(incoming)) await removeIfOlder(join(incoming, name), olderThan)
      const removed: string[] = []
      for (const folder of await readdir(root)) {
        if (/^[0-9a-f]{2}$/.test(folder))
          removed.push(...(await sweep(join(root, folder), olderThan, findKnown)))
      }
      if (removed.length > 0) log.warn({ files: removed }, 'removed files that no row names')
      return removed
    },
  }
}

interface Place {
  root: string
  incoming: string
  maxBytes: number
}

/** By the last two digits: the first ones of a UUIDv7 are its time and would put all files of years in one folder. */
function placeOf(root: string, id: string): string {
  return join(root, id.slice(-2), id)
}

async function save(
  { root, incoming, maxBytes }: Place,
  stream: Readable,
  upload: { name: string; use?: FileUse },
): Promise<StoredFile> {
  const temporary = join(incoming, `${randomUUID()}.part`)
  try {
    const name = cleanFileName(upload.name)
    const extension = extensionOf(name)
    const { mediaType } = kindOf(extension, upload.use)
    const { size, sha256 } = await receive(stream, temporary, maxBytes)
    if (size === 0) throw new FileRefused('error.file.empty')
    await checkContent(temporary, size, extension, upload.use)
    const id = newId()
    const path = placeOf(root, id)
    await settle(temporary, path, root)
    return { id, name, mediaType, size, sha256, path }
  } catch (error) {
    // A refused part is read to its end, or the form's other fields would never arrive.
    stream.resume()
    await rm(temporary, { force: true })
    throw error
  }
}

/** Writes the stream to the path and syncs it; stops writing beyond the limit. */
async function receive(
  stream: Readable,
  path: string,
  maxBytes: number,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o640)
  let size = 0
  try {
    // Not destroyed on leaving the loop: busboy still has to skip what is left of a part that is too large.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length
      if (size > maxBytes) throw tooLarge(maxBytes)
      hash.update(chunk as Buffer)
      await file.writeFile(chunk as Buffer)
    }
    if ((stream as { truncated?: boolean }).truncated) throw tooLarge(maxBytes)
    await file.sync()
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest('hex') }
}

function tooLarge(maxBytes: number): FileRefused {
  return new FileRefused('error.file.too_large', { max: Math.floor(maxBytes / 1024 / 1024) })
}

/** The rename and the folder's entry are synced too: a row that names the file must never outlive it in a power cut. */
async function settle(temporary: string, path: string, root: string): Promise<void> {
  const folder = join(path, '..')
  if (await mkdir(folder, { recursive: true, mode: 0o750 })) await syncFolder(root)
  await rename(temporary, path)
  await syncFolder(folder)
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; NTFS journals the rename by itself.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync()
  await folder.close()
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ? found.size : undefined
}

async function removeIfOlder(path: string, olderThan: Date): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (!found || found.mtime >= olderThan) return false
  await rm(path, { force: true })
  return true
}

async function sweep(
  folder: string,
  olderThan: Date,
  findKnown: (ids: string[]) => Promise<Set<string>>,
): Promise<string[]> {
  const ids = (await readdir(folder)).filter(isId)
  const removed: string[] = []
  for (let at = 0; at < ids.length; at += 500) {
    const some = ids.slice(at, at + 500)
    const known = await findKnown(some)
    for (const id of some)
      if (!known.has(id) && (await removeIfOlder(join(folder, id), olderThan))) removed.push(id)
  }
  return removed
}
