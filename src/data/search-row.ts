import type { Db } from './schema.ts'
import type { SearchKind } from './schema-search.ts'

/** What a hit shows of itself. `on_day`: when it was said, or its inspection held; `post`: who said it. */
export interface FoundText {
  id: string
  task_id: string | null
  recommendation_id: string | null
  inspection_id: string | null
  /** Code of the task, ordinal of the recommendation, number of the inspection. */
  code: string
  title: string
  text: string
  place: string
  person_name: string
  on_day: string
}

const nothing = {
  task_id: null,
  recommendation_id: null,
  inspection_id: null,
  code: '',
  title: '',
  text: '',
  place: '',
  person_name: '',
  on_day: '',
}

/** The texts of hits that were found within the person's reach, by kind, in no order. */
export const listFoundTexts: Record<SearchKind, (db: Db, ids: string[]) => Promise<FoundText[]>> = {
  task: foundTasks,
  recommendation: foundRecommendations,
  inspection: foundInspections,
  update: foundUpdates,
  comment: foundComments,
  evidence: foundEvidence,
}

async function foundTasks(db: Db, ids: string[]): Promise<FoundText[]> {
  const rows = await db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.id', 'task.code', 'task.title', 'task.criterion as text', 'task.document_no'])
    .select('unit.name as place')
    .where('task.id', 'in', ids)
    .execute()
  return rows.map(({ document_no, text, ...row }) => ({
    ...nothing,
    ...row,
    text: [text, document_no].filter(part => part !== '').join(' · '),
    task_id: row.id,
  }))
}

async function foundRecommendations(db: Db, ids: string[]): Promise<FoundText[]> {
  const rows = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(['recommendation.id', 'recommendation.ordinal', 'recommendation.quote as title'])
    .select(['recommendation.summary as text', 'recommendation.theme as place'])
    .select('inspection.held_on as on_day')
    .where('recommendation.id', 'in', ids)
    .execute()
  return rows.map(({ ordinal, ...row }) => ({
    ...nothing,
    ...row,
    code: String(ordinal),
    recommendation_id: row.id,
  }))
}

async function foundInspections(db: Db, ids: string[]): Promise<FoundText[]> {
  const rows = await db
    .selectFrom('inspection')
    .select(['id', 'number as code', 'title', 'body as place', 'team_lead as person_name'])
    .select(['document_no as text', 'held_on as on_day'])
    .where('id', 'in', ids)
    .execute()
  return rows.map(row => ({ ...nothing, ...row, inspection_id: row.id }))
}

async function foundUpdates(db: Db, ids: string[]): Promise<FoundText[]> {
  const rows = await db
    .selectFrom('task_update as said')
    .innerJoin('task', 'task.id', 'said.task_id')
    .innerJoin('person', 'person.id', 'said.person_id')
    .select(['said.id', 'said.task_id', 'said.text', 'said.blocker', 'said.on_day'])
    .select(['task.code', 'task.title', 'person.name as person_name'])
    .where('said.id', 'in', ids)
    .execute()
  return rows.map(({ blocker, text, ...row }) => ({
    ...nothing,
    ...row,
    text: [text, blocker].filter(part => part !== '').join(' · '),
  }))
}

async function foundComments(db: Db, ids: string[]): Promise<FoundText[]> {
  const rows = await db
    .selectFrom('comment')
    .innerJoin('person', 'person.id', 'comment.person_id')
    .leftJoin('task', 'task.id', 'comment.task_id')
    .leftJoin('recommendation', 'recommendation.id', 'comment.recommendation_id')
    .select(['comment.id', 'comment.task_id', 'comment.recommendation_id', 'comment.text', 'comment.on_day'])
    .select(['task.code', 'task.title', 'recommendation.ordinal', 'recommendation.summary'])
    .select('person.name as person_name')
    .where('comment.id', 'in', ids)
    .execute()
  return rows.map(({ code, title, ordinal, summary, ...row }) => ({
    ...nothing,
    ...row,
    code: code ?? String(ordinal ?? ''),
    title: title ?? summary ?? '',
  }))
}

async function foundEvidence(db: Db, ids: string[]): Promise<FoundText[]> {
  const rows = await db
    .selectFrom('evidence')
    .innerJoin('task', 'task.id', 'evidence.task_id')
    .innerJoin('person', 'person.id', 'evidence.person_id')
    .leftJoin('file', 'file.id', 'evidence.file_id')
    .select(['evidence.id', 'evidence.task_id', 'evidence.document_no', 'evidence.statement'])
    .select(['file.name', 'task.code', 'task.title', 'person.name as person_name'])
    .where('evidence.id', 'in', ids)
    .execute()
  return rows.map(({ document_no, statement, name, ...row }) => ({
    ...nothing,
    ...row,
    text: [name, document_no, statement].filter(Boolean).join(' · '),
  }))
}
