import { readFileSync } from 'node:fs'
import t from 'tap'
import { commands } from '../src/commands/index.ts'
import { translate } from '../src/i18n/translate.ts'
import { settingsTable } from '../src/settings-table.ts'

const readme = readFileSync('README.md', 'utf8')

await t.test('the settings table of the README is the one the program reads', async t => {
  const words = translate('en')
  const rows = settingsTable.map(
    ({ name, default: preset, meaningKey }) =>
      `| \`${name}\` | ${preset === '' ? '–' : `\`${preset}\``} | ${words(meaningKey)} |`,
  )
  const table = ['| Setting | Default | Meaning |', '|---|---|---|', ...rows].join('\n')
  const written = /<!-- settings:start -->\n([\s\S]*?)\n<!-- settings:end -->/.exec(readme)?.[1] ?? ''
  t.equal(written.trim(), table)
})

await t.test('the README names every command', async t => {
  for (const { name } of commands) t.match(readme, name)
})
