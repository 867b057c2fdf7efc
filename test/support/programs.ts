import { accessSync, constants, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'

export function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

/** Polls until `holds` returns something true, and returns that; fails after `ms`. */
export async function until<T>(holds: () => T | Promise<T>, ms = 10_000): Promise<NonNullable<T>> {
  const giveUpAt = Date.now() + ms
  for (;;) {
    const value = await holds()
    if (value) return value
    if (Date.now() > giveUpAt) throw new Error(`still not so after ${ms} ms: ${String(holds)}`)
    await sleep(20)
  }
}

/** Looks for a program in PATH and then in `folders`; null when it is in none. */
export function findProgram(name: string, folders: string[] = []): string | null {
  const all = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...folders]
  return all.map(folder => join(folder, name)).find(isExecutable) ?? null
}

/** The folders in `parent`, newest version first; none when there is no such parent. */
export function versionFolders(parent: string): string[] {
  try {
    return readdirSync(parent).sort((a, b) => Number(b) - Number(a))
  } catch {
    return []
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
