import { findFile } from '../../data/file.ts'
import type { Db, Row } from '../../data/schema.ts'
import { findTwinOfDraft } from '../../domain/conclusion-twin.ts'
import { formatBytes, formatDate } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import { secrecyMark } from '../../intake/secrecy-mark.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { LinkPart } from '../../render/parts.ts'

/** One thing to know before the conclusion is recorded; with `field` it has to be answered. */
export interface ConclusionNotice {
  text: string
  link: LinkPart | null
  field: FieldDescriptor | null
}

export interface OriginalFile {
  name: string
  meta: string
  href: string
}

/** What stands above the text: a mark of secrecy, and that the document came in before. */
export async function conclusionNotices(
  db: Db,
  t: Translate,
  draft: Row<'conclusion_draft'>,
  another: Pick<FieldDescriptor, 'value' | 'error'>,
): Promise<ConclusionNotice[]> {
  const mark = secrecyMark(draft.conclusion)
  const twin = await findTwinOfDraft(db, draft)
  return [
    ...(mark ? [{ text: t('page.split.secret', { mark }), link: null, field: null }] : []),
    ...(twin
      ? [
          {
            text: t('page.split.twin', { date: formatDate(twin.held_on) }),
            link: {
              label: [twin.number, twin.title].filter(Boolean).join(' · '),
              href: `/inspections/${twin.id}`,
            },
            field: { ...anotherField, ...another },
          },
        ]
      : []),
  ]
}

/** Says that a document which came in before is meant as another inspection. */
export const anotherField = {
  name: 'isAnother',
  kind: 'checkbox',
  labelKey: 'field.isAnother',
} as const satisfies FieldDescriptor

/** The document a conclusion was read from, with what proves that it is unchanged; null where it was pasted. */
export async function originalFile(
  db: Db,
  t: Translate,
  locale: Locale,
  fileId: string | null,
): Promise<OriginalFile | null> {
  const file = fileId ? await findFile(db, fileId) : undefined
  if (!file) return null
  const size = formatBytes(file.size, locale)
  return {
    name: file.name,
    meta: t('page.inspection.original.meta', { size, sha256: file.sha256 }),
    href: `/files/${file.id}`,
  }
}
