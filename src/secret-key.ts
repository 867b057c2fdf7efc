import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './config-error.ts'
import { MIN_SECRET_LENGTH, parseSecretRing, type Secret } from './lib/secret-ring.ts'

/** @throws ConfigError naming SECRET_KEY and where its value came from, never the value */
export function readRing(text: string, source: string): Secret[] {
  const ring = parseSecretRing(text)
  if (!ring) throw new ConfigError('SECRET_KEY', 'config.secret', { source, length: MIN_SECRET_LENGTH })
  return ring
}

/**
 * The ring in DATA_DIR/secret.key, which is made at the first start (0600). It is on disk for good before anything is
 * signed with it, and of two processes that start together the one that comes second takes the first one's.
 */
export function readOrMakeKeyFile(dataDir: string): Secret[] {
  const path = join(dataDir, 'secret.key')
  try {
    return readRing((readKeyFile(path) ?? makeKeyFile(dataDir, path)).trim(), path)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError('SECRET_KEY', 'config.secret-file', { path })
  }
}

function readKeyFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function makeKeyFile(dataDir: string, path: string): string {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, `${randomBytes(48).toString('base64url')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    // Unlike a rename, a link never replaces: the race for the name is won here.
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  syncFolder(dataDir)
  return readFileSync(path, 'utf8')
}

/** Windows cannot open a folder, and needs no sync of one. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
