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

/** Policies by organisation and version, in place of the one ladder of the installation, which becomes version 1. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table policy (
      id TEXT primary key, organisation_id TEXT not null references unit (id), number integer not null,
      from_on TEXT not null, content TEXT not null, note TEXT not null, created_by TEXT references person (id),
      created_at TEXT not null, unique (organisation_id, number)) STRICT;
    create index policy_day on policy (from_on);
  `,
  )
  await carryOver(db)
  await run(db, 'drop table ladder_rung;\n')
}

interface Rung {
  rung: string
  offset_days: number
  recipients: string
  enabled: number
}

/** What an office had on the day of the change holds from the beginning; graces and hours take the defaults. */
async function carryOver(db: Kysely<any>): Promise<void> {
  const root = await db
    .selectFrom('unit')
    .select(['id', 'created_at'])
    .where('parent_id', 'is', null)
    .executeTakeFirst()
  const rungs = (await db.selectFrom('ladder_rung').selectAll().orderBy('rung').execute()) as Rung[]
  if (!root || rungs.length === 0) return
  const content = {
    rungs: Object.fromEntries(
      rungs.map(({ rung, offset_days, recipients, enabled }) => [
        rung,
        { enabled: enabled === 1, offset_days, recipients: recipients.split(' ').filter(Boolean) },
      ]),
    ),
    terms: {},
  }
  await db
    .insertInto('policy')
    .values({
      // A UUID of the office's own beginning: a migration makes none.
      id: root.id,
      organisation_id: root.id,
      number: 1,
      from_on: '0001-01-01',
      content: JSON.stringify(content),
      note: '',
      created_by: null,
      created_at: root.created_at,
    })
    .execute()
}
