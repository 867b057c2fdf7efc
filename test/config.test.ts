import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { ConfigError, type Environment, readConfig, settingsTable } from '../src/config.ts'
import { translate } from '../src/i18n/translate.ts'

const run = promisify(execFile)
const dir = t.testdir()
const SECRET = 's'.repeat(32)
const read = (env: Environment) => readConfig({ DATA_DIR: join(dir, 'data'), ...env })

await t.test('with nothing set, everything is here and works', async t => {
  const home = t.testdir()
  const before = process.cwd()
  t.teardown(() => process.chdir(before))
  process.chdir(home)
  const config = readConfig({})
  t.match(config, {
    dataDir: resolve('data'),
    filesDir: resolve('data/files'),
    sqlitePath: resolve('data/dondoc.sqlite'),
    databaseUrl: null,
    queueUrl: 'embedded',
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://localhost:3000',
    smtpUrl: null,
    mailFrom: 'don-doc@localhost.example',
    mailPerMinute: 60,
    sessionIdleMinutes: 30,
    sessionMaxHours: 12,
    logLevel: 'info',
    trustProxy: false,
    maxUploadBytes: 20 * 1024 * 1024,
  })
  t.ok(existsSync('data/files'))
})

await t.test('what is set is taken; an empty setting counts as unset', async t => {
  const config = read({
    DATABASE_URL: 'postgres://an:mat%20khau@db:5432/dondoc',
    QUEUE_URL: 'rediss://queue:6379/1',
    REDIS_URL: 'rediss://queue:6379/1',
    HOST: '::',
    PORT: ' 8080 ',
    PUBLIC_URL: 'https://dondoc.example/',
    SECRET_KEY: `2:${SECRET},1:${SECRET}x`,
    SMTP_URL: 'smtps://u:p@mail.example:465',
    MAIL_FROM: 'don-doc@so.example',
    MAIL_PER_MINUTE: '',
    LOG_LEVEL: 'debug',
    TRUST_PROXY: '10.0.0.0/8, ::1, loopback',
    MAX_UPLOAD_MB: '5',
    PATH: '/usr/bin',
  })
  t.match(config, {
    databaseUrl: 'postgres://an:mat%20khau@db:5432/dondoc',
    queueUrl: 'rediss://queue:6379/1',
    host: '::',
    port: 8080,
    publicUrl: 'https://dondoc.example',
    smtpUrl: 'smtps://u:p@mail.example:465',
    mailFrom: 'don-doc@so.example',
    mailPerMinute: 60,
    logLevel: 'debug',
    trustProxy: ['10.0.0.0/8', '::1', 'loopback'],
    maxUploadBytes: 5 * 1024 * 1024,
  })
  t.same(
    config.secrets.map(({ id }) => id),
    ['2', '1'],
  )
  t.equal(read({ PORT: '4000' }).publicUrl, 'http://localhost:4000')
  t.equal(read({ REDIS_URL: 'redis://r' }).queueUrl, 'redis://r', 'the alias alone')
  t.equal(read({ TRUST_PROXY: '2' }).trustProxy, 2)
  t.equal(read({ TRUST_PROXY: '0' }).trustProxy, false)
})

await t.test('each wrong value stops the start and is named', async t => {
  const wrong: [string, string | undefined, Environment?][] = [
    ['PORT', '70000'],
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['PORT', '3e3'],
    ['MAIL_PER_MINUTE', '0'],
    ['SESSION_IDLE_MINUTES', '1441'],
    ['SESSION_MAX_HOURS', 'mười'],
    ['MAX_UPLOAD_MB', '2.5'],
    ['DATABASE_URL', 'mysql://db/x'],
    ['DATABASE_URL', 'postgresql'],
    ['DATABASE_URL', 'postgres://'],
    ['QUEUE_URL', 'memory'],
    ['QUEUE_URL', 'http://queue'],
    ['REDIS_URL', 'postgres://db/x'],
    ['REDIS_URL', 'redis://a', { QUEUE_URL: 'redis://b' }],
    ['REDIS_URL', 'redis://a', { QUEUE_URL: 'embedded' }],
    ['HOST', 'http://x'],
    ['HOST', '256.0.0.1'],
    ['PUBLIC_URL', 'dondoc.example'],
    ['PUBLIC_URL', 'ftp://dondoc.example'],
    ['PUBLIC_URL', 'https://dondoc.example/app'],
    ['PUBLIC_URL', 'https://u:p@dondoc.example'],
    ['PUBLIC_URL', 'https://dondoc.example?a'],
    ['SECRET_KEY', 'ngan'],
    ['SECRET_KEY', undefined, { DATABASE_URL: 'postgres://db/x' }],
    ['SMTP_URL', 'mail.example:25'],
    ['MAIL_FROM', undefined, { SMTP_URL: 'smtp://mail.example' }],
    ['MAIL_FROM', 'Đôn Đốc <a@b.vn>'],
    ['MAIL_FROM', 'a@b.vn, c@d.vn'],
    ['LOG_LEVEL', 'loud'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.1,'],
  ]
  for (const [setting, value, rest] of wrong) {
    const error = caught(() => read({ ...rest, [setting]: value }))
    t.match(
      error,
      { name: 'ConfigError', setting, message: new RegExp(`^${setting}: .{10,}`) },
      `${setting}=${value}`,
    )
    t.type(translate('en')(error.key, error.values), 'string')
  }
})

await t.test('no sentence shows a password', async t => {
  for (const [setting, value] of [
    ['DATABASE_URL', 'mysql://an:matkhau@db/x'],
    ['QUEUE_URL', 'amqp://an:matkhau@q'],
    ['SMTP_URL', 'http://an:matkhau@m'],
    ['PUBLIC_URL', 'https://an:matkhau@m'],
    ['SECRET_KEY', 'matkhau'],
  ] as const) {
    t.notMatch(caught(() => read({ [setting]: value })).message, 'matkhau', setting)
  }
})

await t.test('nothing is written while another setting is wrong', async t => {
  const dataDir = join(t.testdir(), 'data')
  caught(() => readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'loud' }))
  caught(() => readConfig({ DATA_DIR: dataDir, DATABASE_URL: 'postgres://db/x' }))
  t.notOk(existsSync(dataDir))
})

await t.test('a folder that cannot be is named', async t => {
  const home = t.testdir({ taken: 'a file' })
  t.equal(caught(() => readConfig({ DATA_DIR: join(home, 'taken') })).setting, 'DATA_DIR')
  t.equal(
    caught(() => readConfig({ DATA_DIR: home, FILES_DIR: join(home, 'taken/files') })).setting,
    'FILES_DIR',
  )
})

await t.test('the secret key is made once, for its owner only', async t => {
  const dataDir = t.testdir()
  const [first] = readConfig({ DATA_DIR: dataDir }).secrets
  t.match(first, { id: '1', secret: /^[\w-]{64}$/ })
  t.equal(statSync(join(dataDir, 'secret.key')).mode & 0o777, 0o600)
  t.same(readConfig({ DATA_DIR: dataDir }).secrets, [first])
  t.same(readdirSync(dataDir).sort(), ['files', 'secret.key'], 'no draft stays behind')
})

await t.test('the key file may hold a ring; a broken one stops the start and is not replaced', async t => {
  const dataDir = t.testdir({ 'secret.key': `2:${SECRET},1:${SECRET}\n` })
  const path = join(dataDir, 'secret.key')
  t.equal(readConfig({ DATA_DIR: dataDir }).secrets.length, 2)
  writeFileSync(path, '')
  t.match(
    caught(() => readConfig({ DATA_DIR: dataDir })),
    { setting: 'SECRET_KEY', message: path },
  )
  t.equal(readFileSync(path, 'utf8'), '')
})

await t.test('a key file that cannot be read is named', async t => {
  const dataDir = t.testdir()
  mkdirSync(join(dataDir, 'secret.key'))
  t.match(
    caught(() => readConfig({ DATA_DIR: dataDir })),
    { setting: 'SECRET_KEY', key: 'config.secret-file' },
  )
  chmodSync(join(dataDir, 'secret.key'), 0o700)
})

await t.test('processes that start together share one key', async t => {
  const dataDir = t.testdir()
  const script = `const { readConfig } = await import(${JSON.stringify(join(import.meta.dirname, '../src/config.ts'))})
    while (Date.now() < ${Date.now() + 1500});
    console.log(readConfig({ DATA_DIR: ${JSON.stringify(dataDir)} }).secrets[0].secret)`
  const starts = Array.from({ length: 4 }, () => run(process.execPath, ['--input-type=module', '-e', script]))
  const keys = (await Promise.all(starts)).map(({ stdout }) => stdout.trim())
  t.equal(new Set(keys).size, 1)
  t.equal(keys[0], readFileSync(join(dataDir, 'secret.key'), 'utf8').trim())
})

await t.test('the table of settings tells the truth', async t => {
  const names = settingsTable.map(({ name }) => name)
  t.equal(new Set(names).size, names.length)
  for (const { name, default: preset, meaningKey } of settingsTable) {
    t.match(translate('vi')(meaningKey), /\S/, name)
    if (!preset || /DATA_DIR|PORT$/.test(preset)) continue
    const dataDir = join(dir, 'defaults')
    t.same(
      readConfig({ DATA_DIR: dataDir, [name]: name === 'DATA_DIR' ? dataDir : preset }),
      readConfig({ DATA_DIR: dataDir }),
      name,
    )
  }
})

function caught(work: () => unknown): ConfigError {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
