import type { Db, NewRow, Row } from './schema.ts'
import type { TemplateKind } from './schema-document.ts'

export type TemplateRow = Row<'document_template'> & {
  file_name: string | null
  size: number | null
  person_name: string
}

function templates(db: Db) {
  return db
    .selectFrom('document_template')
    .innerJoin('person', 'person.id', 'document_template.created_by')
    .leftJoin('file', 'file.id', 'document_template.file_id')
    .selectAll('document_template')
    .select(['file.name as file_name', 'file.size', 'person.name as person_name'])
}

/** What was decided of the forms of each kind, the last first. */
export async function listTemplates(db: Db, organisationId: string): Promise<TemplateRow[]> {
  return templates(db)
    .where('document_template.organisation_id', '=', organisationId)
    .orderBy('document_template.id', 'desc')
    .limit(100)
    .execute()
}

/** The file of the form that documents of the kind are made in; null for the built-in form. */
export async function findActiveTemplate(
  db: Db,
  organisationId: string,
  kind: TemplateKind,
): Promise<string | null> {
  const row = await db
    .selectFrom('document_template')
    .select('file_id')
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.file_id ?? null
}

export async function findTemplate(db: Db, id: string): Promise<TemplateRow | undefined> {
  return templates(db).where('document_template.id', '=', id).executeTakeFirst()
}

export async function insertTemplate(db: Db, row: NewRow<'document_template'>): Promise<void> {
  await db.insertInto('document_template').values(row).execute()
}
