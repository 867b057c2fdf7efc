import { expressionBuilder, type SqlBool, sql } from 'kysely'
import { newId } from '../lib/id.ts'
import type { Db, Row, Schema } from './schema.ts'

type UnitFacts = { id: string; path: string; leader_appointment_id?: string | null | undefined }

/** Records where the units stand and who is in charge of them from `today` on; several changes of a day leave one period. */
export async function writeUnitPeriods(db: Db, today: string, units: UnitFacts[]): Promise<void> {
  for (const { id, path, leader_appointment_id = null } of units) {
    const facts = { path, leader_appointment_id }
    const open = await db
      .selectFrom('unit_period')
      .selectAll()
      .where('unit_id', '=', id)
      .where('to_on', 'is', null)
      .executeTakeFirst()
    if (open?.path === path && open.leader_appointment_id === leader_appointment_id) continue
    if (open && open.from_on >= today) {
      await db.updateTable('unit_period').set(facts).where('id', '=', open.id).execute()
      continue
    }
    if (open) await db.updateTable('unit_period').set({ to_on: today }).where('id', '=', open.id).execute()
    await db
      .insertInto('unit_period')
      .values({ ...facts, id: newId(), unit_id: id, from_on: today, to_on: null })
      .execute()
  }
}

/** What holds on the day, of a table of periods. */
export function holdsOn(table: 'task_period' | 'unit_period', day: string) {
  const from = sql.ref(`${table}.from_on`)
  const to = sql.ref(`${table}.to_on`)
  return sql<SqlBool>`(${from} <= ${day} and (${to} is null or ${to} > ${day}))`
}

/** Ids of the units that on the day stood at the path or below it, or were in the leader's charge (`head`: nobody's). */
export function unitsOn(day: string, of: { unitPath: string } | { leaderId: string }) {
  const eb = expressionBuilder<Schema, 'unit_period'>()
  const units = eb.selectFrom('unit_period').select('unit_period.unit_id').where(holdsOn('unit_period', day))
  if ('leaderId' in of) {
    return of.leaderId === 'head'
      ? units.where('unit_period.leader_appointment_id', 'is', null)
      : units.where('unit_period.leader_appointment_id', '=', of.leaderId)
  }
  // `0` is the character after `/`, so that the range is exactly the prefix.
  const end = `${of.unitPath.slice(0, -1)}0`
  return units.where('unit_period.path', '>=', of.unitPath).where('unit_period.path', '<', end)
}

/** Where the unit stood on the day; undefined before it was there. */
export async function findUnitPathOn(db: Db, unitId: string, day: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('unit_period')
    .select('path')
    .where('unit_id', '=', unitId)
    .where(holdsOn('unit_period', day))
    .executeTakeFirst()
  return row?.path
}

export async function listUnitPeriods(db: Db): Promise<Row<'unit_period'>[]> {
  return db.selectFrom('unit_period').selectAll().orderBy('unit_id').orderBy('from_on').execute()
}
