import { randomBytes } from 'node:crypto'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Runs the statements; TEXT compares by bytes on both databases, so that one ORDER BY serves both. */
async function run(db: Kysely<any>, ddl: string): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = ddl
    .replaceAll(/\bTEXT\b/g, postgres ? 'text collate "C"' : 'text')
    .replaceAll(/\bSTRICT\b/g, postgres ? '' : 'strict')
  for (const statement of text.split(/;\s*\n/).filter(part => part.trim() !== '')) {
    await sql.raw(statement).execute(db)
  }
}

/**
 * What a figure of an earlier day needs besides a task's state and deadlines: its recommendation, when the unit took it
 * over and last spoke, what became of a cycle; which unit stood where under which leader; and which days were worked
 * as far as was known.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    alter table task_period add column recommendation_id TEXT;
    alter table task_period add column obligation_id TEXT;
    alter table task_period add column issued_on TEXT;
    alter table task_period add column received_on TEXT;
    alter table task_period add column updated_on TEXT;
    alter table task_period add column supplement_due_on TEXT;
    alter table task_period add column officer_id TEXT;
    alter table task_period add column percent integer;
    alter table task_period add column extension_count integer;
    alter table task_period add column receipt TEXT;
    alter table task_period add column cycle TEXT;
    create table unit_period (
      id TEXT primary key, unit_id TEXT not null references unit (id), from_on TEXT not null, to_on TEXT,
      path TEXT not null, leader_appointment_id TEXT references appointment (id),
      unique (unit_id, from_on)) STRICT;
    create table calendar_change (
      id TEXT primary key, day TEXT not null, changed_on TEXT not null, kind_before TEXT) STRICT;
    create index calendar_change_on on calendar_change (changed_on);
  `,
  )
  const days = await backfillCalendar(db)
  await backfillUnits(db)
  await backfillTasks(db, days)
  await run(
    db,
    `
    create index task_period_recommendation on task_period (recommendation_id, task_id, from_on);
    create index task_period_inspection on task_period (inspection_id, from_on, to_on);
    create index task_period_unit on task_period (lead_unit_id, from_on);
    create index unit_period_path on unit_period (path);
  `,
  )
}

type Days = Map<string, string>

/** Days changed before today's table was kept: what stood there is known where an earlier event put it there. */
async function backfillCalendar(db: Kysely<any>): Promise<Days> {
  const events = await db
    .selectFrom('event')
    .select(['act', 'occurred_on', 'payload'])
    .where('act', 'in', ['set_calendar_day', 'remove_calendar_day'])
    .orderBy('organisation_id')
    .orderBy('seq')
    .execute()
  const known = new Map<string, string>()
  for (const { act, occurred_on, payload } of events) {
    const { day, kind } = JSON.parse(payload)
    const kind_before = act === 'remove_calendar_day' ? kind : (known.get(day) ?? null)
    await db
      .insertInto('calendar_change')
      .values({ id: newId(), day, changed_on: occurred_on, kind_before })
      .execute()
    if (act === 'set_calendar_day') known.set(day, kind)
    else known.delete(day)
  }
  const rows = await db.selectFrom('calendar_day').select(['day', 'kind']).execute()
  return new Map(rows.map(row => [row.day, row.kind]))
}

/** Units kept their place so far; who was in charge stands in the events, and before them nobody was named. */
async function backfillUnits(db: Kysely<any>): Promise<void> {
  const first = await db
    .selectFrom('event')
    .select(eb => eb.fn.min('occurred_on').as('day'))
    .executeTakeFirst()
  const events = await db
    .selectFrom('event')
    .select(['subject_id', 'act', 'occurred_on', 'payload'])
    .where('act', 'in', ['create_unit', 'change_unit'])
    .orderBy('organisation_id')
    .orderBy('seq')
    .execute()
  const byUnit = Map.groupBy(events, event => event.subject_id)
  for (const unit of await db.selectFrom('unit').selectAll().execute()) {
    const own = byUnit.get(unit.id) ?? []
    const facts = own.map(event => ({
      day: event.occurred_on as string,
      leader: (JSON.parse(event.payload).leader_appointment_id || null) as string | null,
    }))
    const created = own[0]?.act === 'create_unit'
    if (!created) {
      const firstOn = (first?.day as string | null) ?? (unit.created_at as string).slice(0, 10)
      facts.unshift({ day: firstOn, leader: own.length > 0 ? null : unit.leader_appointment_id })
    }
    const rows = leaderPeriods(facts).map(({ leader, ...period }) => ({
      ...period,
      id: newId(),
      unit_id: unit.id,
      path: unit.path,
      leader_appointment_id: leader,
    }))
    await db.insertInto('unit_period').values(rows).execute()
  }
}

interface LeaderPeriod {
  from_on: string
  to_on: string | null
  leader: string | null
}

function leaderPeriods(facts: { day: string; leader: string | null }[]): LeaderPeriod[] {
  const periods: LeaderPeriod[] = []
  for (const { day, leader } of facts) {
    const open = periods.at(-1)
    if (open && open.leader === leader) continue
    if (open?.from_on === day) {
      open.leader = leader
      continue
    }
    if (open) open.to_on = day
    periods.push({ from_on: day, to_on: null, leader })
  }
  return periods
}

interface Story {
  periods: Record<string, any>[]
  judged: boolean
  missed: boolean
}

const columns = [
  'organisation_id',
  'inspection_id',
  'recommendation_id',
  'obligation_id',
  'state',
  'lead_unit_id',
  'officer_id',
  'due_on',
  'original_due_on',
  'issued_on',
  'received_on',
  'updated_on',
  'supplement_due_on',
  'reported_on',
  'completed_on',
  'percent',
  'extension_count',
] as const

/** Every task's periods anew, from the after-images of its events; tasks without any keep theirs. */
async function backfillTasks(db: Kysely<any>, days: Days): Promise<void> {
  const limits = await receiptLimits(db)
  const stories = new Map<string, Story>()
  for (const { organisation_id } of await db.selectFrom('chain_head').select('organisation_id').execute()) {
    for (let seq = 0; ; ) {
      const page = await db
        .selectFrom('event')
        .select(['seq', 'act', 'task_id', 'occurred_on', 'payload'])
        .where('organisation_id', '=', organisation_id)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(1_000)
        .execute()
      for (const event of page) {
        if (event.task_id) follow(stories, event, (image: any) => receiptOf(image, days, limits))
      }
      if (page.length < 1_000) break
      seq = page.at(-1)?.seq
    }
  }
  await writeStories(db, stories)
  await fillWithoutEvents(db)
}

function follow(stories: Map<string, Story>, event: any, receipt: (image: any) => string | null): void {
  const image = JSON.parse(event.payload).after
  if (!image) return
  const story = stories.get(event.task_id) ?? { periods: [], judged: false, missed: false }
  stories.set(event.task_id, story)
  if (event.act === 'verify' || event.act === 'return') story.judged = true
  if (event.act === 'miss_cycle') story.missed = true
  const facts: Record<string, any> = Object.fromEntries(columns.map(name => [name, image[name] ?? null]))
  facts.receipt = receipt(image)
  facts.cycle = image.obligation_id ? cycleOf(image.state, story) : null
  const open = story.periods.at(-1)
  if (open && Object.entries(facts).every(([name, value]) => open[name] === value)) return
  if (open && open.from_on === event.occurred_on) {
    Object.assign(open, facts)
    return
  }
  if (open) open.to_on = event.occurred_on
  story.periods.push({ ...facts, task_id: event.task_id, from_on: event.occurred_on, to_on: null })
}

function cycleOf(state: string, { judged, missed }: Story): string | null {
  if (missed) return 'missed'
  if (state === 'draft' || state === 'withdrawn' || state === 'not_implemented') return null
  return judged || state === 'reported' || state === 'verified' ? 'met' : 'running'
}

async function writeStories(db: Kysely<any>, stories: Map<string, Story>): Promise<void> {
  let rows: Record<string, any>[] = []
  const flush = async () => {
    if (rows.length > 0) await db.insertInto('task_period').values(rows).execute()
    rows = []
  }
  for (const [taskId, story] of stories) {
    await db.deleteFrom('task_period').where('task_id', '=', taskId).execute()
    for (const period of story.periods) rows.push({ id: newId(), ...period })
    if (rows.length >= 100) await flush()
  }
  await flush()
}

async function fillWithoutEvents(db: Kysely<any>): Promise<void> {
  const rows = await db
    .selectFrom('task_period')
    .select(['id', 'task_id'])
    .where('recommendation_id', 'is', null)
    .execute()
  for (const { id, task_id } of rows) {
    const task = await db.selectFrom('task').selectAll().where('id', '=', task_id).executeTakeFirstOrThrow()
    const { recommendation_id, obligation_id, issued_on, received_on, updated_on } = task
    const { supplement_due_on, officer_id, percent, extension_count } = task
    const facts = { recommendation_id, obligation_id, issued_on, received_on, updated_on }
    await db
      .updateTable('task_period')
      .set({ ...facts, supplement_due_on, officer_id, percent, extension_count })
      .where('id', '=', id)
      .execute()
  }
}

type Limits = (organisationId: string, day: string) => number

/** Working days to receive a task: two, where no policy of the organisation or of one above says otherwise. */
async function receiptLimits(db: Kysely<any>): Promise<Limits> {
  const units = await db.selectFrom('unit').select(['id', 'path']).where('is_organisation', '=', 1).execute()
  const policies = await db
    .selectFrom('policy')
    .select(['organisation_id', 'from_on', 'content'])
    .orderBy('organisation_id')
    .orderBy('number')
    .execute()
  const versions = Map.groupBy(policies, row => row.organisation_id)
  return (organisationId, day) => {
    const path = units.find(unit => unit.id === organisationId)?.path ?? ''
    const above = units
      .filter(unit => path.startsWith(unit.path))
      .sort((a, b) => b.path.length - a.path.length)
    for (const { id } of above) {
      const row = versions.get(id)?.findLast(version => version.from_on <= day)
      if (row) return JSON.parse(row.content).terms?.receipt_days ?? 2
    }
    return 2
  }
}

function receiptOf(image: any, days: Days, limits: Limits): string | null {
  if (!image.received_on || !image.issued_on) return null
  let worked = 0
  for (let day = next(image.issued_on); day <= image.received_on; day = next(day))
    if (isWorked(day, days)) worked += 1
  return worked <= limits(image.organisation_id, image.received_on) ? 'in_time' : 'late'
}

function isWorked(day: string, days: Days): boolean {
  const kind = days.get(day)
  if (kind) return kind === 'worked'
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

function next(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** A UUIDv7. */
function newId(): string {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  const variant = '89ab'[Number.parseInt(hex[16] as string, 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
