import { sql } from 'kysely'
import type { Db } from './schema.ts'
import type { SearchKind } from './schema-search.ts'
import type { SearchText } from './search-entry.ts'

/** Either some rows, or as many as asked for from before an id, the latest first. */
export type TextsAsked = { ids: string[] } | { before: string; limit: number }

/** What of each kind can be found, as it stands in the tables; drafts and what is only laid ready cannot. */
export const searchTexts: Record<SearchKind, (db: Db, asked: TextsAsked) => Promise<SearchText[]>> = {
  task: taskTexts,
  recommendation: recommendationTexts,
  inspection: inspectionTexts,
  update: updateTexts,
  comment: commentTexts,
  evidence: evidenceTexts,
}

async function taskTexts(db: Db, asked: TextsAsked): Promise<SearchText[]> {
  const rows = await db
    .selectFrom('task')
    .select(['id', 'code', 'title', 'criterion', 'document_no'])
    .where(within('id', asked))
    .orderBy('id', 'desc')
    .limit(most(asked))
    .execute()
  return rows.map(row => ({
    kind: 'task' as const,
    subjectId: row.id,
    taskId: row.id,
    inspectionId: null,
    text: taskText(row),
  }))
}

/** The words of a task by which it is found. */
export function taskText(task: {
  code: string
  title: string
  criterion: string
  document_no: string
}): string {
  return `${task.code} ${task.title} ${task.criterion} ${task.document_no}`
}

async function recommendationTexts(db: Db, asked: TextsAsked): Promise<SearchText[]> {
  const rows = await db
    .selectFrom('recommendation')
    .select(['id', 'inspection_id', 'quote', 'summary', 'theme'])
    .where(within('id', asked))
    .orderBy('id', 'desc')
    .limit(most(asked))
    .execute()
  return rows.map(row => ({
    kind: 'recommendation' as const,
    subjectId: row.id,
    taskId: null,
    inspectionId: row.inspection_id,
    text: `${row.quote} ${row.summary} ${row.theme}`,
  }))
}

async function inspectionTexts(db: Db, asked: TextsAsked): Promise<SearchText[]> {
  const rows = await db
    .selectFrom('inspection')
    .select(['id', 'number', 'title', 'body', 'team_lead', 'document_no'])
    .where(within('id', asked))
    .orderBy('id', 'desc')
    .limit(most(asked))
    .execute()
  return rows.map(row => ({
    kind: 'inspection' as const,
    subjectId: row.id,
    taskId: null,
    inspectionId: row.id,
    text: `${row.number} ${row.title} ${row.body} ${row.team_lead} ${row.document_no}`,
  }))
}

async function updateTexts(db: Db, asked: TextsAsked): Promise<SearchText[]> {
  const rows = await db
    .selectFrom('task_update')
    .select(['id', 'task_id', 'text', 'blocker'])
    .where(within('id', asked))
    .where('kind', '<>', 'draft')
    .orderBy('id', 'desc')
    .limit(most(asked))
    .execute()
  return rows.map(row => ({
    kind: 'update' as const,
    subjectId: row.id,
    taskId: row.task_id,
    inspectionId: null,
    text: `${row.text} ${row.blocker}`,
  }))
}

async function commentTexts(db: Db, asked: TextsAsked): Promise<SearchText[]> {
  const rows = await db
    .selectFrom('comment')
    .leftJoin('recommendation', 'recommendation.id', 'comment.recommendation_id')
    .select(['comment.id', 'comment.task_id', 'recommendation.inspection_id', 'comment.text'])
    .where(within('comment.id', asked))
    .orderBy('comment.id', 'desc')
    .limit(most(asked))
    .execute()
  return rows.map(row => ({
    kind: 'comment' as const,
    subjectId: row.id,
    taskId: row.task_id,
    inspectionId: row.task_id === null ? row.inspection_id : null,
    text: row.text,
  }))
}

async function evidenceTexts(db: Db, asked: TextsAsked): Promise<SearchText[]> {
  const rows = await db
    .selectFrom('evidence')
    .leftJoin('file', 'file.id', 'evidence.file_id')
    .select(['evidence.id', 'evidence.task_id', 'evidence.document_no', 'evidence.statement', 'file.name'])
    .where(within('evidence.id', asked))
    .where('evidence.state', '=', 'attached')
    .orderBy('evidence.id', 'desc')
    .limit(most(asked))
    .execute()
  return rows.map(row => ({
    kind: 'evidence' as const,
    subjectId: row.id,
    taskId: row.task_id,
    inspectionId: null,
    text: `${row.name ?? ''} ${row.document_no} ${row.statement}`,
  }))
}

function within(column: string, asked: TextsAsked) {
  if ('ids' in asked) return sql<boolean>`${sql.ref(column)} in (${sql.join(asked.ids)})`
  return sql<boolean>`${sql.ref(column)} < ${asked.before}`
}

function most(asked: TextsAsked): number {
  return 'ids' in asked ? asked.ids.length : asked.limit
}
