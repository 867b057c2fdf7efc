import type { Row } from '../../data/schema.ts'
import { formatDateTime, formatNumber } from '../../i18n/format.ts'
import type { StatusPart } from '../../render/parts.ts'
import type { Words } from './words.ts'

/** After so long without a beat somebody must look. */
const silentSeconds = 300

export interface HealthPart {
  status: StatusPart
  lines: string[]
}

/** What a worker writes with each beat; a row of another version may lack any of it. */
interface Beat {
  queue?: { kind?: string; up?: boolean; answerMs?: number | null }
  jobs?: Record<string, number> | null
  mail?: 'smtp' | 'kept'
  oldest_message_at?: string | null
}

/** "Bộ phận gửi thư đang chạy, nhịp gần nhất 4 giây trước", with the queue and what waits longest. */
export function healthPart(workers: Row<'worker_status'>[], now: Date, words: Words): HealthPart {
  const { t, locale } = words
  const last = workers.toSorted((a, b) => (a.beat_at < b.beat_at ? 1 : -1))[0]
  if (!last)
    return {
      status: { kind: 'late', word: t('page.outbox.health.never') },
      lines: [t('page.outbox.health.start')],
    }
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(last.beat_at)) / 1000))
  const beat = beatOf(last.detail)
  const lines = [queueLine(beat, words), mailLine(beat, words), waitingLine(beat, now, words)].filter(
    line => line !== '',
  )
  if (seconds > silentSeconds) {
    const at = formatDateTime(last.beat_at, locale)
    return {
      status: { kind: 'late', word: t('page.outbox.health.silent', { age: ageWord(seconds, words), at }) },
      lines,
    }
  }
  return {
    status: { kind: 'done', word: t('page.outbox.health.runs', { age: ageWord(seconds, words) }) },
    lines,
  }
}

function beatOf(detail: string): Beat {
  try {
    const beat: unknown = JSON.parse(detail)
    return beat !== null && typeof beat === 'object' ? (beat as Beat) : {}
  } catch {
    return {}
  }
}

function queueLine({ queue, jobs }: Beat, { t, locale }: Words): string {
  if (!queue) return ''
  const kind = t('page.outbox.health.queue', { kind: queue.kind ?? '' })
  const state = queue.up ? t('page.outbox.health.queue.up') : t('page.outbox.health.queue.down')
  const waiting = Object.entries(jobs ?? {})
    .filter(([name, count]) => count > 0 && (name === 'waiting' || name === 'active' || name === 'failed'))
    .map(([name, count]) =>
      t(`page.outbox.health.jobs.${name as 'waiting'}`, { count: formatNumber(count, locale) }),
    )
  return [`${kind} ${state}`, ...waiting].join(', ')
}

function mailLine({ mail }: Beat, { t }: Words): string {
  return mail ? t(`page.outbox.health.mail.${mail}`) : ''
}

function waitingLine({ oldest_message_at }: Beat, now: Date, words: Words): string {
  if (!oldest_message_at) return ''
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(oldest_message_at)) / 1000))
  return words.t('page.outbox.health.oldest', { age: ageWord(seconds, words) })
}

function ageWord(seconds: number, { t }: Words): string {
  if (seconds < 120) return t('page.outbox.age.seconds', { count: seconds })
  if (seconds < 7200) return t('page.outbox.age.minutes', { count: Math.floor(seconds / 60) })
  if (seconds < 172_800) return t('page.outbox.age.hours', { count: Math.floor(seconds / 3600) })
  return t('page.outbox.age.days', { count: Math.floor(seconds / 86_400) })
}
