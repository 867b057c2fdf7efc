import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Row } from '../../data/schema.ts'
import { isToCome } from '../../domain/unit-name.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { addDays } from '../../lib/plain-date.ts'
import type { CellPart, TablePart } from '../../render/parts.ts'

/** What the unit was called, is called and will be called; a name whose day has not come can be taken back. */
export function nameTable(
  { t, occasion }: FastifyRequest,
  unit: Row<'unit'>,
  names: readonly Row<'unit_name'>[],
): TablePart {
  const { today } = occasion
  const past = names.filter(row => row.to_on !== null)
  const since = past.at(-1)?.to_on
  const coming = names.filter(row => isToCome(row, today))
  const rows = [
    ...past.map(row => rowOf(row, [row.name, whenOf(row.from_on, row.to_on, t), row.document_no])),
    {
      id: unit.id,
      cells: [
        { text: unit.name, sub: t('page.admin.units.names.present') },
        whenOf(since ? addDays(since, 1) : null, null, t),
        '',
        '',
      ],
    },
    ...coming.map(row =>
      rowOf(row, [row.name, whenOf(row.from_on, null, t), row.document_no], [cancelOf(row, t)]),
    ),
  ]
  return {
    id: 'names',
    caption: t('page.admin.units.names'),
    columns: [
      { label: t('field.unit_name'), card: 'title' },
      { label: t('page.admin.units.names.when') },
      { label: t('page.admin.units.names.document') },
      { label: t('ui.acts'), kind: 'act' },
    ],
    rows: names.length > 0 ? rows : [],
    empty: {
      icon: 'unit',
      fact: t('page.admin.units.names.none'),
      next: t('page.admin.units.names.none.next'),
    },
  }
}

function rowOf(
  row: Row<'unit_name'>,
  cells: string[],
  acts: NonNullable<Exclude<CellPart, string>['acts']> = [],
) {
  return { id: row.id, cells: [...cells, { acts }] }
}

function cancelOf({ id, unit_id, name }: Row<'unit_name'>, t: Translate) {
  return {
    label: t('page.admin.units.names.cancel'),
    kind: 'text' as const,
    small: true,
    action: `/admin/units/${unit_id}/names/${id}/removal`,
    fields: { act_id: randomUUID() },
    attrs: { 'aria-label': `${t('page.admin.units.names.cancel')} ${name}` },
  }
}

function whenOf(from: string | null, to: string | null, t: Translate): string {
  if (from && to) return t('page.admin.units.names.between', { from: formatDate(from), to: formatDate(to) })
  if (to) return t('page.admin.units.names.until', { to: formatDate(to) })
  return from
    ? t('page.admin.units.names.from', { from: formatDate(from) })
    : t('page.admin.units.names.ever')
}
