import t from 'tap'
import type { Row } from '../../src/data/schema.ts'
import { isPartLate, lateSide } from '../../src/domain/late-side.ts'

type Part = Pick<Row<'co_unit'>, 'state' | 'due_on'>
const today = '2018-12-10'
const early = '2018-12-07'
const later = '2018-12-14'

function task(more: Partial<Row<'task'>> = {}) {
  const base = { original_due_on: null, reported_on: null, completed_on: null, percent: 50 }
  return { ...base, state: 'in_progress' as Row<'task'>['state'], due_on: later as string | null, ...more }
}
const part = (state: Part['state'], due_on: string | null = null): Part => ({ state, due_on })

/** By hand: the task, its parts, whose lateness it is, and whether only a co-unit is waited for. */
const table: [string, ReturnType<typeof task>, Part[], string | null, boolean][] = [
  ['in time, no parts', task(), [], null, false],
  ['in time, a part in time', task(), [part('received', today)], null, false],
  ['in time, a part past its own date', task(), [part('received', early)], 'co_unit', false],
  ['a part past its date but handed in', task(), [part('submitted', early)], null, false],
  ['a part that was sent back owes again', task(), [part('returned', early)], 'co_unit', false],
  ['lead done, a part still owed', task({ percent: 100 }), [part('received', today)], null, true],
  [
    'lead done, a part lies with the lead',
    task({ percent: 100 }),
    [part('asked'), part('submitted')],
    null,
    false,
  ],
  ['lead done, parts settled', task({ percent: 100 }), [part('accepted'), part('waived')], null, false],
  ['late, no parts', task({ due_on: early }), [], 'lead', false],
  ['late, parts settled', task({ due_on: early }), [part('accepted', early)], 'lead', false],
  ['late, lead and part behind', task({ due_on: early }), [part('asked')], 'both', false],
  ['late, the part waits for the lead', task({ due_on: early }), [part('submitted', early)], 'lead', false],
  ['late, only the part behind', task({ due_on: early, percent: 100 }), [part('asked')], 'co_unit', true],
  ['not yet received', task({ state: 'issued', due_on: early }), [part('asked')], 'both', false],
  ['reported late', task({ state: 'reported', due_on: early, reported_on: today }), [], 'lead', false],
  [
    'reported in time',
    task({ state: 'reported', due_on: early, reported_on: early }),
    [part('accepted')],
    null,
    false,
  ],
  [
    'suspended stands still',
    task({ state: 'suspended', due_on: early }),
    [part('asked', early)],
    null,
    false,
  ],
  ['closed', task({ state: 'verified', due_on: early, completed_on: today }), [part('waived')], null, false],
  ['no date at all', task({ due_on: null }), [part('asked')], null, false],
]

await t.test('who is late: the lead, a co-unit, or both', async t => {
  for (const [name, of, parts, late, waiting] of table) {
    t.same(lateSide(of, parts, today), { late, waiting }, name)
  }
})

await t.test(
  'a part without a date of its own is due with the task; on the day itself it is not late',
  async t => {
    t.equal(isPartLate(part('asked'), task({ due_on: early }), today), true)
    t.equal(isPartLate(part('asked', later), task({ due_on: early }), today), false)
    t.equal(isPartLate(part('asked', today), task(), today), false)
  },
)
