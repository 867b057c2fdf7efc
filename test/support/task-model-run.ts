import { sql } from 'kysely'
import { insertEvidence } from '../../src/data/evidence.ts'
import { isDomainError } from '../../src/domain/errors.ts'
import { perform } from '../../src/domain/perform.ts'
import { type TaskActName, taskActNames } from '../../src/domain/task-transitions.ts'
import { newId } from '../../src/lib/id.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { cell } from './database.ts'
import { type CastKey, openTestOffice, type TestOffice } from './office.ts'
import { afterAct, afterReview, headOf, judge, type Model, modelActs, type Verdict } from './task-model.ts'
import { inputOf, type RowIds } from './task-model-input.ts'

export interface Tried {
  done: Map<string, number>
  refused: Map<string, number>
}

export interface Real {
  office: TestOffice & { fileId: string }
  tried: Tried
  /** The office's duties of a day; without it a review that comes is ended by the system's act alone. */
  passDay?(day: string): Promise<void>
}

/** One task with what the model says of it; `events` counts what it has left in the record. */
export interface Life extends RowIds {
  model: Model
  taskId: string
  events: number
}

export interface TryOut {
  act: number
  who: CastKey
  fits: number
  days: number
  pick: number
  bad: boolean
  behalf: boolean
}

/**
 * The test office with people who hold two posts: a head who is a leader, a leader who sits on the committee. What
 * SQLite does for power cuts is left out, since thousands of tasks are lived through.
 */
export async function openModelOffice(t: Parameters<typeof openTestOffice>[0]): Promise<Real['office']> {
  const office = await openTestOffice(t)
  const db = office.database.writer
  if (cell === 'sqlite') await sql`pragma synchronous = off`.execute(db)
  // Days that no life comes to are left out too: every act reads the calendar.
  await db.deleteFrom('calendar_day').where('day', '>', '2019-12-31').execute()
  const post = { from_on: '2018-01-01', to_on: null, acting_for_id: null, inspection_id: null, is_head: 0 }
  const made = { unit_id: office.unit.so, created_at: '2018-01-01T00:00:00.000Z', version: 1 }
  await db
    .insertInto('appointment')
    .values([
      {
        ...post,
        ...made,
        id: newId(),
        person_id: office.person.hang,
        role: 'leader',
        title: 'Phó Giám đốc phụ trách',
        committee_id: null,
      },
      {
        ...post,
        ...made,
        id: newId(),
        person_id: office.person.ngan,
        role: 'committee',
        title: 'Ủy viên Ban Chỉ đạo',
        committee_id: office.committeeId,
      },
    ])
    .execute()
  const fileId = newId()
  const file = {
    name: 'qd.pdf',
    media_type: 'application/pdf',
    size: 1,
    sha256: 'x',
    purpose: 'document' as const,
  }
  await db
    .insertInto('file')
    .values({ ...file, id: fileId, created_by: office.person.tuyet, created_at: made.created_at })
    .execute()
  return { ...office, fileId }
}

/** A draft for Phòng Tổ chức cán bộ, with or without a part of Công đoàn ngành. */
export async function beginLife(
  real: Real,
  { day, dueOn, withPart }: { day: string; dueOn: string; withPart: boolean },
): Promise<{ model: Life; real: Real }> {
  const { office } = real
  const coUnits = withPart ? [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }] : []
  const taskId = await office.draft(day, dueOn, { coUnits })
  const part = withPart
    ? await office.database.reader
        .selectFrom('co_unit')
        .select('id')
        .where('task_id', '=', taskId)
        .executeTakeFirst()
    : undefined
  const model: Model = {
    state: 'draft',
    day,
    lead: 'tccb',
    officer: null,
    due: dueOn,
    original: null,
    givenOn: day,
    issuedOn: day,
    reportedOn: null,
    completedOn: null,
    reporter: null,
    drafter: null,
    granted: 0,
    pause: null,
    asked: { extension: null, pause: null, notDoing: null, refusal: null },
    askedDue: '',
    askedReview: '',
    part: withPart ? 'asked' : 'none',
    partDue: null,
    partText: 'Góp ý',
    partNudgedOn: null,
    pieces: [],
    question: false,
    attached: false,
    ready: [],
    deadlineVersion: 0,
  }
  return { model: { model, taskId, partId: part?.id ?? newId(), pieceIds: [], events: 1 }, real }
}

/** Tries one act and holds the task against the model; throws where the two disagree. */
export async function tryAct(life: Life, real: Real, one: TryOut): Promise<void> {
  const { office } = real
  await passDays(life, real, one.days)
  const { model } = life
  const act = actOf(model, one)
  const row = modelActs[act]
  if (!row) throw new Error(`the model has no act ${act}`)
  const { told, sent } = inputOf(office, model, act, one, life)
  const who = one.fits > 1 ? fittingPerson(model, act, told, one) : one.who
  if (act === 'report' && !one.bad && headOf(model) === who) await layReady(life, office, who)
  const expected = judge(model, row, { who, behalf: one.behalf, input: told })
  const { found, subjectId } = await attempt(real, life, { act, who, behalf: one.behalf, sent })
  const said = `${who} tries ${act} ${JSON.stringify(told)} on ${model.day} of ${JSON.stringify(model)}`
  if (!agrees(expected, found, model)) throw new Error(`expected ${expected}, got ${found}: ${said}`)
  const count = expected === 'done' ? real.tried.done : real.tried.refused
  count.set(act, (count.get(act) ?? 0) + 1)
  if (expected === 'done') {
    Object.assign(model, afterAct(model, act, told, who))
    if (act === 'give_subtask') life.pieceIds.push(subjectId)
    life.events += 1
  }
  await compare(life, office, said)
}

/** Withdrawing ends everything, and these lead nowhere: one choice in many. */
const rare = ['withdraw', 'correct', 'assign_officer', 'prepare', 'reassign']
/** What closes or begins anew is chosen oftener than chance would, so that lives come to it and go on. */
const leading = ['issue', 'receive', 'report', 'verify', 'reopen', 'give_subtask']
/** What ends or hands on what hangs on a task, and is tried while something does. */
const ending = ['reassign', 'withdraw', 'decide_non_implementation', 'decide_extension']

function actOf(model: Model, { act, fits, pick }: TryOut): TaskActName {
  if (fits === 0) return taskActNames[act % taskActNames.length] as TaskActName
  const open = taskActNames.filter(name => {
    const row = modelActs[name]
    return row?.from.includes(model.state) && row.open?.(model) !== false
  })
  const common = act % 9 === 0 ? open : open.filter(name => !rare.includes(name))
  const ends = hangs(model) && act % 7 === 0 ? open.filter(name => ending.includes(name)) : []
  const likely = (ends.length > 0 ? ends : common).flatMap(name =>
    leading.includes(name) ? [name, name, name] : [name],
  )
  return (
    likely[(act + pick) % Math.max(1, likely.length)] ??
    (taskActNames[act % taskActNames.length] as TaskActName)
  )
}

function hangs({ question, partDue, pieces }: Model): boolean {
  return question || partDue !== null || pieces.some(piece => piece.state === 'open')
}

const everybody: CastKey[] = ['phuc', 'nhung', 'hang', 'thuy', 'hanh', 'ngan', 'bao', 'khoi', 'son', 'tuyet']

function fittingPerson(
  model: Model,
  act: TaskActName,
  told: Record<string, unknown>,
  { who, pick }: TryOut,
): CastKey {
  const row = modelActs[act]
  const may = everybody.filter(
    one => row?.who(model, one, told) || (one === 'tuyet' && row?.onBehalf?.(model)),
  )
  return may[pick % Math.max(1, may.length)] ?? who
}

async function layReady(life: Life, office: TestOffice, who: CastKey): Promise<void> {
  life.model.ready.push(who)
  await insertEvidence(office.database.writer, {
    id: newId(),
    task_id: life.taskId,
    task_update_id: null,
    kind: 'statement',
    state: 'pending',
    file_id: null,
    document_no: '',
    document_on: null,
    statement: 'Đã thực hiện',
    person_id: office.person[who],
    created_at: '2018-02-01T02:00:00.000Z',
  })
}

/** Days pass one by one; at its review date the system ends a suspension. */
async function passDays(life: Life, real: Real, days: number): Promise<void> {
  const { model } = life
  for (let n = 0; n < days; n += 1) {
    model.day = addDays(model.day, 1)
    if (real.passDay) await real.passDay(model.day)
    if (model.state !== 'suspended' || (model.pause?.review ?? '') > model.day) continue
    if (!real.passDay) await resumeBySystem(life, real.office)
    Object.assign(model, afterReview(model))
    life.events += 1
    await compare(life, real.office, `the review of ${model.day} has come`)
  }
}

async function resumeBySystem({ taskId, model }: Life, office: TestOffice): Promise<void> {
  const act = { act: 'resume', taskId, personId: null, actId: null, channel: 'system' } as const
  await perform(office.database.writer, { ...act, occasion: office.occasion(model.day), input: { note: '' } })
}

interface Attempt {
  act: TaskActName
  who: CastKey
  behalf: boolean
  sent: Record<string, unknown>
}

interface Outcome {
  /** `done`, or the name of the refusal. */
  found: string
  subjectId: string
}

async function attempt({ office }: Real, { taskId, model }: Life, one: Attempt): Promise<Outcome> {
  const onBehalf = {
    leaderId: office.appointment.ngan,
    documentNo: '12/QĐ',
    documentOn: '2018-02-01',
    fileId: office.fileId,
  }
  const more = one.behalf ? { onBehalf } : {}
  try {
    const done = await office.act(one.who, model.day, one.act, taskId, one.sent as never, more)
    return { found: 'done', subjectId: done.subjectId }
  } catch (error) {
    if (!isDomainError(error)) throw error
    return { found: error.name, subjectId: '' }
  }
}

const refusals: Record<Exclude<Verdict, 'done'>, string[]> = {
  not_theirs: ['NotFound', 'NotAllowed'],
  wrong_state: ['WrongState'],
  invalid: ['Invalid'],
}

/** A unit does not see a draft, so that to it the task is not there whatever it tries. */
function agrees(expected: Verdict, found: string, model: Model): boolean {
  if (expected === 'done') return found === 'done'
  return refusals[expected].includes(found) || (model.state === 'draft' && found === 'NotFound')
}

async function compare(
  { model, taskId, partId, events }: Life,
  office: TestOffice,
  said: string,
): Promise<void> {
  const found = await sql<Record<string, unknown>>`
    select t.state, t.due_on, t.original_due_on, t.reported_on, t.completed_on, t.lead_unit_id, t.officer_id,
      t.reported_by, t.extension_count, t.deadline_version,
      case when t.closed_on is null then 0 else 1 end as closed,
      (select count(*) from event where task_id = t.id) as events,
      (select count(*) from extension where task_id = t.id and state = 'pending') as extensions,
      (select count(*) from suspension_request where task_id = t.id and state = 'pending') as pauses,
      (select count(*) from non_implementation where task_id = t.id and state = 'pending') as proposals,
      (select count(*) from refusal where task_id = t.id and state = 'pending') as refusals,
      (select count(*) from subtask where task_id = t.id) as pieces,
      (select count(*) from subtask where task_id = t.id and state = 'open') as open_pieces,
      (select count(*) from update_request where task_id = t.id and state = 'open') as questions,
      part.state as part_state, part.due_on as part_due_on, part.nudged_on, part.deliverable
    from task t left join co_unit part on part.id = ${partId} where t.id = ${taskId}`.execute(
    // The connection that wrote has its pages at hand; what it says stands only once it is committed.
    office.database.writer,
  )
  const row = found.rows[0] ?? {}
  const expected = { ...taskColumns(model, office, row), ...partColumns(model), events }
  for (const [column, value] of Object.entries(expected)) {
    const stored = typeof value === 'number' ? Number(row[column]) : row[column]
    if (stored !== value)
      throw new Error(`${column} is ${String(stored)}, not ${String(value)}, after: ${said}`)
  }
}

function taskColumns(
  model: Model,
  office: TestOffice,
  row: Record<string, unknown>,
): Record<string, unknown> {
  return {
    state: model.state,
    due_on: model.due,
    original_due_on: model.original,
    reported_on: model.state === 'withdrawn' ? row.reported_on : model.reportedOn,
    completed_on: model.completedOn,
    lead_unit_id: office.unit[model.lead],
    officer_id: model.officer && office.appointment[model.officer],
    reported_by: model.reporter && office.person[model.reporter],
    extension_count: model.granted,
    deadline_version: model.deadlineVersion,
    closed: ['verified', 'not_implemented', 'withdrawn'].includes(model.state) ? 1 : 0,
    extensions: model.asked.extension ? 1 : 0,
    pauses: model.asked.pause ? 1 : 0,
    proposals: model.asked.notDoing ? 1 : 0,
    refusals: model.asked.refusal ? 1 : 0,
  }
}

/** What the rows that hang on the task hold. */
function partColumns(model: Model): Record<string, unknown> {
  return {
    pieces: model.pieces.length,
    open_pieces: model.pieces.filter(piece => piece.state === 'open').length,
    questions: model.question ? 1 : 0,
    part_state: model.part === 'none' ? null : model.part,
    part_due_on: model.partDue,
    nudged_on: model.partNudgedOn,
    deliverable: model.part === 'none' ? null : model.partText,
  }
}
