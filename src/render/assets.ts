import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Asset {
  name: string
  /** Content-Type, charset included. */
  type: string
  hash: string
  body: Buffer
  /** `/assets/<hash>/<name>`, to be served as immutable. */
  url: string
}

export interface Assets {
  /** The hashed URL of a logical name. @throws when there is no such asset. */
  url(name: string): string
  /** The asset behind a URL's hash and name, or undefined: an old hash is not answered with new content. */
  find(hash: string, name: string): Asset | undefined
  list(): readonly Asset[]
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/**
 * Reads every file the browser may ask for into memory, with a hash of its content in the URL.
 * `roots.views` is views/assets, `roots.modules` is node_modules.
 * @throws when a file is missing: that stops the start, not a page.
 */
export function createAssets({ roots }: { roots: { views: string; modules: string } }): Assets {
  const known = new Map<string, Asset>()
  const add = (name: string, body: Buffer) => known.set(name, describe(name, body))
  add('dondoc.js', script(['dondoc.js', 'review.js', 'drop.js'].map(file => join(roots.views, file))))
  for (const [name, path] of Object.entries(sources(roots))) add(name, readFileSync(path))
  const url = (name: string) => {
    const asset = known.get(name)
    if (!asset) throw new Error(`there is no asset ${name}`)
    return asset.url
  }
  add('app.css', stylesheet(join(roots.views, 'css'), url))
  return {
    url,
    find: (hash, name) => (known.get(name)?.hash === hash ? known.get(name) : undefined),
    list: () => [...known.values()],
  }
}

/** Logical name → file. */
function sources(roots: { views: string; modules: string }): Record<string, string> {
  const htmx = join(roots.modules, 'htmx.org/dist')
  const fonts = join(roots.modules, '@fontsource/be-vietnam-pro/files')
  const files: Record<string, string> = {
    'icon.svg': join(roots.views, 'icon.svg'),
    'chevron.svg': join(roots.views, 'chevron.svg'),
    'htmx.js': join(htmx, 'htmx.min.js'),
    'hx-csp.js': join(htmx, 'ext/hx-csp.min.js'),
    // The page of the API's reference alone loads these.
    'api-docs.js': join(roots.views, 'api-docs.js'),
    'api-docs.css': join(roots.views, 'api-docs.css'),
    'swagger-ui.js': join(roots.modules, '@fastify/swagger-ui/static/swagger-ui-bundle.js'),
    'swagger-ui.css': join(roots.modules, '@fastify/swagger-ui/static/swagger-ui.css'),
    'hx-sse.js': join(htmx, 'ext/hx-sse.min.js'),
  }
  for (const weight of [400, 600]) {
    files[`digits-${weight}.woff2`] = join(roots.views, `fonts/digits-${weight}.woff2`)
    for (const [short, script] of [
      ['latin', 'latin'],
      ['ext', 'latin-ext'],
      ['vi', 'vietnamese'],
    ]) {
      files[`be-vietnam-${short}-${weight}.woff2`] = join(
        fonts,
        `be-vietnam-pro-${script}-${weight}-normal.woff2`,
      )
    }
  }
  return files
}

/** One stylesheet from its parts in the order of their names; `url(asset:x)` becomes the hashed URL of x. */
function stylesheet(folder: string, url: (name: string) => string): Buffer {
  const parts = readdirSync(folder)
    .filter(file => file.endsWith('.css'))
    .sort()
  const text = parts.map(file => readFileSync(join(folder, file), 'utf8')).join('\n')
  const small = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/;}/g, '}')
    .replace(/([a-z]): /g, '$1:')
  return Buffer.from(small.replace(/asset:([\w.-]+)/g, (_, name: string) => url(name)).trim())
}

/** One module from its parts, without the comment lines and indents that are for those who read the source. */
function script(files: string[]): Buffer {
  const lines = files.flatMap(file => readFileSync(file, 'utf8').split('\n'))
  const code = lines.map(line => line.trim()).filter(line => line !== '' && !line.startsWith('//'))
  return Buffer.from(`${code.join('\n')}\n`)
}

function describe(name: string, body: Buffer): Asset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16)
  const type = types[name.slice(name.lastIndexOf('.') + 1)]
  if (!type) throw new Error(`no content type is known for the asset ${name}`)
  return { name, type, hash, body, url: `/assets/${hash}/${name}` }
}
