import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, NewRow, Row } from './schema.ts'
import { taskScope } from './scope.ts'
import { updateVersioned } from './versioned.ts'

export type HandoverItem = Omit<Row<'handover_item'>, 'handover_id'>

export async function findHandoverOf(db: Db, appointmentId: string): Promise<Row<'handover'> | undefined> {
  return db
    .selectFrom('handover')
    .selectAll()
    .where('from_appointment_id', '=', appointmentId)
    .executeTakeFirst()
}

export async function listHandoverItems(db: Db, handoverId: string): Promise<HandoverItem[]> {
  return db
    .selectFrom('handover_item')
    .select(['kind', 'subject_id', 'task_id', 'state', 'due_on', 'pending', 'evidence'])
    .where('handover_id', '=', handoverId)
    .orderBy('kind')
    .orderBy(eb => eb.fn.coalesce('due_on', eb.val('9999')))
    .orderBy('subject_id')
    .execute()
}

/** False when the handover of the appointment was laid down before; nothing was written then. */
export async function insertHandover(
  db: Db,
  row: NewRow<'handover'>,
  items: readonly HandoverItem[],
): Promise<boolean> {
  const result = await db
    .insertInto('handover')
    .values(row)
    .onConflict(conflict => conflict.column('from_appointment_id').doNothing())
    .executeTakeFirst()
  if (result.numInsertedOrUpdatedRows !== 1n) return false
  for (let first = 0; first < items.length; first += 100) {
    const rows = items.slice(first, first + 100).map(item => ({ ...item, handover_id: row.id }))
    await db.insertInto('handover_item').values(rows).execute()
  }
  return true
}

export async function updateHandover(
  db: Db,
  before: Row<'handover'>,
  change: { to_appointment_id: string; confirmed_at: string },
): Promise<boolean> {
  return updateVersioned(db, 'handover', before, change)
}

/** Appointments whose last day it was and whose handover is not laid down yet. */
export async function listEndedOn(db: Db, day: string): Promise<Row<'appointment'>[]> {
  return db
    .selectFrom('appointment')
    .selectAll()
    .where('to_on', '=', day)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('handover')
            .select('id')
            .whereRef('handover.from_appointment_id', '=', 'appointment.id'),
        ),
      ),
    )
    .orderBy('id')
    .execute()
}

export type OpenHandover = Row<'appointment'> & { person_name: string; unit_name: string; items: number }

/** Handovers nobody has confirmed: of these units' heads and officers, or of an organisation's leaders and verifiers. */
export async function listOpenHandovers(
  db: Db,
  where: { unitIds: string[]; organisationIds: string[] },
  limit: number,
): Promise<OpenHandover[]> {
  const rows = await db
    .selectFrom('handover')
    .innerJoin('appointment', 'appointment.id', 'handover.from_appointment_id')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .selectAll('appointment')
    .select(['person.name as person_name', 'unit.name as unit_name'])
    .select(eb =>
      eb
        .selectFrom('handover_item')
        .select(({ fn }) => fn.countAll().as('count'))
        .whereRef('handover_item.handover_id', '=', 'handover.id')
        .as('items'),
    )
    .where('handover.confirmed_at', 'is', null)
    .where(eb =>
      eb.or([
        eb.and([
          eb('appointment.role', 'in', ['unit_head', 'officer']),
          eb('unit.id', 'in', ['', ...where.unitIds]).or('unit.successor_id', 'in', ['', ...where.unitIds]),
        ]),
        eb.and([
          eb('appointment.role', 'in', ['leader', 'verifier']),
          eb('handover.organisation_id', 'in', ['', ...where.organisationIds]),
        ]),
      ]),
    )
    .orderBy('handover.on_day')
    .orderBy('handover.id')
    .limit(limit)
    .execute()
  return rows.map(row => ({ ...row, items: toNumber(row.items ?? 0) }))
}

/** Names of what a list holds, by id: tasks, the deliverables of parts, units. */
export async function findItemNames(db: Db, items: readonly HandoverItem[]): Promise<Map<string, string>> {
  const tasks = items.flatMap(item => (item.task_id ? [item.task_id] : []))
  const parts = items.flatMap(item => (item.kind === 'part' ? [item.subject_id] : []))
  const found = await db
    .selectFrom('task')
    .select(['id', 'code', 'title'])
    .where('id', 'in', ['', ...tasks])
    .execute()
  const owed = await db
    .selectFrom('co_unit')
    .select(['id', 'deliverable'])
    .where('id', 'in', ['', ...parts])
    .execute()
  return new Map([
    ...found.map(({ id, code, title }) => [id, `${code} ${title}`] as const),
    ...owed.map(({ id, deliverable }) => [id, deliverable] as const),
  ])
}

/** Which of the tasks the person may open. */
export async function findTasksSeen(db: Db, actor: Actor, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('id', 'in', ['', ...ids])
    .where(taskScope(actor))
    .execute()
  return new Set(rows.map(row => row.id))
}
