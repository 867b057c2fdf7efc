import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import type { TaskState } from '../../src/data/schema-task.ts'
import { findTaskFacts, type TaskFacts } from '../../src/data/task.ts'
import { actAuthority, offeredActs, offeredAuthority } from '../../src/domain/offered-acts.ts'
import { taskActNames, taskTransitions } from '../../src/domain/task-transitions.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

/** What the lead head can do about parts and about work within the unit, of which nothing is given yet. */
const hanging = ['plan_co_unit', 'nudge_co_unit', 'give_subtask']

/** Written by hand from PRODUCT §3: what each of the cast is offered on a task with one co-unit, by state. */
const expected: Record<TaskState, Partial<Record<CastKey, string[]>>> = {
  draft: { tuyet: ['prepare', 'issue'], ngan: ['prepare', 'issue'] },
  issued: {
    phuc: ['receive', 'refuse', 'assign_officer', 'plan_co_unit', 'nudge_co_unit'],
    thuy: ['receive_co_unit', 'update_co_unit', 'submit_co_unit'],
    ngan: ['propose_non_implementation', 'withdraw', 'reassign', 'correct', 'plan_co_unit'],
    tuyet: ['withdraw', 'reassign', 'correct'],
  },
  in_progress: {
    phuc: [
      'update',
      'draft_report',
      'report',
      'request_suspension',
      'assign_officer',
      'request_extension',
      'waive_co_unit',
      ...hanging,
    ],
    hanh: ['update', 'draft_report'],
    thuy: ['receive_co_unit', 'update_co_unit', 'submit_co_unit'],
    ngan: [
      'suspend',
      'propose_non_implementation',
      'withdraw',
      'reassign',
      'correct',
      'plan_co_unit',
      'ask_update',
    ],
    tuyet: ['suspend', 'withdraw', 'reassign', 'correct', 'ask_update'],
  },
  returned: {
    phuc: [
      'update',
      'draft_report',
      'report',
      'request_suspension',
      'assign_officer',
      'request_extension',
      'waive_co_unit',
      ...hanging,
    ],
    hanh: ['update', 'draft_report'],
    thuy: ['receive_co_unit', 'update_co_unit', 'submit_co_unit'],
    ngan: [
      'suspend',
      'propose_non_implementation',
      'withdraw',
      'reassign',
      'correct',
      'plan_co_unit',
      'ask_update',
    ],
    tuyet: ['suspend', 'withdraw', 'reassign', 'correct', 'ask_update'],
  },
  reported: {
    phuc: ['take_back', 'assign_officer'],
    khoi: ['verify', 'return'],
    ngan: ['verify', 'return', 'withdraw', 'reassign', 'correct'],
    tuyet: ['withdraw', 'reassign', 'correct'],
  },
  suspended: {
    phuc: ['assign_officer'],
    ngan: ['resume', 'withdraw', 'reassign', 'correct'],
    tuyet: ['resume', 'withdraw', 'reassign', 'correct'],
  },
  verified: { ngan: ['reopen'], son: ['reopen'] },
  not_implemented: { ngan: ['reopen'], son: ['reopen'] },
  withdrawn: {},
}

async function offerOf(office: TestOffice, who: CastKey, facts: TaskFacts) {
  const actor = await findActor(office.database.reader, office.person[who], '2018-12-10')
  if (!actor) throw new Error(`${who} is unknown`)
  return offeredActs(actor, facts)
}

await t.test('each role is offered its acts in each state, and nobody anything else', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14', {
    coUnits: [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }],
  })
  const found = await findTaskFacts(office.database.reader, id)
  if (!found) throw new Error('no task')
  const { hanh } = office.appointment
  for (const [state, byWhom] of Object.entries(expected)) {
    const facts = { ...found, task: { ...found.task, state: state as TaskState, officer_id: hanh } }
    for (const who of Object.keys(office.person) as CastKey[]) {
      const names = (await offerOf(office, who, facts)).map(offer => offer.act)
      t.same(names, byWhom[who] ?? (who === 'bao' ? (byWhom.ngan ?? []) : []), `${who} on ${state}`)
    }
  }
})

await t.test('a secretary acts on behalf; what is pending decides what is offered', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  await office.act('phuc', '2018-12-03', 'request_extension', id, {
    reason: 'Đại hội',
    doneSoFar: 'Dự thảo',
    plan: 'Trình ký',
    newDueOn: '2018-12-28',
  })
  const facts = await findTaskFacts(office.database.reader, id)
  if (!facts) throw new Error('no task')
  const names = async (who: CastKey) => (await offerOf(office, who, facts)).map(offer => offer.act)
  t.notOk((await names('phuc')).includes('request_extension'))
  t.ok((await names('phuc')).includes('withdraw_extension'))
  t.notOk((await names('phuc')).includes('decide_extension'), 'who asked never decides')
  t.ok((await names('ngan')).includes('decide_extension'))
  t.notOk((await names('son')).includes('decide_extension'), 'the first is the leader’s')
  const later = { ...facts, task: { ...facts.task, extension_count: 1 } }
  t.same(
    (await offerOf(office, 'son', later)).map(offer => offer.act),
    ['decide_extension'],
  )
  const offers = await offerOf(office, 'tuyet', facts)
  t.same(offers.find(offer => offer.act === 'suspend')?.authority.onBehalf, true)
  t.same(offers.find(offer => offer.act === 'correct')?.authority.onBehalf, false)
})

await t.test(
  'one act asked for gives what the whole offer gives; a role is known apart from the state',
  async t => {
    const office = await openTestOffice(t)
    const id = await office.issued('2018-11-20', '2018-12-14')
    const facts = await findTaskFacts(office.database.reader, id)
    const actor = await findActor(office.database.reader, office.person.phuc, '2018-12-10')
    if (!facts || !actor) throw new Error('no task')
    const offered = new Set(offeredActs(actor, facts).map(offer => offer.act))
    for (const act of taskActNames)
      t.equal(offeredAuthority(actor, facts, act) !== undefined, offered.has(act), act)
    t.ok(actAuthority(actor, facts, 'report'))
    t.notOk(taskTransitions.report.from.includes(facts.task.state))
    t.equal(actAuthority(actor, facts, 'verify'), undefined)
  },
)
