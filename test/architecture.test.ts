/** ARCHITECTURE §2: imports follow the table, SQL stands in data and migrations, and pages write only through verbs. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import t from 'tap'

/** Folder of src → folders it may import from; every folder may import itself and lib. */
const mayImport: Record<string, string[]> = {
  lib: [],
  domain: ['data'],
  data: [],
  intake: [],
  files: [],
  spreadsheet: ['files'],
  i18n: [],
  queue: [],
  render: [],
  mail: ['render', 'i18n', 'data', 'config'],
  reports: ['data', 'i18n'],
  sample: ['domain', 'data'],
  web: [
    'domain',
    'data',
    'intake',
    'reports',
    'i18n',
    'render',
    'files',
    'spreadsheet',
    'mail',
    'config',
    'queue',
  ],
  jobs: ['domain', 'data', 'mail', 'reports', 'queue', 'files', 'render', 'config'],
}
/** Layers that may read data but never write through it. */
const readers = ['web', 'jobs', 'reports', 'mail']

interface Import {
  file: string
  folder: string
  target: string
  names: string[]
  typeOnly: boolean
}

const files = globSync('src/**/*.ts').map(file => file.split(sep).join('/'))
const imports = files.flatMap(importsOf)

function folderOf(path: string): string {
  const parts = path.split('/')
  return parts.length > 2 ? (parts[1] as string) : (parts[1] as string).replace('.ts', '')
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s*'(\.[^']+)'/g
  return [...text.matchAll(pattern)].map(([, type, clause = '', target = '']) => ({
    file,
    folder: folderOf(file),
    target: normalize(join(dirname(file), target))
      .split(sep)
      .join('/'),
    names: namesOf(clause),
    typeOnly: type !== undefined,
  }))
}

/** Names imported as values: `{ type A, b as c }` gives `b`. */
function namesOf(clause: string): string[] {
  const braces = /\{([^}]*)\}/.exec(clause)?.[1] ?? ''
  return braces
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '' && !part.startsWith('type '))
    .map(part => part.split(/\s+as\s+/)[0] as string)
}

await t.test('imports follow the table', async t => {
  const wrong = imports.filter(({ folder, target, typeOnly }) => {
    const allowed = mayImport[folder]
    const to = folderOf(target)
    if (!allowed || to === folder || to === 'lib' || allowed.includes(to)) return false
    return !((folder === 'intake' || folder === 'reports') && to === 'domain' && typeOnly)
  })
  t.same(
    wrong.map(({ file, target }) => `${file} → ${target}`),
    [],
  )
})

await t.test(
  'a thread that reads a document loads no database: it would cost a fifth of a second each time',
  async t => {
    for (const script of files.filter(file => file.endsWith('-thread.ts') && isThread(file)))
      t.same(
        [...loadedBy(script)].filter(file => /^src\/(data|queue)\//.test(file)),
        [],
        script,
      )
  },
)

function isThread(file: string): boolean {
  return readFileSync(file, 'utf8').includes('workerData')
}

/** The files that are loaded with one: an import of types alone is none. */
function loadedBy(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known
  known.add(file)
  for (const one of imports) if (one.file === file && !one.typeOnly) loadedBy(one.target, known)
  return known
}

await t.test('lib imports nothing of ours', async t => {
  t.same(
    imports
      .filter(({ folder, target }) => folder === 'lib' && folderOf(target) !== 'lib')
      .map(({ file }) => file),
    [],
  )
})

await t.test('SQL is built only in data and migrations', async t => {
  const builders =
    /\b(selectFrom|insertInto|updateTable|deleteFrom)\s*\(|from 'kysely'|from 'better-sqlite3'|from 'pg'/
  const outside = files.filter(
    file => !file.startsWith('src/data/') && builders.test(readFileSync(file, 'utf8')),
  )
  // The embedded queue's lock is a SQLite file of its own, and its engine a PostgreSQL of its own (DECISIONS 12).
  t.same(
    outside.filter(file => !file.startsWith('src/queue/')),
    [],
  )
})

await t.test('pages, jobs and reports only read data: no state changes without its verb', async t => {
  const reading = /^(find|list|count|sum)[A-Z]/
  const wrong = imports.filter(({ folder, target, names, typeOnly }) => {
    if (!readers.includes(folder) || folderOf(target) !== 'data' || typeOnly) return false
    return names.some(name => !reading.test(name))
  })
  t.same(
    wrong.map(({ file, names, target }) => `${file}: ${names.join(', ')} of ${target}`),
    [],
  )
})

await t.test('migrations import nothing of the program', async t => {
  const texts = globSync('migrations/*.ts').map(file => readFileSync(file, 'utf8'))
  t.ok(texts.length > 0)
  t.same(
    texts.filter(text => /from '\./.test(text)),
    [],
  )
})

await t.test(
  'the same noun has the same path: a route with a form or a view names a verb or query',
  async t => {
    const nouns = (folder: string) =>
      new Set(
        globSync(`src/${folder}/*.ts`).map(file => file.split(sep).at(-1)?.replace('.ts', '') as string),
      )
    const known = new Set([...nouns('domain'), ...nouns('data'), ...nouns('web')])
    const tests = globSync('test/{domain,data,lib}/**/*.test.ts').map(file => file.split(sep).join('/'))
    t.ok(known.size > 0)
    t.same(
      tests.filter(
        file =>
          file.startsWith('test/lib/') &&
          !files.includes(file.replace('test/', 'src/').replace('.test.ts', '.ts')),
      ),
      [],
    )
  },
)
