import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../data/actor.ts'
import { findFigureVersion } from '../../data/figure-version.ts'
import { findLastMeeting } from '../../data/meeting.ts'
import type { Db } from '../../data/schema.ts'
import { Invalid } from '../../domain/errors.ts'
import { checkAsOf, findFirstDay } from '../../domain/figure-day.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { ErrorPart } from '../../render/parts.ts'
import { wordsOf } from '../forms/words.ts'
import type { KnownDays } from './committee-day.ts'
import { committeeFilter, type FilterPart, findScopeChoices, type ScopeChoices } from './committee-filter.ts'
import { type CommitteeChoice, committeeHref, readCommitteeQuery } from './committee-query.ts'
import { type CommitteeTab, committeeTabs, type TabsPart } from './committee-tabs.ts'

/** What stands above the figures of every page that answers for a day and a scope. */
export interface CommitteeHead {
  lead: string
  /** For paper, where the filter does not stand: "Tính đến ngày 10/12/2018 · Phòng …". */
  printed: string
  tabs: TabsPart
  filter: FilterPart
  /** Sentences of a day that cannot be answered for; nothing else stands on the page then. */
  errors: ErrorPart[]
}

/** How an open page is told of changes; null for a day gone by, whose figures stay what they are. */
export interface LivePart {
  /** The stream, and where the changed region is asked for. */
  stream: string
  region: string
}

export interface Asked {
  choice: CommitteeChoice
  choices: ScopeChoices
  known: KnownDays
  errors: Record<string, string>
}

/**
 * Reads and checks the address of a page of the committee.
 * @throws NotFound where it names what is not theirs
 */
export async function readAsked(db: Db, request: FastifyRequest): Promise<Asked> {
  const { actor, t, occasion } = request
  const read = readCommitteeQuery(request.query as Record<string, unknown>, occasion.today)
  const choices = await findScopeChoices(db, actor, read)
  const meeting = (await findLastMeeting(db, actor, read.asOf ?? read.today))?.on_day ?? null
  const known = { first: await findFirstDay(db, actor), meeting }
  const choice = withMeeting(read, known)
  return { choice, choices, known, errors: await errorsOf(db, actor, choice, t) }
}

/** Figures are compared with those of the last meeting, unless another day (or none) is asked for. */
function withMeeting(choice: CommitteeChoice, { meeting }: KnownDays): CommitteeChoice {
  if (choice.compareChosen || !meeting || !choice.asOf || meeting >= choice.asOf) return choice
  return { ...choice, compare: meeting }
}

async function errorsOf(
  db: Db,
  actor: Actor,
  choice: CommitteeChoice,
  t: Translate,
): Promise<Record<string, string>> {
  const errors: Record<string, string> = {}
  const { today, asOf, compare, typed, compareChosen } = choice
  const asOfError = asOf ? await refusalOf(db, actor, today, asOf, t) : t('error.not_a_date')
  if (asOfError) errors.as_of = asOfError
  if (compareChosen && typed.compare !== '') {
    const compareError = compare ? await refusalOf(db, actor, today, compare, t) : t('error.not_a_date')
    if (compareError) errors.compare = compareError
    else if (asOf && compare && compare >= asOf) errors.compare = t('error.compare_not_before')
  }
  return errors
}

async function refusalOf(db: Db, actor: Actor, today: string, asOf: string, t: Translate): Promise<string> {
  try {
    await checkAsOf(db, actor, { today, asOf })
    return ''
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return Object.values(error.fields)
      .map(key => wordsOf(t, key, error.values))
      .join(' ')
  }
}

export function headOf(
  app: FastifyInstance,
  request: FastifyRequest,
  { choice, choices, known, errors }: Asked,
  tab: 'figures' | 'charts',
): CommitteeHead {
  const { t } = request
  const path = tab === 'figures' ? '/committee' : '/committee/charts'
  const filter = committeeFilter(request, choice, choices, { known, errors, path })
  const day = choice.asOf ? t('page.committee.printed', { date: formatDate(choice.asOf) }) : ''
  return {
    lead: leadOf(request, choice, choices),
    printed: [day, filter.scoped].filter(Boolean).join(' · '),
    tabs: committeeTabs(app, t, tab satisfies CommitteeTab, choice),
    filter,
    errors: Object.entries(errors).map(([name, text]) => ({ name, text })),
  }
}

function leadOf(
  { t, office }: FastifyRequest,
  { inspection }: CommitteeChoice,
  { inspections }: ScopeChoices,
): string {
  const [only] = inspections
  const chosen =
    inspections.find(({ id }) => id === inspection) ?? (inspections.length === 1 ? only : undefined)
  if (!chosen) return office?.name ?? ''
  const held = t('page.committee.lead', { date: formatDate(chosen.held_on) })
  return [office?.name, held].filter(Boolean).join(' · ')
}

/** `shown` is all that the region shows: an answer that would show the same says so instead. */
export async function liveOf(
  db: Db,
  choice: CommitteeChoice,
  path: string,
  shown: unknown,
): Promise<LivePart | null> {
  if (choice.asOf !== choice.today) return null
  const version = await findFigureVersion(db)
  const region = committeeHref(choice, {}, path)
  return {
    stream: `/committee/live?seen=${version}`,
    region: `${region}${region.includes('?') ? '&' : '?'}shown=${digestOf(shown)}`,
  }
}

export function digestOf(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16)
}
