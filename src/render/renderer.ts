import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Eta } from 'eta/core'
import type { Frame, Views } from './views.ts'

export interface Render {
  <K extends keyof Views>(name: K, data: Views[K], frame: Frame): string
  /** The engine itself, for @fastify/view. */
  engine: Eta
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Escapes the five characters for text and quoted attributes.
 * @throws TypeError on null, undefined and objects, so that a missing field fails in a test and is never printed.
 */
export function escapeHtml(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new TypeError(`a view prints ${value === null ? 'null' : typeof value}`)
  return String(value).replace(/[&<>"']/g, char => escapes[char]!)
}

/**
 * Renders views/<name>.eta for web and mail; templates are compiled once and kept.
 * @throws when a template is missing, breaks, or prints null or undefined; the message names file and line.
 */
export function createRenderer({ viewsDir }: { viewsDir: string }): Render {
  const eta = buildEta(resolve(viewsDir))
  const render = <K extends keyof Views>(name: K, data: Views[K], frame: Frame) =>
    eta.render(`/${name}`, { ...(data as object), ...frame })
  return Object.assign(render, { engine: eta })
}

// Partials see `h` and their own data only: the caller's optional fields must not show through.
const header = `const h = it.h
const partial = (name, data) => this.render('/' + name, { ...data, h }, options);`

function buildEta(root: string): Eta {
  const eta = new Eta({
    cache: true,
    debug: true,
    autoTrim: [false, 'nl'],
    escapeFunction: escapeHtml,
    functionHeader: header,
    plugins: [{ processAST: separateStatements }],
  })
  // A page of many parts would ask the disk for each of them.
  const known = new Set<string>()
  eta.resolvePath = name => {
    // @fastify/view names the file with its ending, partials and layouts without.
    const path = join(root, name.endsWith('.eta') ? name : `${name}.eta`)
    if (known.has(path)) return path
    if (!path.startsWith(root) || !existsSync(path)) throw new Error(`view ${name} is not in ${root}`)
    known.add(path)
    return path
  }
  eta.readFile = path => readFileSync(path, 'utf8')
  return eta
}

/** Eta joins `<% … %>` tags without semicolons, so that one beginning with "(" would call what stands before it. */
function separateStatements(ast: (string | { t: string; val: string })[]) {
  return ast.map(node =>
    typeof node === 'object' && node.t === 'e' ? { ...node, val: `;${node.val}` } : node,
  )
}
