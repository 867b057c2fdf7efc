import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import t from 'tap'
import en from '../../src/i18n/en.json' with { type: 'json' }
import vi from '../../src/i18n/vi.json' with { type: 'json' }

const root = join(import.meta.dirname, '../..')
const catalogs: Record<string, Record<string, string>> = { vi, en }
const sources = globSync(['src/**/*.ts', 'views/**/*.eta'], { cwd: root }).map(path => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}))

await t.test('both languages have the same keys', async t => {
  t.same(Object.keys(en), Object.keys(vi))
})

await t.test('keys are dotted and sorted; words are NFC without stray spaces', async t => {
  for (const [locale, catalog] of Object.entries(catalogs)) {
    const keys = Object.keys(catalog)
    t.same(keys.toSorted(), keys, locale)
    t.same(
      keys.filter(key => !/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/.test(key)),
      [],
      locale,
    )
    const careless = ([, words]: [string, string]) =>
      words.trim() !== words || words.normalize('NFC') !== words || words === ''
    t.same(Object.entries(catalog).filter(careless), [], locale)
  }
})

await t.test('every message compiles and takes the same arguments in both languages', async t => {
  for (const key of Object.keys(vi)) {
    const [inVietnamese, inEnglish] = ['vi', 'en'].map(locale =>
      argumentsOf(locale, catalogs[locale]?.[key] ?? ''),
    )
    if (String(inVietnamese) !== String(inEnglish)) t.same(inEnglish, inVietnamese, key)
  }
})

await t.test('every key is used', async t => {
  const literals = new Set(
    sources.flatMap(({ text }) => matches(text, /(['"`])([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)\1/g, 2)),
  )
  const prefixes = [
    ...new Set(
      sources.flatMap(({ text }) => matches(text, /`([A-Za-z0-9_-]+\.(?:[A-Za-z0-9_-]+\.)*)\$\{/g, 1)),
    ),
  ]
  const isUsed = (key: string) => literals.has(key) || prefixes.some(prefix => key.startsWith(prefix))
  t.same(
    Object.keys(vi).filter(key => !isUsed(key)),
    [],
  )
})

await t.test('every key that is asked for exists', async t => {
  for (const { path, text } of sources) {
    const asked = matches(text, /\bt\(\s*(['"`])([^'"`$]+)\1/g, 2)
    t.same(
      asked.filter(key => !Object.hasOwn(vi, key)),
      [],
      path,
    )
    const prefixes = matches(text, /\bt\(\s*`([^`$]*)\$\{/g, 1)
    t.same(
      prefixes.filter(prefix => !Object.keys(vi).some(key => key.startsWith(prefix))),
      [],
      path,
    )
  }
})

function matches(text: string, pattern: RegExp, group: number): string[] {
  return Array.from(text.matchAll(pattern), match => match[group]!)
}

/** "name" of each argument, sorted; the message must compile with the options under which it is used. */
function argumentsOf(locale: string, words: string): string[] {
  const names = new Set<string>()
  collect(new IntlMessageFormat(words, locale, undefined, { ignoreTag: true }).getAst(), names)
  return [...names].sort()
}

function collect(elements: MessageFormatElement[], names: Set<string>): void {
  for (const element of elements) {
    // 0 is literal text and 7 the # of a plural: neither is an argument.
    if (element.type !== 0 && element.type !== 7) names.add(element.value)
    if ('options' in element)
      for (const option of Object.values(element.options)) collect(option.value, names)
  }
}
