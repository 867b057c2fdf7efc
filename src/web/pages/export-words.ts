import type { ExportRow } from '../../data/export.ts'
import type { Row } from '../../data/schema.ts'
import type { ExportQuery } from '../../domain/export.ts'
import { formatBytes, formatDate, formatNumber } from '../../i18n/format.ts'
import { localDate } from '../../lib/plain-date.ts'
import type { StatusPart } from '../../render/parts.ts'
import type { Words } from './words.ts'

const looks = {
  planned: 'planned',
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const

/** A file whose time is over is no longer there, though it was made. */
export function isGone({ state, file_id }: ExportRow): boolean {
  return state === 'done' && file_id === null
}

export function exportStatus(row: ExportRow, { t }: Pick<Words, 't'>): StatusPart {
  if (isGone(row)) return { kind: 'cancelled', word: t('export.state.gone') }
  return { kind: looks[row.state], word: t(`export.state.${row.state}`) }
}

export function queryOf(row: ExportRow): ExportQuery {
  return JSON.parse(row.query) as ExportQuery
}

/** "Bảng theo dõi (XLSX), tính đến 10/12/2018" */
export function exportName(row: ExportRow, { t }: Pick<Words, 't'>): string {
  return t('export.name', { what: t(`export.format.${row.format}`), date: formatDate(queryOf(row).asOf) })
}

/** "1.204 nhiệm vụ · 84 KB · tải được đến 17/12/2018"; what is known of it by now. */
export function exportMeta(row: ExportRow, { t, locale }: Pick<Words, 't' | 'locale'>): string {
  if (row.state !== 'done') return ''
  const rows = t('export.rows', { count: row.rows_done })
  const until = row.expires_at && row.file_id ? formatDate(localDate(row.expires_at)) : null
  return [rows, formatBytes(row.size, locale), until && t('export.until', { date: until })]
    .filter(Boolean)
    .join(' · ')
}

/** How far it is: both numbers, and null for a bar that cannot know yet. */
export function exportProgress(
  { rows_done, rows_total }: ExportRow,
  { t, locale }: Pick<Words, 't' | 'locale'>,
): { value: number; max: number; words: string } | null {
  if (rows_total === 0) return null
  const [done, total] = [formatNumber(rows_done, locale), formatNumber(rows_total, locale)]
  return { value: rows_done, max: rows_total, words: t('export.progress', { done, total }) }
}

const awaySeconds = 60

/** Whether some worker has given a sign of life in the last minute. */
export function isWorkerThere(workers: Row<'worker_status'>[], now: Date): boolean {
  return workers.some(({ beat_at }) => now.getTime() - Date.parse(beat_at) < awaySeconds * 1000)
}
