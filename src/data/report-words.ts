import type { Db, Row } from './schema.ts'

/** What was said and shown of tasks up to the end of the day; each by task, the earliest first. */
export interface ReportTaskWords {
  /** The unit's own words: updates and reports. */
  updates: Map<
    string,
    Pick<Row<'task_update'>, 'task_id' | 'kind' | 'text' | 'percent' | 'blocker' | 'on_day'>[]
  >
  evidence: Map<string, ReportEvidenceRow[]>
  extensions: Map<string, ReportExtensionRow[]>
  coUnits: Map<string, Pick<Row<'co_unit'>, 'task_id' | 'unit_id'>[]>
  /** What a corrected task was called before; the first of a task is what it was called on the day. */
  texts: Map<string, Pick<Row<'task_text'>, 'task_id' | 'title' | 'criterion'>[]>
}

export type ReportEvidenceRow = Pick<
  Row<'evidence'>,
  'kind' | 'document_no' | 'document_on' | 'statement'
> & { task_id: string; file_name: string | null }

export type ReportExtensionRow = Pick<
  Row<'extension'>,
  'task_id' | 'ordinal' | 'old_due_on' | 'granted_due_on' | 'decided_on' | 'reason'
>

/** `until` is the instant at which the day ends: what was recorded from then on is not told. At most 500 ids. */
export async function findReportTaskWords(
  db: Db,
  ids: string[],
  { day, until }: { day: string; until: string },
): Promise<ReportTaskWords> {
  const updates = await db
    .selectFrom('task_update')
    .select(['task_id', 'kind', 'text', 'percent', 'blocker', 'on_day'])
    .where('task_id', 'in', ids)
    .where('kind', 'in', ['update', 'report'])
    .where('on_day', '<=', day)
    .orderBy('id')
    .execute()
  const extensions = await db
    .selectFrom('extension')
    .select(['task_id', 'ordinal', 'old_due_on', 'granted_due_on', 'decided_on', 'reason'])
    .where('task_id', 'in', ids)
    .where('state', '=', 'granted')
    .where('decided_on', '<=', day)
    .orderBy('ordinal')
    .execute()
  const coUnits = await db
    .selectFrom('co_unit')
    .select(['task_id', 'unit_id'])
    .where('task_id', 'in', ids)
    .where('created_at', '<', until)
    .orderBy('id')
    .execute()
  const texts = await db
    .selectFrom('task_text')
    .select(['task_id', 'title', 'criterion'])
    .where('task_id', 'in', ids)
    .where('corrected_at', '>=', until)
    .orderBy('corrected_at')
    .orderBy('id')
    .execute()
  const by = <R extends { task_id: string }>(rows: R[]) => Map.groupBy(rows, row => row.task_id)
  const evidence = by(await listReportEvidence(db, ids, day))
  return {
    updates: by(updates),
    evidence,
    extensions: by(extensions),
    coUnits: by(coUnits),
    texts: by(texts),
  }
}

async function listReportEvidence(db: Db, ids: string[], day: string): Promise<ReportEvidenceRow[]> {
  return db
    .selectFrom('evidence')
    .innerJoin('task_update as said', 'said.id', 'evidence.task_update_id')
    .leftJoin('file', 'file.id', 'evidence.file_id')
    .select(['evidence.task_id', 'evidence.kind', 'evidence.document_no', 'evidence.document_on'])
    .select(['evidence.statement', 'file.name as file_name'])
    .where('evidence.task_id', 'in', ids)
    .where('evidence.state', '=', 'attached')
    .where('said.on_day', '<=', day)
    .orderBy('evidence.id')
    .execute()
}
