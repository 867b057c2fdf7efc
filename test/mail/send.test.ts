import t from 'tap'
import { classifyMailError, isUnreachable, isUnsure } from '../../src/mail/classify.ts'
import { type Mailer, openMailer } from '../../src/mail/send.ts'
import { type Behaviour, startSmtpSink } from '../support/smtp-sink.ts'

const mail = {
  to: 'phuc@sgddt.example',
  subject: 'Đôn đốc nhiệm vụ quá hạn',
  text: 'Kính gửi đồng chí',
  html: '<p>Kính gửi đồng chí</p>',
  messageId: '<1@dondoc.example>',
}

async function failureOf(mailer: Mailer, to = mail.to): Promise<unknown> {
  return mailer.send({ ...mail, to }).then(
    () => t.fail('was sent'),
    error => error,
  )
}

await t.test('a mail arrives as written, to one recipient', async t => {
  const sink = await startSmtpSink()
  const mailer = openMailer({ url: sink.url, from: 'don-doc@so.example' })
  t.teardown(() => sink.stop())
  t.teardown(() => mailer.close())
  t.ok(await mailer.verify())
  await mailer.send(mail)
  t.match(sink.mails, [
    { to: [mail.to], from: 'don-doc@so.example', subject: mail.subject, messageId: mail.messageId },
  ])
  t.match(sink.mails[0]?.text, mail.text)
  t.match(sink.mails[0]?.html, mail.html)
})

await t.test('no text makes a second recipient or a header', async t => {
  const sink = await startSmtpSink()
  const mailer = openMailer({ url: sink.url, from: 'don-doc@so.example' })
  t.teardown(() => sink.stop())
  t.teardown(() => mailer.close())
  for (const to of [
    'a@x.vn\r\nBcc: evil@y.vn',
    'a@x.vn, evil@y.vn',
    '"a@x.vn" <evil@y.vn>',
    'a@x.vn evil@y.vn',
  ]) {
    t.equal(classifyMailError(await failureOf(mailer, to)), 'bad_address')
  }
  await mailer.send({ ...mail, subject: 'Chào\r\nBcc: evil@y.vn' })
  t.same(
    sink.mails.flatMap(one => one.to),
    [mail.to],
  )
  t.notMatch(sink.mails[0]?.raw, /^bcc:/im)
  t.throws(() => openMailer({ url: sink.url, from: 'a@x.vn, b@x.vn' }), RangeError)
})

const cases: [string, Behaviour, string, boolean][] = [
  ['421 at the recipient', { recipient: { code: 421 } }, 'temporary', false],
  ['451 at the data', { data: { code: 451 } }, 'temporary', false],
  ['550 at the recipient', { recipient: { code: 550 } }, 'bad_address', false],
  ['554 at the data', { data: { code: 554 } }, 'other', false],
  ['550 at the data', { data: { code: 550 } }, 'other', false],
  ['dropped before the data', { drop: 'before_data' }, 'temporary', false],
  ['dropped before the answer', { drop: 'before_answer' }, 'temporary', true],
]

await t.test('what the server answers says what to do', async t => {
  for (const [name, behaviour, kind, unsure] of cases) {
    const sink = await startSmtpSink(() => behaviour)
    const mailer = openMailer({ url: sink.url, from: 'don-doc@so.example' })
    const error = await failureOf(mailer)
    t.equal(classifyMailError(error), kind, name)
    t.equal(isUnsure(error), unsure, `${name}: may have arrived`)
    mailer.close()
    await sink.stop()
  }
})

await t.test('a server that is not there is no fault of the mail', async t => {
  const sink = await startSmtpSink()
  const { url } = sink
  await sink.stop()
  const mailer = openMailer({ url, from: 'don-doc@so.example' })
  t.teardown(() => mailer.close())
  const error = await failureOf(mailer)
  t.equal(classifyMailError(error), 'temporary')
  t.ok(isUnreachable(error))
  t.notOk(isUnsure(error))
  t.notOk(await mailer.verify())
})
