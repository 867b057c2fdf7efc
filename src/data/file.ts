import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, NewRow, Row, Schema } from './schema.ts'
import { inspectionScope, taskScope } from './scope.ts'
import { ledBy } from './work-scope.ts'

export async function findFile(db: Db, id: string): Promise<Row<'file'> | undefined> {
  return db.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst()
}

/**
 * The file, if the person may see the task it belongs to: as evidence that is attached or their own, as the document
 * that assigns the task, or as what a leader signed for an act on it. Who prepares tasks sees their own uploads before.
 * The original of a conclusion is seen by who may see its inspection, and before by who enters it.
 */
export async function findFileFor(db: Db, actor: Actor, id: string): Promise<Row<'file'> | undefined> {
  return db.selectFrom('file').selectAll().where('id', '=', id).where(fileScope(actor, id)).executeTakeFirst()
}

function fileScope(actor: Actor, id: string): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'file'>()
  const task = eb.selectFrom('task').select('task.id').where(taskScope(actor))
  const evidence = task
    .innerJoin('evidence', 'evidence.task_id', 'task.id')
    .whereRef('evidence.file_id', '=', 'file.id')
    .where(e => e.or([e('evidence.state', '=', 'attached'), e('evidence.person_id', '=', actor.person.id)]))
  // The head of the lead unit reads what the officer laid ready with the draft of a report.
  const drafted = eb
    .selectFrom('task')
    .select('task.id')
    .where(ledBy(actor))
    .innerJoin('evidence', 'evidence.task_id', 'task.id')
    .innerJoin('task_update as draft', join =>
      join
        .onRef('draft.task_id', '=', 'task.id')
        .onRef('draft.person_id', '=', 'evidence.person_id')
        .on('draft.kind', '=', 'draft'),
    )
    .whereRef('evidence.file_id', '=', 'file.id')
  const signed = task
    .whereRef('task.id', '=', 'file.task_id')
    .innerJoin('event', 'event.task_id', 'task.id')
    .where('event.on_behalf_of_id', 'is not', null)
    .where('event.payload', 'like', `%"file_id":"${id}"%`)
  const prepares = actor.holdings.some(held => held.role === 'secretary' || held.role === 'leader')
  const own = eb.and([eb('file.purpose', '=', 'document'), eb('file.created_by', '=', actor.person.id)])
  return eb.or([
    eb.exists(evidence),
    eb.exists(drafted),
    eb.exists(task.whereRef('task.document_file_id', '=', 'file.id')),
    eb.exists(signed),
    ...conclusionScope(actor),
    ...(prepares ? [own] : []),
  ])
}

function conclusionScope(actor: Actor): Expression<SqlBool>[] {
  const eb = expressionBuilder<Schema, 'file'>()
  const inspection = eb
    .selectFrom('inspection')
    .select('inspection.id')
    .where(inspectionScope(actor))
    .whereRef('inspection.file_id', '=', 'file.id')
  const draft = eb
    .selectFrom('conclusion_draft')
    .select('conclusion_draft.id')
    .where('conclusion_draft.person_id', '=', actor.person.id)
    .whereRef('conclusion_draft.file_id', '=', 'file.id')
  return [eb.exists(inspection), eb.exists(draft)]
}

/** Which of the ids a row names, as an upload or as an export: the others are orphans of a crash. */
export async function findKnownFiles(db: Db, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db.selectFrom('file').select('id').where('id', 'in', ids).execute()
  const made = await db.selectFrom('export').select('file_id').where('file_id', 'in', ids).execute()
  return new Set([...rows.map(row => row.id), ...made.flatMap(row => row.file_id ?? [])])
}

/** Bytes that the person has uploaded since the instant. */
export async function sumFileBytes(db: Db, personId: string, since: string): Promise<number> {
  const row = await db
    .selectFrom('file')
    .select(eb => eb.fn.sum('size').as('bytes'))
    .where('created_by', '=', personId)
    .where('created_at', '>=', since)
    .executeTakeFirst()
  return toNumber(row?.bytes)
}

export async function insertFile(db: Db, row: NewRow<'file'>): Promise<void> {
  await db.insertInto('file').values(row).execute()
}

export async function deleteFile(db: Db, id: string): Promise<void> {
  await db.deleteFrom('file').where('id', '=', id).execute()
}
