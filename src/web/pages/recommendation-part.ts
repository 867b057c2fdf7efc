import type { TaskCounts } from '../../data/inspection.ts'
import type { ObligationOfUnit } from '../../data/obligation.ts'
import type { TaskUnderRecommendation } from '../../data/recommendation.ts'
import type { RepeatedRecommendation } from '../../data/repeat.ts'
import type { Row } from '../../data/schema.ts'
import { formatDate, formatDateShort } from '../../i18n/format.ts'
import type { ButtonPart, LinkPart, StatusPart } from '../../render/parts.ts'
import { excerpt } from './conclusion-text.ts'
import { obligationStatus, scheduleWords } from './obligation-words.ts'
import { originalDate } from './task-dates.ts'
import { listStatus } from './task-status-part.ts'
import type { Words } from './words.ts'

/** A recommendation in a list, with the tasks made of it. */
export interface RecommendationPart {
  id: string
  /** Its ordinal: `#kn-4` is where it stands in the list, `#span-4` in the text. */
  ordinal: number
  title: string
  href: string
  kind: string
  /** The recommendation of an earlier inspection that it repeats, where the person may see that. */
  repeats: LinkPart | null
  quote: string
  progress: string
  /** What the committee closed it with; empty while it is open. */
  outcome: string
  obligations: { id: string; title: string; href: string; status: StatusPart; meta: string }[]
  tasks: TaskLinePart[]
  /** A draft that a unit refused waits for a decision. */
  notice: { text: string; act: ButtonPart } | null
  act: ButtonPart | null
}

export interface TaskLinePart {
  id: string
  code: string
  title: string
  href: string
  unit: string
  status: StatusPart
  sub: string
  date: string
  /** The first deadline where another is in force, and how late the task is against it. */
  original: string
}

const longestQuote = 800

export interface RecommendationInput {
  recommendation: Row<'recommendation'>
  tasks: readonly TaskUnderRecommendation[]
  counts: TaskCounts | undefined
  /** Secretaries and leaders draft tasks. */
  mayAssign: boolean
  repeated: RepeatedRecommendation | undefined
  obligations?: readonly ObligationOfUnit[]
}

export function recommendationPart(input: RecommendationInput, words: Words): RecommendationPart {
  const { recommendation, tasks, counts, mayAssign, repeated, obligations = [] } = input
  const { t } = words
  const href = `/recommendations/${recommendation.id}`
  const refused = mayAssign ? tasks.find(task => task.state === 'draft' && task.refused_count > 0) : undefined
  return {
    id: recommendation.id,
    ordinal: recommendation.ordinal,
    title: recommendation.summary || excerpt(recommendation.quote, 120),
    href,
    kind: t(`kind.${recommendation.kind}`),
    repeats: repeated ? repeatsLink(repeated, words) : null,
    quote: excerpt(recommendation.quote, longestQuote),
    progress: progressWords(counts, words),
    outcome: recommendation.outcome ? t(`outcome.${recommendation.outcome}`) : '',
    obligations: obligations.map(one => ({
      id: one.id,
      title: one.title,
      href: `/obligations/${one.id}`,
      status: obligationStatus(one, words),
      meta: [one.lead_unit_name, scheduleWords(one, words)].join(' · '),
    })),
    tasks: tasks.map(task => taskLine(task, words)),
    notice: refused
      ? {
          text: t('page.recommendation.refused', { code: refused.code, unit: refused.lead_unit_name }),
          act: {
            label: t('page.recommendation.decide'),
            href: `/tasks/${refused.id}/preparation`,
            kind: 'line',
            small: true,
          },
        }
      : null,
    act: mayAssign
      ? { label: t('page.recommendation.assign'), href: `${href}/tasks/new`, icon: 'plus', small: true }
      : null,
  }
}

function repeatsLink({ id, held_on, summary, quote }: RepeatedRecommendation, { t }: Words): LinkPart {
  const title = excerpt(summary || quote, 120)
  return {
    label: t('page.recommendation.repeats', { year: held_on.slice(0, 4), title }),
    href: `/recommendations/${id}`,
  }
}

/** "2 trên 3 nhiệm vụ đã xác nhận": a count of live tasks, never a percentage (PRODUCT §3). */
export function progressWords(counts: TaskCounts | undefined, { t }: Words): string {
  const { verified = 0, live = 0, draft = 0 } = counts ?? {}
  const drafts = draft > 0 ? t('page.recommendation.drafts', { count: draft }) : ''
  const done =
    live > 0 ? t('page.recommendation.progress', { verified, live }) : t('page.recommendation.no_tasks')
  return drafts && live === 0 ? drafts : [done, drafts].filter(Boolean).join(' · ')
}

export function taskLine(task: TaskUnderRecommendation, words: Words): TaskLinePart {
  const { status, sub } = listStatus({ ...task, percent: task.percent }, words)
  return {
    id: task.id,
    code: task.code,
    title: task.title,
    href: `/tasks/${task.id}`,
    unit: task.lead_unit_name,
    status,
    sub: sub ?? '',
    date: task.due_on ? formatDateShort(task.due_on) : '',
    original: originalWord(task, words),
  }
}

function originalWord(task: TaskUnderRecommendation, words: Words): string {
  const original = originalDate(task, words)
  if (!original) return ''
  const values = { date: formatDate(original.date), days: original.days }
  return words.t(original.days > 0 ? 'page.tasks.original.past' : 'page.tasks.original', values)
}
