import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { countExportsAhead, type ExportRow } from '../../data/export.ts'
import type { Db } from '../../data/schema.ts'
import { listWorkerStatus } from '../../data/worker-status.ts'
import { workerPrefix } from '../../domain/worker-beat.ts'
import { formatBytes, formatDate, formatDateTime, formatNumber } from '../../i18n/format.ts'
import { localDate } from '../../lib/plain-date.ts'
import type { ActButtonPart, AnswerPart, ButtonPart, LinkPart, StatusPart } from '../../render/parts.ts'
import { findExportChoices, scopeOf } from './export-choices.ts'
import { exportName, exportProgress, exportStatus, isGone, isWorkerThere, queryOf } from './export-words.ts'
import { againHref, reportTrail } from './report-page.ts'

declare module '../../render/views.ts' {
  interface Views {
    'report/export': ExportPage
    'report/progress': ExportStanding
  }
}

/** How it stands; asked for again each second while it is on its way. */
export interface ExportStanding {
  /** Null once nothing more will happen. */
  pollHref: string | null
  status: StatusPart
  sentence: string
  bar: { value: number; max: number; words: string } | null
  /** What holds it up. */
  notice: string | null
}

interface ExportPage {
  trail: (LinkPart | { label: string })[]
  title: string
  standing: ExportStanding
  acts: (ButtonPart | ActButtonPart)[]
  /** For those without JavaScript, while it is on its way. */
  refresh: ButtonPart | null
  facts: AnswerPart[]
}

export function isOnItsWay({ state }: Pick<ExportRow, 'state'>): boolean {
  return state === 'planned' || state === 'running'
}

export async function exportPage(
  db: Db,
  request: FastifyRequest,
  row: ExportRow,
  now: Date,
): Promise<ExportPage> {
  const title = exportName(row, request)
  return {
    trail: [
      ...reportTrail(request),
      { label: request.t('page.reports.title'), href: '/reports' },
      { label: title },
    ],
    title,
    standing: await exportStanding(db, request, row, now),
    acts: actsOf(row, request),
    refresh: isOnItsWay(row)
      ? { label: request.t('page.export.refresh'), href: `/exports/${row.id}`, kind: 'text' }
      : null,
    facts: await factsOf(db, request, row),
  }
}

export async function exportStanding(
  db: Db,
  { t, locale }: FastifyRequest,
  row: ExportRow,
  now: Date,
): Promise<ExportStanding> {
  const onItsWay = isOnItsWay(row)
  const ahead = row.state === 'planned' ? await countExportsAhead(db, row) : 0
  const there = !onItsWay || isWorkerThere(await listWorkerStatus(db, workerPrefix), now)
  return {
    pollHref: onItsWay ? `/exports/${row.id}/progress` : null,
    status: exportStatus(row, { t }),
    sentence: sentenceOf(row, ahead, { t }),
    bar: onItsWay ? exportProgress(row, { t, locale }) : null,
    notice: there ? null : t('page.export.worker_away'),
  }
}

function sentenceOf(row: ExportRow, ahead: number, { t }: Pick<FastifyRequest, 't'>): string {
  if (isGone(row)) return t('page.export.gone')
  if (row.state === 'failed') return t(`export.reason.${row.reason as 'fault'}`)
  if (row.state === 'planned') return t('page.export.planned', { count: ahead })
  return t(`page.export.${row.state}`)
}

function actsOf(row: ExportRow, { t }: Pick<FastifyRequest, 't'>): (ButtonPart | ActButtonPart)[] {
  if (isOnItsWay(row))
    return [
      {
        label: t('page.export.cancel'),
        kind: 'line',
        action: `/exports/${row.id}/cancel`,
        fields: { act_id: randomUUID() },
      },
    ]
  const again: ButtonPart = { label: t('page.export.again'), href: againHref(row), kind: 'line' }
  if (row.state !== 'done' || isGone(row)) return [{ ...again, kind: 'solid' }]
  const download: ButtonPart = {
    label: t('page.export.download'),
    href: `/exports/${row.id}/file`,
    icon: 'download',
    kind: 'solid',
  }
  return [download, again]
}

async function factsOf(db: Db, request: FastifyRequest, row: ExportRow): Promise<AnswerPart[]> {
  const { t, locale } = request
  const query = queryOf(row)
  const choices = await findExportChoices(db, request, query.inspectionId)
  const facts: AnswerPart[] = [
    { label: t('page.export.fact.as_of'), value: formatDate(query.asOf) },
    { label: t('page.export.fact.scope'), value: scopeOf(query, choices, request) },
    { label: t('page.export.fact.asked'), value: formatDateTime(row.created_at, locale) },
  ]
  if (row.state !== 'done') return facts
  const until = row.expires_at ? formatDate(localDate(row.expires_at)) : ''
  return [
    ...facts,
    { label: t('page.export.fact.rows'), value: formatNumber(row.rows_done, locale) },
    { label: t('page.export.fact.size'), value: formatBytes(row.size, locale) },
    { label: t('page.export.fact.sha256'), value: row.sha256 },
    { label: t('page.export.fact.who'), value: t('page.export.fact.who.own', { date: until }) },
  ]
}
