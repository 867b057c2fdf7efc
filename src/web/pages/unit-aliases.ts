import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Db, Row } from '../../data/schema.ts'
import { listAliasesOfUnit } from '../../data/unit-alias.ts'
import { formatDate } from '../../i18n/format.ts'
import { localDate } from '../../lib/plain-date.ts'
import type { TablePart } from '../../render/parts.ts'
import type { FormPage } from '../forms/answer.ts'

/** The page of a unit's form with what documents were found to call it. */
export async function withAliases(
  db: Db,
  request: FastifyRequest,
  unit: Row<'unit'>,
  page: FormPage & { view: 'admin/form' },
): Promise<FormPage> {
  const { breadcrumb, title, form } = page.data
  const aliases = aliasTable(request, unit.id, await listAliasesOfUnit(db, unit.id))
  return { view: 'admin/unit', data: { breadcrumb, title, form, aliases }, options: page.options }
}

function aliasTable({ t }: FastifyRequest, unitId: string, aliases: Row<'unit_alias'>[]): TablePart {
  return {
    id: 'aliases',
    caption: t('page.admin.aliases'),
    columns: [
      { label: t('page.admin.aliases'), card: 'title' },
      { label: t('page.admin.aliases.since'), kind: 'date' },
      { label: t('page.admin.aliases.remove'), kind: 'act' },
    ],
    rows: aliases.map(alias => ({
      id: alias.id,
      cells: [
        alias.name,
        formatDate(localDate(alias.created_at)),
        {
          acts: [
            {
              label: t('page.admin.aliases.remove'),
              kind: 'text',
              small: true,
              action: `/admin/units/${unitId}/aliases/${alias.id}/removal`,
              fields: { act_id: randomUUID() },
              attrs: { 'aria-label': `${t('page.admin.aliases.remove')} ${alias.name}` },
            },
          ],
        },
      ],
    })),
    empty: {
      icon: 'unit',
      fact: t('page.admin.aliases.none'),
      next: t('page.admin.aliases.none.next'),
    },
  }
}
