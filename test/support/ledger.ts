import { randomUUID } from 'node:crypto'
import { insertEvidence } from '../../src/data/evidence.ts'
import { dispatchEvents } from '../../src/domain/dispatch.ts'
import { type DutyOptions, runDuties } from '../../src/domain/duty.ts'
import { newId } from '../../src/lib/id.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { type CastKey, type TestOffice, testKeys } from './office.ts'

export interface LedgerLine {
  rung: string
  who: CastKey
  rungOn: string
  forOn: string
  state: string
  reason: string
  occurrence: number
  version: number
  taskId: string | null
}

/** The ledger in the order of writing, with the people of the cast by their keys. */
export async function ledgerOf(office: TestOffice, filter: Partial<LedgerLine> = {}): Promise<LedgerLine[]> {
  const names = new Map(Object.entries(office.person).map(([key, id]) => [id, key as CastKey]))
  const rows = await office.database.reader
    .selectFrom('reminder')
    .selectAll()
    .orderBy('rung_on')
    .orderBy('id')
    .execute()
  return rows
    .map(row => ({
      rung: row.rung,
      who: names.get(row.person_id) ?? ('?' as CastKey),
      rungOn: row.rung_on,
      forOn: row.for_on,
      state: row.state,
      reason: row.reason,
      occurrence: row.occurrence,
      version: row.deadline_version,
      taskId: row.task_id,
    }))
    .filter(line => Object.entries(filter).every(([key, value]) => line[key as keyof LedgerLine] === value))
}

/** "due_minus_3 phuc 2018-12-11", sorted: what a test writes down by hand. */
export function told(lines: LedgerLine[]): string[] {
  return lines.map(line => `${line.rungOn} ${line.rung} ${line.who}`).sort()
}

/** Draws the consequences of everything that happened, at the day and time. */
export async function dispatchAll(office: TestOffice, day: string, time = '09:00') {
  return dispatchEvents(office.database.writer, office.occasion(day, time), { limit: 1_000 })
}

/** Each day's duties in order, `to` included, with the consequences of what the system did. */
export async function liveThrough(
  office: TestOffice,
  from: string,
  to: string,
  options: DutyOptions = {},
): Promise<void> {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const { failures } = await runDuties(office.database.writer, testKeys, day, options)
    if (failures[0]) throw failures[0].error
    await dispatchAll(office, day, '07:31')
  }
}

/** A statement laid ready as evidence, so that the head can report. */
export async function layStatement(office: TestOffice, taskId: string, day: string): Promise<void> {
  await insertEvidence(office.database.writer, {
    id: newId(),
    task_id: taskId,
    task_update_id: null,
    kind: 'statement',
    state: 'pending',
    file_id: null,
    document_no: '',
    document_on: null,
    statement: 'Đã ban hành',
    person_id: office.person.phuc,
    created_at: office.occasion(day).at,
  })
}

/** The head reports completion, with evidence. */
export async function report(office: TestOffice, taskId: string, day: string): Promise<void> {
  await layStatement(office, taskId, day)
  await office.act('phuc', day, 'report', taskId, { text: 'Đã ban hành', claimedOn: day })
}

/** Ends the post of someone of the cast; `toOn` is its last day. */
export async function endPost(office: TestOffice, who: CastKey, toOn: string): Promise<void> {
  await office.database.writer
    .updateTable('appointment')
    .set({ to_on: toOn })
    .where('id', '=', office.appointment[who])
    .execute()
}

/** Someone who takes a post on the day, with an address of their own. Returns the appointment's id. */
export async function takePost(
  office: TestOffice,
  like: CastKey,
  fromOn: string,
  more: { email?: string | null; actingFor?: string } = {},
): Promise<{ personId: string; appointmentId: string }> {
  const { writer } = office.database
  const person = await writer
    .selectFrom('person')
    .selectAll()
    .where('id', '=', office.person[like])
    .executeTakeFirstOrThrow()
  const post = await writer
    .selectFrom('appointment')
    .selectAll()
    .where('id', '=', office.appointment[like])
    .executeTakeFirstOrThrow()
  const personId = newId()
  const appointmentId = newId()
  const email = more.email === undefined ? `${randomUUID().slice(0, 8)}@sgddt.example` : more.email
  await writer
    .insertInto('person')
    .values({ ...person, id: personId, email })
    .execute()
  await writer
    .insertInto('appointment')
    .values({
      ...post,
      id: appointmentId,
      person_id: personId,
      from_on: fromOn,
      to_on: null,
      acting_for_id: more.actingFor ?? null,
    })
    .execute()
  return { personId, appointmentId }
}
