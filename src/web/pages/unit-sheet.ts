import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Db } from '../../data/schema.ts'
import { listMadeSheets, listSheetUnits } from '../../data/unit-sheet.ts'
import { listWaitingReturns } from '../../data/unit-sheet-return.ts'
import { mostSheetTasks, sheetOrganisations } from '../../domain/unit-sheet.ts'
import { formatDate, formatDateTime, formatNumber } from '../../i18n/format.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { ActButtonPart, TablePart } from '../../render/parts.ts'
import { actIdFor, type Failure } from '../forms/answer.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { returnFields } from '../forms/unit-sheet.ts'

declare module '../../render/views.ts' {
  interface Views {
    'unit-sheet/index': SheetsPart
  }
}

export interface SheetsPart {
  form: FormPart
  /** Files that came back and wait to be looked over. */
  waiting: { id: string; name: string; meta: string; href: string; remove: ActButtonPart }[]
  units: TablePart
  made: TablePart
}

const shownSheets = 30

/** The secretary's page of sheets: what came back first, then whom to send one. */
export async function sheetsPage(
  db: Db,
  request: FastifyRequest,
  { form, failure }: { form?: Form; failure?: Failure } = {},
): Promise<SheetsPart> {
  const { t, actor, locale } = request
  const organisations = sheetOrganisations(actor)
  const waiting = await listWaitingReturns(db, organisations, shownSheets)
  const errors = failure?.errors ?? {}
  const fields = fill<FieldDescriptor>(returnFields, {}, errors)
  return {
    form: {
      id: 'sheet-form',
      action: '/unit-sheets/returns',
      actId: actIdFor(form),
      fields,
      submit: t('page.unit_sheet.submit'),
      submitKind: waiting.length > 0 ? 'tonal' : 'solid',
      errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
    },
    waiting: waiting.map(back => ({
      id: back.id,
      name: t('page.unit_sheet.back', { unit: back.unit_name }),
      meta: t('page.unit_sheet.back.meta', {
        name: back.name,
        when: formatDateTime(back.created_at, locale),
      }),
      href: returnHref(back.id),
      remove: removeAct(request, back.id),
    })),
    units: await unitsTable(db, request, organisations),
    made: await madeTable(db, request, organisations),
  }
}

export function returnHref(id: string): string {
  return `/unit-sheets/returns/${id}`
}

export function removeAct({ t }: FastifyRequest, id: string): ActButtonPart {
  return {
    label: t('page.unit_sheet.remove'),
    kind: 'text',
    small: true,
    action: `${returnHref(id)}/removal`,
    fields: { act_id: randomUUID() },
  }
}

async function unitsTable(
  db: Db,
  { t, locale }: FastifyRequest,
  organisations: string[],
): Promise<TablePart> {
  const units = await listSheetUnits(db, organisations)
  return {
    id: 'units',
    caption: t('page.unit_sheet.units'),
    columns: [
      { label: t('field.unit'), card: 'title' },
      { label: t('page.unit_sheet.tasks'), kind: 'number' },
      { label: t('page.unit_sheet.last'), kind: 'date' },
      { label: t('ui.acts'), kind: 'act' },
    ],
    rows: units.map(unit => ({
      id: unit.id,
      cells: [
        unit.name,
        {
          text: formatNumber(unit.count, locale),
          href: `/tasks?unit=${unit.id}`,
          ...(unit.count > mostSheetTasks ? { sub: t('page.unit_sheet.most', { max: mostSheetTasks }) } : {}),
        },
        { text: unit.last_made_on ? formatDate(unit.last_made_on) : t('ui.nothing'), nowrap: true },
        {
          acts: [
            {
              label: t('page.unit_sheet.make'),
              kind: 'line',
              small: true,
              action: '/unit-sheets',
              fields: { unitId: unit.id, act_id: randomUUID() },
            },
          ],
        },
      ],
    })),
    empty: { icon: 'done', fact: t('page.unit_sheet.none'), next: t('page.unit_sheet.none.next') },
  }
}

async function madeTable(db: Db, { t }: FastifyRequest, organisations: string[]): Promise<TablePart> {
  const sheets = await listMadeSheets(db, organisations, shownSheets)
  return {
    id: 'made',
    caption: t('page.unit_sheet.made'),
    columns: [
      { label: t('field.unit'), card: 'title' },
      { label: t('page.unit_sheet.made_on'), kind: 'date' },
      { label: t('page.unit_sheet.applied') },
      { label: t('ui.acts'), kind: 'act' },
    ],
    rows: sheets.map(sheet => ({
      id: sheet.id,
      cells: [
        sheet.unit_name,
        { text: formatDate(sheet.made_on), nowrap: true },
        sheet.applied > 0 ? t('page.unit_sheet.applied.yes') : t('page.unit_sheet.applied.no'),
        {
          acts: [
            {
              label: t('page.unit_sheet.download'),
              kind: 'text',
              small: true,
              href: `/unit-sheets/${sheet.id}/file`,
            },
          ],
        },
      ],
    })),
    empty: { icon: 'draft', fact: t('page.unit_sheet.made.none'), next: t('page.unit_sheet.made.none.next') },
  }
}
