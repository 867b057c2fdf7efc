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

/** The file a conclusion was read from, and what a document that comes twice is recognised by. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    alter table conclusion_draft add column file_id TEXT references file (id);
    alter table inspection add column file_id TEXT references file (id);
    create index conclusion_draft_file on conclusion_draft (file_id);
    create index inspection_file on inspection (file_id);
    create index inspection_conclusion on inspection (conclusion_sha256);
    create index file_content on file (sha256);
  `,
  )
}
