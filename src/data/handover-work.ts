import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import { toNumber } from './database.ts'
import type { HandoverItem } from './handover.ts'
import { listDuties } from './handover-duty.ts'
import type { Db, Row, Schema } from './schema.ts'
import { openStates } from './unit-task.ts'

type Work = (post: Row<'appointment'>) => Expression<SqlBool>

const task = () => expressionBuilder<Schema, 'task'>()
const ledByUnit: Work = post => task()('task.lead_unit_id', '=', post.unit_id)
const givenTo: Work = post => task()('task.officer_id', '=', post.id)
const namedToVerify: Work = post => task()('task.verifier_id', '=', post.id)

/** What lies in the hands of a post now: its open tasks, parts, decisions, units and standing duties. */
export async function listPostWork(db: Db, post: Row<'appointment'>): Promise<HandoverItem[]> {
  switch (post.role) {
    case 'unit_head':
      return [
        ...(await listTasks(db, 'task', ledByUnit(post))),
        ...(await listParts(db, post.unit_id)),
        ...(await listDuties(db, post.unit_id)),
      ]
    case 'officer':
      return listTasks(db, 'task', givenTo(post))
    case 'verifier':
      return listTasks(db, 'verify', namedToVerify(post))
    case 'leader':
      return [
        ...(await listTasks(db, 'verify', namedToVerify(post))),
        ...(await listExtensionsToDecide(db, post)),
        ...(await listUnitsInCharge(db, post)),
      ]
    default:
      return []
  }
}

async function listTasks(
  db: Db,
  kind: 'task' | 'verify',
  condition: Expression<SqlBool>,
): Promise<HandoverItem[]> {
  const rows = await db
    .selectFrom('task')
    .select(['task.id', 'task.state', 'task.due_on'])
    .select([
      countOf('extension', sql`state = 'pending'`).as('extension'),
      countOf('non_implementation', sql`state = 'pending'`).as('non_implementation'),
      countOf('co_unit', sql`state = 'submitted'`).as('part'),
      countOf('task_update', sql`kind = 'draft'`).as('draft'),
      countOf('evidence', sql`1 = 1`).as('evidence'),
    ])
    .where(condition)
    .where('task.state', 'in', openStates)
    .orderBy(eb => eb.fn.coalesce('task.due_on', eb.val('9999')))
    .orderBy('task.id')
    .execute()
  return rows.map(row => ({
    kind,
    subject_id: row.id,
    task_id: row.id,
    state: row.state,
    due_on: row.due_on,
    pending: (['extension', 'non_implementation', 'part', 'draft'] as const)
      .filter(name => toNumber(row[name]) > 0)
      .join(' '),
    evidence: toNumber(row.evidence),
  }))
}

function countOf(table: string, condition: ReturnType<typeof sql>) {
  return sql<number>`(select count(*) from ${sql.table(table)} x where x.task_id = task.id and ${condition})`
}

async function listParts(db: Db, unitId: string): Promise<HandoverItem[]> {
  const rows = await db
    .selectFrom('co_unit')
    .innerJoin('task', 'task.id', 'co_unit.task_id')
    .select(['co_unit.id', 'co_unit.state', 'co_unit.task_id'])
    .select(eb => eb.fn.coalesce('co_unit.due_on', 'task.due_on').as('due_on'))
    .where('co_unit.unit_id', '=', unitId)
    .where('co_unit.state', 'in', ['asked', 'received', 'submitted', 'returned'])
    .where('task.state', 'in', openStates)
    .orderBy('co_unit.id')
    .execute()
  return rows.map(row => ({ ...bare, ...row, kind: 'part' as const, subject_id: row.id })).map(withoutId)
}

/** First extensions of the units in the leader's charge; the director's also of those in nobody's. */
async function listExtensionsToDecide(db: Db, post: Row<'appointment'>): Promise<HandoverItem[]> {
  const rows = await db
    .selectFrom('extension')
    .innerJoin('task', 'task.id', 'extension.task_id')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['extension.id', 'extension.state', 'extension.task_id', 'extension.asked_due_on as due_on'])
    .where('extension.state', '=', 'pending')
    .where('task.extension_count', '=', 0)
    .where('task.state', 'in', openStates)
    .where(eb =>
      post.is_head === 1
        ? eb('unit.leader_appointment_id', '=', post.id).or('unit.leader_appointment_id', 'is', null)
        : eb('unit.leader_appointment_id', '=', post.id),
    )
    .orderBy('extension.id')
    .execute()
  return rows.map(row => ({ ...bare, ...row, kind: 'extension' as const, subject_id: row.id })).map(withoutId)
}

async function listUnitsInCharge(db: Db, post: Row<'appointment'>): Promise<HandoverItem[]> {
  const rows = await db
    .selectFrom('unit')
    .select('id')
    .where('leader_appointment_id', '=', post.id)
    .orderBy('sort_key')
    .execute()
  return rows.map(({ id }) => ({ ...bare, kind: 'unit' as const, subject_id: id, task_id: null }))
}

const bare = { state: '', due_on: null, pending: '', evidence: 0 }

function withoutId({ id: _id, ...item }: HandoverItem & { id: string }): HandoverItem {
  return item
}
