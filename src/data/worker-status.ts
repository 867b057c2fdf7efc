import type { Db, Row } from './schema.ts'

export async function findWorkerStatus(db: Db, name: string): Promise<Row<'worker_status'> | undefined> {
  return db.selectFrom('worker_status').selectAll().where('name', '=', name).executeTakeFirst()
}

/** Writes the row of that name, new or in place of what stood there. */
export async function writeWorkerStatus(db: Db, row: Row<'worker_status'>): Promise<void> {
  await db
    .insertInto('worker_status')
    .values(row)
    .onConflict(conflict => conflict.column('name').doUpdateSet({ beat_at: row.beat_at, detail: row.detail }))
    .execute()
}

export async function deleteWorkerStatus(db: Db, names: string[]): Promise<void> {
  if (names.length > 0) await db.deleteFrom('worker_status').where('name', 'in', names).execute()
}

/** Rows whose name begins with the prefix. */
export async function listWorkerStatus(db: Db, prefix: string): Promise<Row<'worker_status'>[]> {
  return db
    .selectFrom('worker_status')
    .selectAll()
    .where('name', '>=', prefix)
    .where('name', '<', `${prefix}￿`)
    .orderBy('name')
    .execute()
}

/**
 * Holds the row of that name until the transaction ends, so that one worker at a time does what it stands for. (SQLite
 * has one writer anyway.)
 */
export async function holdWorkerStatus(db: Db, name: string): Promise<void> {
  await db
    .insertInto('worker_status')
    .values({ name, beat_at: '', detail: '' })
    .onConflict(conflict =>
      conflict.column('name').doUpdateSet(eb => ({ detail: eb.ref('excluded.detail') })),
    )
    .execute()
}
