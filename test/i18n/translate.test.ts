import t from 'tap'
import { isMessageKey, type MessageKey, translate } from '../../src/i18n/translate.ts'

await t.test('words in both languages, with values', async t => {
  t.equal(translate('vi')('weekday.7'), 'Chủ nhật')
  t.equal(translate('en')('weekday.7'), 'Sunday')
  t.equal(
    translate('vi')('config.folder', { path: '<b>/tmp' }),
    'Không tạo được hoặc không ghi được vào thư mục <b>/tmp.',
  )
  t.equal(translate('vi'), translate('vi'), 'one translator per language keeps its compiled messages')
})

await t.test('numbers in messages are written as the language writes them', async t => {
  const values = { source: 'x', length: 1234 }
  t.match(translate('vi')('config.secret', values), '1.234 ký tự')
  t.match(translate('en')('config.secret', values), '1,234 characters')
})

await t.test('an unknown key and a missing value are errors, whatever the environment', async t => {
  for (const locale of ['vi', 'en'] as const) {
    t.throws(() => translate(locale)('no.such.key' as MessageKey), /no\.such\.key/)
    t.throws(() => translate(locale)('toString' as MessageKey), /toString/)
    t.throws(() => translate(locale)('config.folder'), /path/)
  }
  t.ok(isMessageKey('weekday.1'))
  t.notOk(isMessageKey('toString'))
})
