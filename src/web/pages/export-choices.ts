import type { FastifyRequest } from 'fastify'
import {
  listReportInspectionChoices,
  listReportLeaders,
  listReportRecommendationChoices,
  listReportThemes,
  listReportUnits,
} from '../../data/export-choice.ts'
import type { Db } from '../../data/schema.ts'
import type { ExportQuery } from '../../domain/export.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldOption } from '../../render/form.ts'

/** What each field of the form offers, by its name; also how an order is told in words. */
export type ExportChoices = Record<
  'inspectionId' | 'recommendationId' | 'unitId' | 'theme' | 'leaderId',
  FieldOption[]
>

const longestLabel = 110

/** Everything within the person's reach that a report can be narrowed to. */
export async function findExportChoices(
  db: Db,
  { actor, t }: FastifyRequest,
  inspectionId?: string,
): Promise<ExportChoices> {
  const inspections = await listReportInspectionChoices(db, actor)
  const recommendations = await listReportRecommendationChoices(db, actor, inspectionId)
  const leaders = await listReportLeaders(db, actor)
  const option = (value: string, label: string) => ({ value, label: shortened(label) })
  return {
    inspectionId: inspections.map(({ id, number, title, held_on }) =>
      option(id, [number || formatDate(held_on), title].join(' · ')),
    ),
    recommendationId: recommendations.map(({ id, ordinal, summary, inspection_number }) =>
      option(id, t('page.reports.recommendation', { number: inspection_number, ordinal, summary })),
    ),
    unitId: (await listReportUnits(db, actor)).map(({ id, name }) => option(id, name)),
    theme: (await listReportThemes(db, actor)).map(theme => ({ value: theme, label: shortened(theme) })),
    leaderId:
      leaders.length === 0
        ? []
        : [
            ...leaders.map(({ id, name, title }) => option(id, `${name} · ${title}`)),
            option('head', t('page.reports.leader.head')),
          ],
  }
}

function shortened(label: string): string {
  return label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 1).trimEnd()}…`
}

/** What an order is narrowed to, in words; what is no longer within reach is left out. */
export function scopeOf(
  query: ExportQuery,
  choices: ExportChoices,
  { t }: Pick<FastifyRequest, 't'>,
): string {
  const names = (['inspectionId', 'recommendationId', 'unitId', 'theme', 'leaderId'] as const).flatMap(
    name => choices[name].find(({ value }) => value === query[name])?.label ?? [],
  )
  return names.length > 0 ? names.join(' · ') : t('page.reports.all_of_it')
}
