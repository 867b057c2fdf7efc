import type { FastifyRequest } from 'fastify'
import { countMessages, listMessages, type OutboxPage, type OutboxView } from '../../data/outbox.ts'
import { listWorkerStatus } from '../../data/worker-status.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { workerPrefix } from '../../domain/worker-beat.ts'
import { formatDate } from '../../i18n/format.ts'
import type { EmptyPart, ErrorPart, PagerPart, TablePart } from '../../render/parts.ts'
import type { AppParts } from '../parts.ts'
import { adminTabs } from './admin.ts'
import { ledgerTabs, type TabsPart } from './ledger-tabs.ts'
import { type HealthPart, healthPart } from './outbox-health.ts'
import { type OutboxChoice, type OutboxTab, outboxHref, outboxTabs } from './outbox-query.ts'
import { outboxTable } from './outbox-table.ts'
import { type Words, wordsFor } from './words.ts'

export interface OutboxIndex {
  title: string
  lead: string
  tabs: TabsPart
  problems: ErrorPart[]
  health: HealthPart
  /** Dead letters, before everything else; null where there is none. */
  dead: TablePart | null
  deadCount: number
  states: TabsPart
  list: TablePart
  pager: PagerPart | null
}

const rowsOfPage = 40
const deadOfPage = 20
const paths = { office: '/outbox', admin: '/admin/mail' } as const

/** The outbox as the office or as administrators see it; `problems` stand on top when a mail could not be sent again. */
export async function outboxIndex(
  request: FastifyRequest,
  parts: AppParts,
  view: OutboxView,
  choice: OutboxChoice,
  problems: ErrorPart[] = [],
): Promise<OutboxIndex> {
  const { t, actor } = request
  const db = parts.database.reader
  const words = wordsFor(request, await findCalendar(db))
  const counts = await countMessages(db, actor, view)
  const dead = await listMessages(db, actor, view, {
    states: ['failed', 'bounced', 'unsure'],
    limit: deadOfPage,
  })
  const page = await listMessages(db, actor, view, {
    states: outboxTabs[choice.tab],
    cursor: choice.cursor,
    limit: rowsOfPage,
  })
  const options = {
    view,
    mayResend: view === 'admin' || actor.holdings.some(held => held.role === 'secretary'),
  }
  const workers = await listWorkerStatus(db, workerPrefix)
  const showsDead = choice.tab === 'all' && !choice.cursor && dead.rows.length > 0
  return {
    title: t(`page.outbox.title.${view}`),
    lead: t(`page.outbox.lead.${view}`),
    tabs: tabsOf(request, view),
    problems,
    health: healthPart(workers, parts.now(), words),
    dead: showsDead
      ? outboxTable(dead.rows, { ...options, id: 'dead', caption: t('page.outbox.dead') }, words)
      : null,
    deadCount: (counts.failed ?? 0) + (counts.bounced ?? 0) + (counts.unsure ?? 0),
    states: statesOf(t, paths[view], choice.tab, counts),
    list: {
      ...outboxTable(page.rows, { ...options, id: 'messages', caption: t('page.outbox.title') }, words),
      empty: emptyOf(t, choice.tab),
    },
    pager: pagerOf(words, paths[view], choice.tab, page),
  }
}

function tabsOf(request: FastifyRequest, view: OutboxView): TabsPart {
  if (view === 'office') return ledgerTabs(request.t, 'outbox')
  const tabs = adminTabs(request, 'index')
  return { ...tabs, items: tabs.items.map(item => ({ ...item, current: item.href === paths.admin })) }
}

function statesOf(
  t: Words['t'],
  path: string,
  current: OutboxTab,
  counts: Awaited<ReturnType<typeof countMessages>>,
): TabsPart {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const items = (Object.keys(outboxTabs) as OutboxTab[]).map(tab => {
    const states = outboxTabs[tab]
    const count = states ? states.reduce((sum, state) => sum + (counts[state] ?? 0), 0) : all
    return { tab, count }
  })
  return {
    label: t('page.outbox.states'),
    items: items
      .filter(({ tab, count }) => count > 0 || tab === 'all' || tab === current)
      .map(({ tab, count }) => ({
        label: t(`page.outbox.tab.${tab}`),
        href: outboxHref(path, tab),
        current: tab === current,
        count,
      })),
  }
}

function emptyOf(t: Words['t'], tab: OutboxTab): EmptyPart {
  const fact = tab === 'all' ? t('page.outbox.empty') : t('page.outbox.empty.state')
  return { icon: 'mail', fact, next: t('page.outbox.empty.next') }
}

function pagerOf({ t }: Words, path: string, tab: OutboxTab, page: OutboxPage): PagerPart | null {
  const [first, last] = [page.rows[0], page.rows.at(-1)]
  if (!first || !last || !(page.hasNewer || page.hasOlder)) return null
  return {
    label: t('page.outbox.pager'),
    text: t('page.ledger.pager.text', { from: formatDate(last.for_on), to: formatDate(first.for_on) }),
    ...(page.hasNewer ? { previous: outboxHref(path, tab, { row: first, newer: true }) } : {}),
    ...(page.hasOlder ? { next: outboxHref(path, tab, { row: last, newer: false }) } : {}),
  }
}
