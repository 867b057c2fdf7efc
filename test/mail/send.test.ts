import t from 'tap'
import { parseAddress } from '../../src/mail/address.ts'
import { classifyMailError, isUnreachable, isUnsure } from '../../src/mail/classify.ts'
import { type Mailer, openMailer } from '../../src/mail/send.ts'
import { type Script, startScriptedSmtp } from '../support/smtp-script.ts'
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

const afterMs = 150
const long = 'một dòng dài\n'.repeat(50_000)
/** Where the server acts, what the error means, whether the mail may have arrived, whether the server was away. */
const scripts: [Script, string, string, boolean, boolean][] = [
  [{ at: 'greeting', afterMs }, 'short', 'temporary', false, true],
  [{ at: 'greeting', answer: '421 4.3.2 closing' }, 'short', 'temporary', false, false],
  [{ at: 'greeting', answer: '554 5.7.1 no mail here' }, 'short', 'other', false, false],
  [{ at: 'MAIL', answer: '550 5.7.1 sender refused' }, 'short', 'other', false, false],
  [{ at: 'MAIL', answer: '553 5.1.8 bad sender address' }, 'short', 'other', false, false],
  [{ at: 'MAIL', answer: '452 4.3.1 no space' }, 'short', 'temporary', false, false],
  [{ at: 'RCPT', answer: '550 5.1.1 no such user' }, 'short', 'bad_address', false, false],
  [{ at: 'RCPT', answer: '550 5.7.1 relaying denied' }, 'short', 'other', false, false],
  [{ at: 'RCPT', answer: '552 5.2.2 mailbox full' }, 'short', 'other', false, false],
  [{ at: 'RCPT', answer: '450 4.2.1 greylisted' }, 'short', 'temporary', false, false],
  [{ at: 'RCPT', afterMs }, 'short', 'temporary', false, false],
  [{ at: 'DATA', afterMs }, 'short', 'temporary', false, false],
  [{ at: 'DATA', answer: '554 no' }, 'short', 'other', false, false],
  [{ at: 'body', afterMs }, long.repeat(20), 'temporary', false, false],
  [{ at: 'end', afterMs }, 'short', 'temporary', true, false],
  [{ at: 'end', answer: '421 4.3.0 closing', cut: true }, 'short', 'temporary', false, false],
  [{ at: 'end', answer: '550 5.1.1 no such user' }, 'short', 'bad_address', false, false],
  [{ at: 'end', answer: '554 5.6.0 not liked' }, 'short', 'other', false, false],
]

await t.test('where the dialogue breaks says whether the mail may have arrived', async t => {
  for (const [script, text, kind, unsure, away] of scripts) {
    const name = `${script.at}: ${script.answer ?? 'cut'}`
    const server = await startScriptedSmtp(script)
    const mailer = openMailer({ url: server.url, from: 'don-doc@so.example' })
    const error = await mailer.send({ ...mail, text }).then(
      () => t.fail(name),
      error => error,
    )
    t.equal(classifyMailError(error), kind, name)
    t.equal(isUnsure(error), unsure, `${name}: may have arrived`)
    t.equal(isUnreachable(error), away, `${name}: nobody there`)
    mailer.close()
    await server.stop()
  }
})

await t.test('a connection lost after the answer is no failure, and the next mail goes out', async t => {
  const server = await startScriptedSmtp({ at: 'end', answer: '250 taken', cut: true })
  const mailer = openMailer({ url: server.url, from: 'don-doc@so.example' })
  t.teardown(() => server.stop())
  t.teardown(() => mailer.close())
  for (const messageId of ['<1@a.example>', '<2@a.example>']) {
    t.match(await mailer.send({ ...mail, messageId }), { response: '250 taken' })
  }
})

await t.test('what still waits when the mailer is closed is to be tried again', async t => {
  const server = await startScriptedSmtp({ at: 'end', answer: '250 taken', afterMs: 400 })
  const mailer = openMailer({ url: server.url, from: 'don-doc@so.example' })
  t.teardown(() => server.stop())
  const sends = Array.from({ length: 8 }, () => mailer.send(mail).catch((error: unknown) => error))
  await new Promise(resolve => setTimeout(resolve, 150))
  mailer.close()
  const results = await Promise.all(sends)
  const failed = results.filter(result => result instanceof Error)
  t.equal(results.length - failed.length, 6, 'those in hand are finished')
  for (const error of failed) {
    t.equal(classifyMailError(error), 'temporary')
    t.notOk(isUnsure(error))
  }
})

await t.test('no error at all is one for a person to look at', async t => {
  for (const nothing of [null, undefined, 'text', new Error('what?')]) {
    t.equal(classifyMailError(nothing), 'other')
    t.notOk(isUnsure(nothing))
    t.notOk(isUnreachable(nothing))
  }
})

await t.test('an address is one, or none', async t => {
  t.equal(parseAddress('an.nguyen+x@Phong.SO.example'), 'an.nguyen+x@phong.so.example')
  t.equal(parseAddress('an@sở.example'), parseAddress('an@xn--s-lym.example'))
  t.equal(parseAddress('an@sở.example'.normalize('NFD')), 'an@xn--s-lym.example')
  const wrong = [
    '',
    '@',
    'an',
    'an@',
    '@a.vn',
    'an@a',
    'a@b@c.vn',
    ' an@a.vn',
    'an@a.vn ',
    'an@a.vn\n',
    'an@a.vn:25',
  ]
  const worse = [
    'an@[1.2.3.4]',
    'an@1.2.3.4',
    '<an@a.vn>',
    'A <an@a.vn>',
    '"an"@a.vn',
    'an@a.vn,b@a.vn',
    'an@a.vn;b@a.vn',
  ]
  const worst = [
    'an@a.vn\r\nBcc: x@y.vn',
    'an@a%0a.vn',
    'an@a\u0000.vn',
    'ân@a.vn',
    'an@а\u200b.vn',
    `an@${'a.'.repeat(130)}vn`,
  ]
  for (const text of [...wrong, ...worse, ...worst]) t.equal(parseAddress(text), null, JSON.stringify(text))
})
