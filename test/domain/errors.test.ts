import t from 'tap'
import {
  Conflict,
  Invalid,
  isDomainError,
  NotAllowed,
  NotFound,
  WrongState,
} from '../../src/domain/errors.ts'

await t.test('each error has its name and what the handler needs', async t => {
  t.match(new NotFound(), { name: 'NotFound' })
  t.match(new NotAllowed('refused.own-unit'), { name: 'NotAllowed', reasonKey: 'refused.own-unit' })
  t.match(new WrongState('verified', 'report'), { name: 'WrongState', from: 'verified', act: 'report' })
  t.match(new Conflict({ version: 3 }), { name: 'Conflict', current: { version: 3 } })
  t.equal(new Conflict().current, undefined)
  const fields = { due_on: 'invalid.date', title: { key: 'invalid.long', values: { max: 200 } } }
  t.match(new Invalid(fields, { max: 5 }), { name: 'Invalid', fields, values: { max: 5 } })
  t.same(new Invalid(fields).values, {})
})

await t.test('domain errors are told from accidents', async t => {
  for (const error of [
    new NotFound(),
    new NotAllowed('x'),
    new WrongState('a', 'b'),
    new Conflict(),
    new Invalid({}),
  ])
    t.ok(isDomainError(error) && error instanceof Error, error.name)
  for (const other of [new Error('x'), new TypeError('x'), null, { name: 'NotFound' }])
    t.notOk(isDomainError(other))
})
