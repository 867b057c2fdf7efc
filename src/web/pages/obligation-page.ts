import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { listObligationSchedules, type ObligationOfUnit } from '../../data/obligation.ts'
import { countCyclesOf } from '../../data/obligation-count.ts'
import { type CycleWithTask, listCycles, listTasksSeen } from '../../data/obligation-cycle.ts'
import type { Db } from '../../data/schema.ts'
import { committeeOver, holdingOver } from '../../domain/authority.ts'
import type {
  ActButtonPart,
  AnswerPart,
  ButtonPart,
  LinkPart,
  StatusPart,
  TablePart,
  TimelineEntry,
} from '../../render/parts.ts'
import { mayPrepare } from './inspection-page.ts'
import { factsOf, obligationTrail } from './obligation-facts.ts'
import {
  cycleCountWords,
  cycleStatus,
  obligationStatus,
  periodWords,
  scheduleWords,
} from './obligation-words.ts'
import { shortDate } from './standing-act-page.ts'
import { momentOf, type Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'obligation/show': {
      title: string
      trail: (LinkPart | { label: string })[]
      status: StatusPart
      meta: string
      acts: (ButtonPart | ActButtonPart)[]
      facts: AnswerPart[]
      cycles: TablePart
      count: string
      history: TimelineEntry[]
    }
  }
}

/** Cycles that the page shows: ten years of months. */
const mostCycles = 120

export async function obligationPage(
  db: Db,
  request: FastifyRequest,
  obligation: ObligationOfUnit,
  words: Words,
) {
  const { t } = words
  const cycles = await listCycles(db, obligation.id, mostCycles)
  const seen = await listTasksSeen(
    db,
    request.actor,
    cycles.map(cycle => cycle.task_id),
  )
  const counts = (await countCyclesOf(db, [obligation.id])).get(obligation.id)
  return {
    title: obligation.title,
    trail: [...obligationTrail(obligation, words), { label: t('obligation.one') }],
    status: obligationStatus(obligation, words),
    meta: [obligation.lead_unit_name, scheduleWords(obligation, words)].join(' · '),
    acts: actsOf(request, obligation, words),
    facts: await factsOf(db, obligation, words),
    cycles: cycleTable(obligation, cycles, seen, words),
    count: cycleCountWords(counts, words),
    history: await historyOf(db, obligation, words),
  }
}

function actsOf(
  { actor }: FastifyRequest,
  obligation: ObligationOfUnit,
  { t }: Words,
): (ButtonPart | ActButtonPart)[] {
  const here = `/obligations/${obligation.id}`
  const { organisation_id: organisationId, committee_id: committeeId, state } = obligation
  if (state === 'draft')
    return mayPrepare(actor, organisationId)
      ? [
          { label: t('obligation.act.issue'), href: `${here}/issue`, kind: 'solid', icon: 'send' },
          { label: t('obligation.act.change'), href: `${here}/preparation`, kind: 'line' },
          {
            label: t('obligation.act.discard'),
            kind: 'text',
            action: `${here}/discard`,
            fields: { act_id: randomUUID(), version: obligation.version },
          },
        ]
      : []
  if (state !== 'open') return []
  return [
    ...(holdingOver(actor, 'leader', organisationId)
      ? [{ label: t('obligation.act.reschedule'), href: `${here}/schedule`, kind: 'line' as const }]
      : []),
    ...(committeeOver(actor, organisationId, committeeId)
      ? [{ label: t('obligation.act.close'), href: `${here}/closing`, kind: 'line' as const }]
      : []),
  ]
}

function cycleTable(
  { state, title }: ObligationOfUnit,
  cycles: CycleWithTask[],
  seen: ReadonlySet<string>,
  words: Words,
): TablePart {
  const { t } = words
  return {
    id: 'cycles',
    caption: t('obligation.cycles'),
    columns: [
      { label: t('obligation.column.period'), card: 'title' },
      { label: t('page.recommendation.column.status'), kind: 'status' },
      { label: t('field.dueOn'), kind: 'date' },
      { label: t('obligation.column.reported'), kind: 'date' },
    ],
    rows: cycles.map(cycle => ({
      id: String(cycle.ordinal),
      late: cycle.missed_on !== null,
      cells: [
        {
          text: periodWords(cycle, words),
          sub: `${cycle.code} ${ownPart(cycle.title, title)}`,
          ...(seen.has(cycle.task_id) ? { href: `/tasks/${cycle.task_id}` } : {}),
        },
        { status: cycleStatus(cycle, words) },
        { text: shortDate(cycle.due_on), nowrap: true },
        { text: shortDate(cycle.first_report_on) || t('ui.nothing'), nowrap: true },
      ],
    })),
    empty: {
      icon: 'cycle',
      fact: t('obligation.cycles.none'),
      next: t(state === 'draft' ? 'obligation.cycles.draft' : 'obligation.cycles.wait'),
    },
  }
}

/** What a cycle's title says besides the duty's: "(quý I/2019)". */
function ownPart(title: string, ofDuty: string): string {
  return title.startsWith(ofDuty) ? title.slice(ofDuty.length).trim() : title
}

async function historyOf(db: Db, obligation: ObligationOfUnit, words: Words): Promise<TimelineEntry[]> {
  const { t } = words
  const rows = await listObligationSchedules(db, obligation.id)
  return rows.toReversed().map((row, index): TimelineEntry => {
    const first = index === rows.length - 1
    const values = { schedule: scheduleWords(row, words), date: shortDate(row.from_on) }
    const act = t(first ? 'obligation.history.issued' : 'obligation.history.changed', values)
    return {
      id: row.id,
      icon: first ? 'flag' : 'cycle',
      dot: 'key',
      who: row.person_name,
      text: t('page.timeline.titled', { title: row.post_title, act }),
      when: momentOf(row.created_at, words),
      iso: row.created_at,
      ...(row.reason ? { body: row.reason } : {}),
    }
  })
}
