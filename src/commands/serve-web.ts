import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { buildApp } from '../app.ts'
import { type Config, ConfigError } from '../config.ts'
import { type Database, openDatabase } from '../data/database.ts'
import { findOffice } from '../data/office.ts'
import { openFileStore } from '../files/file-store.ts'
import { createLetterComposer } from '../mail/compose.ts'
import { createAccessComposer } from '../mail/compose-access.ts'
import { createAssets } from '../render/assets.ts'
import { createRenderer } from '../render/renderer.ts'
import { openSample } from '../sample/open-sample.ts'
import type { AppParts } from '../web/parts.ts'
import { chainKeys, databaseLocation } from './office-database.ts'
import type { ProgramLog } from './program.ts'

const root = join(import.meta.dirname, '../..')

export interface WebServer {
  /** Where people reach it. */
  address: string
  /** For the first set-up; null where an office stands. */
  setupCode: string | null
  /** Answers the requests in hand and lets go of everything. */
  close(): Promise<void>
}

/** Builds the web app from its parts and listens. The schema must be up to date. `nudge` wakes the worker. */
export async function serveWeb(config: Config, log: ProgramLog, nudge: () => void): Promise<WebServer> {
  const database = openDatabase(databaseLocation(config))
  try {
    const setupCode = (await findOffice(database.reader)) ? null : newSetupCode()
    const app = buildApp(buildParts(config, log, database, { nudge, setupCode }))
    await app.listen({ host: config.host, port: config.port }).catch(refuseTakenPort(config.port))
    const close = async () => {
      await app.close()
      await database.close()
    }
    return { address: config.publicUrl, setupCode, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** @throws ConfigError, so that the terminal names the setting and shows no stack */
function refuseTakenPort(port: number): (error: NodeJS.ErrnoException) => never {
  return error => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new ConfigError('PORT', 'config.port-taken', { port: String(port) })
  }
}

function buildParts(
  config: Config,
  log: ProgramLog,
  database: Database,
  { nudge, setupCode }: Pick<AppParts, 'nudge' | 'setupCode'>,
): AppParts {
  const render = createRenderer({ viewsDir: join(root, 'views') })
  const keys = chainKeys(config)
  const now = () => new Date()
  const compose = createLetterComposer(render, config)
  return {
    database,
    keys,
    config,
    now,
    nudge,
    log,
    files: openFileStore({ dir: config.filesDir, maxBytes: config.maxUploadBytes, log }),
    render,
    assets: createAssets({
      roots: { views: join(root, 'views/assets'), modules: join(root, 'node_modules') },
    }),
    composeAccess: createAccessComposer(render),
    setupCode,
    openSample: async () => {
      await openSample({ db: database.writer, keys, now, compose })
    },
  }
}

/** Letters that nobody mistakes for another, in two groups: read off a terminal and typed into a page. */
function newSetupCode(): string {
  const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')
  return `${group()}-${group()}`
}

/** What the terminal says once the pages answer. */
export function announce({ address, setupCode }: WebServer): void {
  console.log(`Đôn Đốc đang chạy tại ${address}`)
  if (setupCode) console.log(`Mã để thiết lập cơ quan lần đầu: ${setupCode}`)
}
