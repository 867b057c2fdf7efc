import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { buildApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import type { Database } from '../../src/data/database.ts'
import { openSession } from '../../src/domain/session.ts'
import { openFileStore } from '../../src/files/file-store.ts'
import { createAssets } from '../../src/render/assets.ts'
import { createRenderer } from '../../src/render/renderer.ts'
import type { AppParts } from '../../src/web/parts.ts'
import { cookieName } from '../../src/web/plugins/cookies.ts'
import { type CastKey, type TestOffice, testKeys } from './office.ts'

interface Teardown {
  teardown(work: () => unknown): void
}

const root = join(import.meta.dirname, '../..')
const log = pino({ level: 'silent' })
const render = createRenderer({ viewsDir: join(root, 'views') })
const assets = createAssets({
  roots: { views: join(root, 'views/assets'), modules: join(root, 'node_modules') },
})

export type TestApp = FastifyInstance & { parts: AppParts; nudges: () => number; clock: { now: Date } }

/** What a page's test builds the app from; `clock.now` can be moved (the system's clock, not the office's). */
export async function openTestApp(
  t: Teardown,
  office: { database: Database },
  given: Partial<Omit<AppParts, 'config'>> & {
    config?: Partial<Config>
    routes?: (app: FastifyInstance) => void
  } = {},
): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-web-'))
  const clock = { now: new Date('2018-12-10T02:00:00.000Z') }
  let nudges = 0
  const parts: AppParts = {
    database: office.database,
    keys: testKeys,
    now: () => clock.now,
    nudge: () => void nudges++,
    log,
    render,
    assets,
    composeAccess: letter => ({ subject: letter.kind, text: letter.link, html: letter.link }),
    setupCode: null,
    openSample: async () => {},
    requestsPerMinute: 100_000,
    // The test itself holds up the loop it shares with the app.
    mostDelayMs: 0,
    files: openFileStore({ dir: folder, maxBytes: 1024 * 1024, log }),
    ...given,
    config: testConfig(folder, given.config),
  }
  const app = buildApp(parts)
  // Routes of a test's own, for what plugins do with any route.
  if (given.routes) app.register(async scope => given.routes?.(scope))
  t.teardown(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await app.ready()
  return Object.assign(app, { parts, nudges: () => nudges, clock })
}

export function testConfig(folder: string, more: Partial<Config> = {}): Config {
  return {
    dataDir: folder,
    filesDir: folder,
    databaseUrl: null,
    sqlitePath: join(folder, 'dondoc.sqlite'),
    queueUrl: 'embedded',
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://localhost:3000',
    secrets: [{ id: '1', secret: randomBytes(32).toString('hex') }],
    smtpUrl: null,
    mailFrom: 'don-doc@localhost.example',
    mailPerMinute: 60,
    sessionIdleMinutes: 30,
    sessionMaxHours: 12,
    logLevel: 'silent',
    trustProxy: false,
    maxUploadBytes: 1024 * 1024,
    webhookHosts: [],
    ...more,
  }
}

type Fields = Record<string, string | number | readonly string[]>

/** A browser: it keeps cookies, and says with each post that it comes from our own page, as browsers do. */
export interface Browser {
  cookies: Record<string, string>
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  /** Posts a plain form. */
  post(url: string, fields?: Fields, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  /** Posts a multipart form; a file is `{ name, content, type? }`. */
  upload(
    url: string,
    fields: Fields,
    files?: Record<string, { name: string; content: string | Buffer; type?: string }>,
  ): Promise<LightMyRequestResponse>
}

export function openBrowser(app: FastifyInstance, cookies: Record<string, string> = {}): Browser {
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    payload?: string | Buffer,
  ) => {
    const response = await app.inject({
      method,
      url,
      headers,
      cookies,
      ...(payload === undefined ? {} : { payload }),
    })
    for (const { name, value } of response.cookies) {
      if (value === '') delete cookies[name]
      else cookies[name] = value
    }
    return response
  }
  const own = { 'sec-fetch-site': 'same-origin' }
  return {
    cookies,
    get: (url, headers = {}) => send('GET', url, headers),
    post: (url, fields = {}, headers = {}) =>
      send(
        'POST',
        url,
        { ...own, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        encode(fields),
      ),
    upload: (url, fields, files = {}) => {
      const boundary = `----test${randomBytes(8).toString('hex')}`
      const type = `multipart/form-data; boundary=${boundary}`
      return send('POST', url, { ...own, 'content-type': type }, multipartBody(boundary, fields, files))
    },
  }
}

/** A browser in which this member of the cast is signed in. */
export async function signInAs(app: TestApp, office: TestOffice, who: CastKey): Promise<Browser> {
  const { database, config, now } = app.parts
  const visitor = { address: '127.0.0.1', agent: 'test' }
  const id = await openSession(database.writer, office.person[who], visitor, now(), config)
  return openBrowser(app, { [cookieName(config, 'session')]: id })
}

function encode(fields: Fields): string {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, String(one))
  }
  return body.toString()
}

function multipartBody(
  boundary: string,
  fields: Fields,
  files: Record<string, { name: string; content: string | Buffer; type?: string }>,
): Buffer {
  const chunks: (string | Buffer)[] = []
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) {
      chunks.push(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`)
    }
  }
  for (const [name, file] of Object.entries(files)) {
    const type = file.type ?? 'application/octet-stream'
    chunks.push(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${file.name}"\r\ncontent-type: ${type}\r\n\r\n`,
      file.content,
      '\r\n',
    )
  }
  chunks.push(`--${boundary}--\r\n`)
  return Buffer.concat(chunks.map(chunk => Buffer.from(chunk)))
}
