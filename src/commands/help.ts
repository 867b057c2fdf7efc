import { translate } from '../i18n/translate.ts'
import { settingsTable } from '../settings-table.ts'
import { commands } from './index.ts'

/** What `help` prints: the commands, then the settings; a complaint first where there is one. */
export function helpText(complaint = ''): string {
  const t = translate('vi')
  const entries = commands.map(
    command => [`${command.name} ${command.usage}`.trim(), command.summary] as const,
  )
  const settings = settingsTable.map(setting => {
    const preset = setting.default === '' ? '' : ` [${setting.default}]`
    return [setting.name, `${t(setting.meaningKey)}${preset}`] as const
  })
  return [
    ...(complaint ? [complaint, ''] : []),
    'Cách dùng: node bin/dondoc.mjs LỆNH',
    '',
    ...columns(entries),
    '',
    'Thiết lập (biến môi trường):',
    ...columns(settings),
  ].join('\n')
}

function columns(rows: (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}${meaning}`)
}
