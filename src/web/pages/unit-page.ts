import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Db, Row } from '../../data/schema.ts'
import { findUnit } from '../../data/unit.ts'
import { listAliasesOfUnit } from '../../data/unit-alias.ts'
import { listUnitNames } from '../../data/unit-name.ts'
import { countOpenTasksOf } from '../../data/unit-task.ts'
import { formatDate } from '../../i18n/format.ts'
import { localDate } from '../../lib/plain-date.ts'
import type { ButtonPart, TablePart } from '../../render/parts.ts'
import type { FormPage } from '../forms/answer.ts'
import type { NoticePart } from './admin.ts'
import { nameTable } from './unit-names.ts'

/** The page of a unit's form with what it was called, what documents call it, and what else can be done with it. */
export async function unitPage(
  db: Db,
  request: FastifyRequest,
  unit: Row<'unit'>,
  page: FormPage & { view: 'admin/form' },
): Promise<FormPage> {
  const { breadcrumb, title, form } = page.data
  const data = {
    breadcrumb,
    title,
    lead: '',
    acts: actsOf(request, unit),
    notices: await noticesOf(db, request, unit),
    form,
    names: nameTable(request, unit, await listUnitNames(db, unit.id)),
    aliases: aliasTable(request, unit.id, await listAliasesOfUnit(db, unit.id)),
  }
  return { view: 'admin/unit', data, options: page.options }
}

function actsOf({ t }: FastifyRequest, unit: Row<'unit'>): ButtonPart[] {
  const base = `/admin/units/${unit.id}`
  const rename = { label: t('page.admin.units.rename'), href: `${base}/names/new`, kind: 'line' as const }
  const close = { label: t('page.admin.units.close'), href: `${base}/closing`, kind: 'text' as const }
  const href = `/admin/appointments?unit=${unit.id}`
  const posts = { label: t('page.admin.posts'), href, kind: 'line' as const }
  return unit.parent_id === null ? [posts, rename] : [posts, rename, close]
}

/** A unit that closes, or has closed, with what still lies with it. */
async function noticesOf(db: Db, request: FastifyRequest, unit: Row<'unit'>): Promise<NoticePart[]> {
  if (unit.valid_to === null) return []
  const { t, actor } = request
  const successor = unit.successor_id ? await findUnit(db, unit.successor_id) : undefined
  const date = formatDate(unit.valid_to)
  const closed = successor
    ? t('page.admin.units.closed.by', { date, unit: successor.name })
    : t('page.admin.units.closed', { date })
  const count = await countOpenTasksOf(db, unit.id)
  if (count === 0) return [{ text: closed }]
  const may = actor.holdings.some(held => held.role === 'secretary' || held.role === 'leader')
  const href = `/units/${unit.id}/transfer`
  return [
    {
      text: `${closed} ${t('page.admin.units.open_tasks', { count })}`,
      ...(may ? { act: { label: t('page.transfer.title'), href, kind: 'line' as const } } : {}),
    },
  ]
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
