/**
 * PRODUCT §3 as a model: random acts by random people on one task. The table below is written by hand from the
 * document, not from the code, so that the two can disagree.
 */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { insertEvidence } from '../../src/data/evidence.ts'
import { verifyChains } from '../../src/domain/chain.ts'
import { isDomainError } from '../../src/domain/errors.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { type TaskActName, taskActNames } from '../../src/domain/task-transitions.ts'
import { newId } from '../../src/lib/id.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { cell } from '../support/database.ts'
import { type CastKey, openTestOffice, type TestOffice, testKeys } from '../support/office.ts'

const anyOpen = ['issued', 'in_progress', 'returned', 'reported', 'suspended']
const same = 'same'

/** act → states it starts from, states it may end in, and who of the cast may do it on the test's task. */
interface Rule {
  from: string[]
  to: string[]
  who: CastKey[]
}

const product: Partial<Record<TaskActName, Rule>> = {
  prepare: { from: ['draft'], to: [same], who: ['tuyet', 'bao', 'ngan'] },
  issue: { from: ['draft'], to: ['issued'], who: ['bao', 'ngan'] },
  receive: { from: ['issued'], to: ['in_progress'], who: ['phuc'] },
  refuse: { from: ['issued'], to: ['draft'], who: ['phuc'] },
  update: { from: ['in_progress', 'returned'], to: [same], who: ['phuc', 'hanh'] },
  draft_report: { from: ['in_progress', 'returned'], to: [same], who: ['phuc', 'hanh'] },
  report: { from: ['in_progress', 'returned'], to: ['reported'], who: ['phuc'] },
  take_back: { from: ['reported'], to: ['in_progress'], who: ['phuc'] },
  verify: { from: ['reported'], to: ['verified'], who: ['khoi', 'bao', 'ngan'] },
  return: { from: ['reported'], to: ['returned'], who: ['khoi', 'bao', 'ngan'] },
  suspend: { from: ['in_progress', 'returned'], to: ['suspended'], who: ['bao', 'ngan'] },
  resume: { from: ['suspended'], to: ['in_progress'], who: ['bao', 'ngan'] },
  propose_non_implementation: {
    from: ['issued', 'in_progress', 'returned'],
    to: [same],
    who: ['bao', 'ngan'],
  },
  decide_non_implementation: {
    from: ['issued', 'in_progress', 'returned'],
    to: [same, 'not_implemented'],
    who: ['son'],
  },
  withdraw: { from: anyOpen, to: ['withdrawn'], who: ['bao', 'ngan'] },
  assign_officer: { from: anyOpen, to: [same], who: ['phuc'] },
  correct: { from: anyOpen, to: [same], who: ['tuyet', 'bao', 'ngan'] },
  request_extension: { from: ['in_progress', 'returned'], to: [same], who: ['phuc'] },
  withdraw_extension: { from: anyOpen, to: [same], who: ['phuc'] },
  decide_extension: { from: ['in_progress', 'returned'], to: [same], who: ['bao', 'ngan', 'son'] },
}

type Input = Record<string, unknown>

function inputOf(office: TestOffice, act: TaskActName, day: string, dueOn: string, coin: boolean): Input {
  const later = addDays(dueOn > day ? dueOn : day, 7)
  const inputs: Partial<Record<TaskActName, Input>> = {
    receive: { officerId: office.appointment.hanh },
    refuse: { reason: 'Không thuộc', proposedUnitId: office.unit.vp },
    update: { text: 'Tiến độ', percent: 40, blocker: '' },
    draft_report: { text: 'Bản soạn', claimedOn: null },
    report: { text: 'Hoàn thành', claimedOn: day },
    take_back: { reason: 'Soạn lại' },
    verify: { note: '' },
    return: { reason: 'Thiếu', missing: 'Chữ ký', supplementDueOn: later },
    suspend: { ground: 'law', note: '', documentNo: '1/QĐ', reviewOn: addDays(day, 10) },
    resume: { note: '' },
    propose_non_implementation: { explanation: 'Không còn phù hợp' },
    decide_non_implementation: { verdict: coin ? 'accepted' : 'refused', decisionNo: '5/QĐ', note: 'Ý kiến' },
    withdraw: { reason: 'Trùng', successorId: null },
    assign_officer: { officerId: coin ? office.appointment.hanh : null },
    correct: { title: `Tên ${randomUUID()}`, criterion: 'Tiêu chí', reason: 'Sai chữ' },
    request_extension: { reason: 'Chờ', doneSoFar: 'Một nửa', plan: 'Tuần sau', newDueOn: later },
    withdraw_extension: { reason: '' },
    decide_extension: { verdict: coin ? 'granted' : 'redo', grantedDueOn: later, note: 'Ý kiến' },
    prepare: {
      title: 'Nhiệm vụ',
      criterion: 'Sản phẩm',
      leadUnitId: office.unit.tccb,
      dueOn: later,
      documentNo: '',
      documentOn: null,
      documentFileId: null,
      verifierId: null,
      coUnits: [],
    },
  }
  return inputs[act] ?? {}
}

async function stateOf(office: TestOffice, id: string) {
  const columns = ['state', 'due_on', 'version', 'officer_id'] as const
  return office.database.reader
    .selectFrom('task')
    .select(columns)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

async function countEvents(office: TestOffice): Promise<number> {
  const row = await office.database.reader
    .selectFrom('event')
    .select(eb => eb.fn.countAll().as('n'))
    .executeTakeFirst()
  return Number(row?.n)
}

async function layEvidence(office: TestOffice, taskId: string): Promise<void> {
  await insertEvidence(office.database.writer, {
    id: newId(),
    task_id: taskId,
    task_update_id: null,
    kind: 'statement',
    state: 'pending',
    file_id: null,
    document_no: '',
    document_on: null,
    statement: 'Có',
    person_id: office.person.phuc,
    created_at: '2018-11-20T02:00:00.000Z',
  })
}

const step = fc.record({
  act: fc.constantFrom(...taskActNames.filter(name => product[name])),
  who: fc.constantFrom<CastKey>(
    'tuyet',
    'bao',
    'ngan',
    'phuc',
    'hanh',
    'hang',
    'khoi',
    'son',
    'minh',
    'quan',
    'hieu',
  ),
  days: fc.nat({ max: 3 }),
  coin: fc.boolean(),
  /** Most steps take an act that fits the state and someone who may, so that sequences reach the far states. */
  fitting: fc.noBias(fc.integer({ min: 0, max: 3 })),
  pick: fc.noBias(fc.nat({ max: 10_000 })),
})

/** Withdrawing ends everything and corrections lead nowhere, so that they are one choice in many. */
const rare = ['withdraw', 'correct', 'assign_officer', 'prepare']

function fittingAct(state: string, pick: number): TaskActName | undefined {
  const names = taskActNames.filter(name => product[name]?.from.includes(state))
  const choice = pick % 7 === 0 ? names : names.filter(name => !rare.includes(name))
  return choice[pick % Math.max(1, choice.length)]
}

await t.test('no sequence of acts reaches a state the table does not name', async t => {
  const office = await openTestOffice(t)
  const seen = new Set<string>()
  const runs = cell === 'sqlite' ? 60 : 10
  await fc.assert(
    fc.asyncProperty(fc.noBias(fc.array(step, { minLength: 15, maxLength: 30 })), async steps => {
      let day = '2018-11-20'
      const id = await office.draft(day, '2018-12-14')
      await layEvidence(office, id)
      for (const one of steps) {
        day = addDays(day, one.days)
        await takeStep(office, id, day, one, seen)
      }
    }),
    { numRuns: runs },
  )
  // What answers a pending request is rarely met by chance; it has tests of its own below.
  const missed = Object.keys(product).filter(name => !seen.has(name) && !/extension|non_impl/.test(name))
  if (cell === 'sqlite') t.same(missed, [], 'every act was done at least once')
  t.same(
    (await findContradictions(office.database.reader)).contradictions,
    [],
    'the events give the same tasks',
  )
  t.equal((await verifyChains(office.database.reader, testKeys))[0]?.broken, undefined, 'the chain is whole')
})

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

async function takeStep(
  office: TestOffice,
  id: string,
  day: string,
  one: Step,
  seen: Set<string>,
): Promise<void> {
  const before = await stateOf(office, id)
  const act = (one.fitting > 0 && fittingAct(before.state, one.pick)) || one.act
  const rule = product[act] as Rule
  const who = one.fitting > 0 ? (rule.who[one.pick % rule.who.length] as CastKey) : one.who
  const events = await countEvents(office)
  const input = inputOf(office, act, day, before.due_on ?? day, one.coin)
  const done = await attempt(office, who, day, act, id, input)
  const after = await stateOf(office, id)
  const grown = (await countEvents(office)) - events
  if (!done) {
    if (after.version !== before.version || grown !== 0) throw new Error(`a refused ${act} left a trace`)
    return
  }
  seen.add(act)
  const fault = faultOf({
    act,
    rule,
    who,
    before,
    after,
    grown,
    isOfficer: before.officer_id === office.appointment.hanh,
  })
  if (fault) throw new Error(fault)
}

interface Outcome {
  act: string
  rule: Rule
  who: CastKey
  before: { state: string }
  after: { state: string }
  grown: number
  isOfficer: boolean
}

function faultOf({ act, rule, who, before, after, grown, isOfficer }: Outcome): string | undefined {
  if (!rule.who.includes(who) || (who === 'hanh' && !isOfficer)) return `${who} may not ${act}`
  if (!rule.from.includes(before.state)) return `${act} from ${before.state}`
  const stays = rule.to.includes(same) && after.state === before.state
  if (!stays && !rule.to.includes(after.state)) return `${act} ended in ${after.state}`
  return grown === 1 ? undefined : `${act} left ${grown} events`
}

async function attempt(
  office: TestOffice,
  who: CastKey,
  day: string,
  act: TaskActName,
  id: string,
  input: Input,
) {
  try {
    await office.act(who, day, act, id, input as never)
    return true
  } catch (error) {
    if (!isDomainError(error)) throw error
    return false
  }
}

await t.test('a suspension gives its working days back, and a late task stays exactly as late', async t => {
  const office = await openTestOffice(t)
  for (const [due, suspended, resumed, moved] of [
    ['2018-12-14', '2018-12-03', '2018-12-10', '2018-12-21'],
    ['2018-11-30', '2018-12-05', '2018-12-07', '2018-12-04'],
  ] as const) {
    const id = await office.issued('2018-11-20', due)
    await office.act('phuc', '2018-11-20', 'receive', id, { officerId: null })
    const reviewOn = addDays(suspended, 10)
    await office.act('ngan', suspended, 'suspend', id, {
      ground: 'law',
      note: '',
      documentNo: '1/QĐ',
      reviewOn,
    })
    await office.act('ngan', resumed, 'resume', id, { note: '' })
    t.match(await stateOf(office, id), { state: 'in_progress', due_on: moved })
  }
})

await t.test('a return does not charge the days of verification to the unit', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-07')
  await office.act('phuc', '2018-11-20', 'receive', id, { officerId: null })
  await layEvidence(office, id)
  await office.act('phuc', '2018-11-28', 'report', id, { text: 'Xong', claimedOn: '2018-11-28' })
  await office.act('khoi', '2018-12-03', 'return', id, {
    reason: 'Thiếu',
    missing: 'Thang điểm',
    supplementDueOn: '2018-12-12',
  })
  const task = await office.database.reader
    .selectFrom('task')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  t.match(task, { state: 'returned', due_on: '2018-12-12', original_due_on: '2018-12-07', reported_on: null })
})

await t.test(
  'the first extension is the leader’s, the second the committee’s, never the asker’s',
  async t => {
    const office = await openTestOffice(t)
    const id = await office.issued('2018-11-20', '2018-11-30')
    await office.act('phuc', '2018-11-20', 'receive', id, { officerId: null })
    const ask = (day: string, newDueOn: string) =>
      office.act('phuc', day, 'request_extension', id, {
        reason: 'Chờ',
        doneSoFar: 'Nửa',
        plan: 'Tuần sau',
        newDueOn,
      })
    const grant = { verdict: 'granted', grantedDueOn: null, note: '' }
    await ask('2018-11-28', '2018-12-14')
    await t.rejects(ask('2018-11-28', '2018-12-21'), { name: 'WrongState' }, 'one pending at a time')
    await t.rejects(office.act('phuc', '2018-11-28', 'decide_extension', id, grant), { name: 'NotAllowed' })
    await t.rejects(office.act('son', '2018-11-28', 'decide_extension', id, grant), { name: 'NotAllowed' })
    await office.act('ngan', '2018-11-29', 'decide_extension', id, grant)
    t.match(await stateOf(office, id), { due_on: '2018-12-14' })
    await ask('2018-12-17', '2018-12-28')
    await t.rejects(office.act('ngan', '2018-12-17', 'decide_extension', id, grant), { name: 'NotAllowed' })
    await office.act('son', '2018-12-18', 'decide_extension', id, grant)
    const rows = await office.database.reader
      .selectFrom('extension')
      .selectAll()
      .where('task_id', '=', id)
      .orderBy('ordinal')
      .execute()
    t.match(rows, [
      { ordinal: 1, state: 'granted', asked_late: 0 },
      { ordinal: 2, state: 'granted', asked_late: 1 },
    ])
    t.match(await stateOf(office, id), { due_on: '2018-12-28' })
  },
)

await t.test(
  'only the committee decides not to implement, and then the task is closed, never done',
  async t => {
    const office = await openTestOffice(t)
    const id = await office.issued('2018-11-20', '2018-12-14')
    const decide = (verdict: string) => ({ verdict, decisionNo: '13-TB/BCĐ', note: 'Ý kiến' })
    await t.rejects(office.act('son', '2018-11-21', 'decide_non_implementation', id, decide('accepted')), {
      name: 'WrongState',
    })
    await office.act('ngan', '2018-11-21', 'propose_non_implementation', id, {
      explanation: 'Không có kinh phí',
    })
    await t.rejects(office.act('ngan', '2018-11-21', 'decide_non_implementation', id, decide('accepted')), {
      name: 'NotAllowed',
    })
    await office.act('son', '2018-11-22', 'decide_non_implementation', id, decide('refused'))
    t.match(await stateOf(office, id), { state: 'issued' })
    await office.act('ngan', '2018-11-22', 'propose_non_implementation', id, {
      explanation: 'Vẫn không có kinh phí',
    })
    await office.act('son', '2018-11-23', 'decide_non_implementation', id, decide('accepted'))
    t.match(await stateOf(office, id), { state: 'not_implemented' })
  },
)

await t.test('a secretary acts on behalf only with the leader, the document and its file', async t => {
  const office = await openTestOffice(t)
  const id = await office.draft('2018-11-20', '2018-12-14')
  await t.rejects(office.act('tuyet', '2018-11-20', 'issue', id, {}), {
    name: 'Invalid',
    fields: { leaderId: 'error.required.leaderId', behalfFile: 'error.required.behalfFile' },
  })
  const fileId = newId()
  await office.database.writer
    .insertInto('file')
    .values({
      id: fileId,
      name: 'ke-hoach.pdf',
      media_type: 'application/pdf',
      size: 3,
      sha256: 'x',
      purpose: 'document',
      created_by: office.person.tuyet,
      created_at: '2018-11-20T02:00:00.000Z',
    })
    .execute()
  const onBehalf = {
    leaderId: office.appointment.ngan,
    documentNo: '118/KH',
    documentOn: '2018-11-20',
    fileId,
  }
  await t.rejects(
    office.act(
      'tuyet',
      '2018-11-20',
      'issue',
      id,
      {},
      { onBehalf: { ...onBehalf, leaderId: office.appointment.phuc } },
    ),
    { name: 'Invalid', fields: { leaderId: 'error.required.leaderId' } },
  )
  await office.act('tuyet', '2018-11-20', 'issue', id, {}, { onBehalf })
  const event = await office.database.reader
    .selectFrom('event')
    .selectAll()
    .where('act', '=', 'issue')
    .executeTakeFirstOrThrow()
  t.match(event, { appointment_id: office.appointment.tuyet, on_behalf_of_id: office.appointment.ngan })
  t.match(await stateOf(office, id), { state: 'issued' })
})
