import type { FastifyRequest } from 'fastify'
import { listPolicyVersions } from '../../data/policy.ts'
import type { Db } from '../../data/schema.ts'
import type { Policies } from '../../domain/policy.ts'
import { latestOf } from '../../domain/policy-change.ts'
import { defaultContent, type PolicyContent, readContent } from '../../domain/policy-content.ts'
import { defaultTerms } from '../../domain/policy-terms.ts'
import { type LadderRung, recipientWords } from '../../domain/reminder-ladder.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { ButtonPart, CellPart, TablePart } from '../../render/parts.ts'
import { type PolicyPart, policyParts, rungsOfPart, termsOfPart } from '../forms/policy.ts'
import { adminTabs } from './admin.ts'
import { ledgerTabs, type TabsPart } from './ledger-tabs.ts'
import { historyTable } from './policy-history.ts'
import { policyHref, policyPartHref } from './policy-link.ts'
import { termWord, upperFirst, whenWord, whomWord } from './policy-words.ts'
import type { Words } from './words.ts'

export interface PolicyIndex {
  lead: string
  tabs: TabsPart
  /** The organisations of the person's reach, where there are several. */
  organisations: TabsPart | null
  notices: string[]
  sections: { id: string; title: string; note: string; table: TablePart; act: ButtonPart | null }[]
  history: TablePart
}

declare module '../../render/views.ts' {
  interface Views {
    'policy/index': PolicyIndex
  }
}

export interface PolicyView {
  policies: Policies
  organisationId: string
  /** Of which the person reads the policy. */
  reach: { id: string; name: string }[]
  /** A past or coming version that is looked at; null: what holds today. */
  asked: number | null
  mayEdit(part: PolicyPart): boolean
}

/** The policy that holds today, or an earlier or coming version, with everything that may be set beside its default. */
export async function policyIndex(
  db: Db,
  request: FastifyRequest,
  view: PolicyView,
  words: Words,
): Promise<PolicyIndex> {
  const { t } = request
  const { policies, organisationId, asked, reach } = view
  const versions = await listPolicyVersions(db, organisationId)
  const shown = versions.find(row => row.number === asked)
  const today = policies.on(organisationId, words.today)
  const content = shown ? readContent(shown.content) : today.content
  return {
    lead: shown ? t('page.policy.lead.version', { number: shown.number }) : t('page.policy.lead'),
    tabs: isOfAdmin(request) ? adminTabs(request, 'policy') : ledgerTabs(t, 'policy'),
    organisations: reach.length > 1 ? organisationTabs(t, view) : null,
    notices: shown ? [] : noticesOf(view, words),
    sections: policyParts.map(part => sectionOf(t, part, content, shown ? null : view)),
    history: historyTable(versions, today.row?.id, organisationId, words),
  }
}

function isOfAdmin({ actor }: FastifyRequest): boolean {
  return actor.holdings.some(held => held.role === 'secretary' || held.role === 'admin')
}

function organisationTabs(t: Translate, { organisationId, reach }: PolicyView): TabsPart {
  return {
    label: t('page.policy.organisations'),
    items: reach.map(({ id, name }) => ({
      label: name,
      href: policyHref(id),
      current: id === organisationId,
    })),
  }
}

/** Where the policy comes from, and which version waits to begin. */
function noticesOf({ policies, organisationId }: PolicyView, words: Words): string[] {
  const { t, today } = words
  const { row } = policies.on(organisationId, today)
  const latest = latestOf(policies, organisationId)
  const from = policies.organisations.find(one => one.id === row?.organisation_id)
  return [
    ...(row ? [] : [t('page.policy.is_default')]),
    ...(row && from && from.id !== organisationId ? [t('page.policy.inherited', { unit: from.name })] : []),
    ...(latest && latest.from_on > today
      ? [t('page.policy.waits', { number: latest.number, date: formatDate(latest.from_on) })]
      : []),
  ]
}

function sectionOf(t: Translate, part: PolicyPart, content: PolicyContent, view: PolicyView | null) {
  const rungs = rungsOfPart(part)
  const act: ButtonPart | null = view?.mayEdit(part)
    ? {
        label: t('page.policy.change', { part: t(`policy.part.${part}`) }),
        href: policyPartHref(view.organisationId, part),
        kind: 'line',
        small: true,
      }
    : null
  return {
    id: part,
    title: upperFirst(t(`policy.part.${part}`)),
    note: t(`policy.part.note.${part}`),
    table: rungs.length > 0 ? rungTable(t, part, rungs, content) : termTable(t, part, content),
    act,
  }
}

function rungTable(
  t: Translate,
  part: PolicyPart,
  rungs: LadderRung[],
  { rungs: set }: PolicyContent,
): TablePart {
  const rows = rungs.map(rung => {
    const setting = set[rung.rung] ?? defaultContent.rungs[rung.rung]
    const days = setting?.offset_days ?? rung.offset_days
    const whom = whomWord(t, rung, setting?.recipients ?? [])
    const usual = whomWord(t, rung, recipientWords(rung))
    const dated = rung.anchor !== 'act' && rung.offset_days !== 0
    return {
      id: rung.rung,
      cells: [
        { text: whenWord(t, rung, days), ...(dated ? usually(t, String(Math.abs(rung.offset_days))) : {}) },
        { text: upperFirst(whom), ...(whom === usual ? {} : usually(t, usual)) },
        onOff(t, setting?.enabled ?? true),
      ],
    }
  })
  return {
    id: `policy-${part}`,
    caption: t(`policy.part.${part}`),
    columns: [
      { label: t('page.policy.column.when'), width: 'l', card: 'title' },
      { label: t('page.policy.column.whom'), card: 'bare' },
      { label: t('page.policy.column.state'), kind: 'status', width: 'm', card: 'bare' },
    ],
    rows,
  }
}

function usually(t: Translate, value: string): { sub: string } {
  return { sub: t('policy.default', { value }) }
}

function onOff(t: Translate, enabled: boolean): CellPart {
  return {
    status: enabled ? { kind: 'done', word: t('policy.on') } : { kind: 'suspended', word: t('policy.off') },
  }
}

function termTable(t: Translate, part: PolicyPart, { terms }: PolicyContent): TablePart {
  return {
    id: `policy-${part}`,
    caption: t(`policy.part.${part}`),
    columns: [
      { label: t('page.policy.column.term'), card: 'title' },
      { label: t('page.policy.column.value'), width: 'l', card: 'bare' },
    ],
    rows: termsOfPart(part).map(name => ({
      id: name,
      cells: [
        t(`term.${name}`),
        { text: termWord(t, name, terms[name]), ...usually(t, termWord(t, name, defaultTerms[name])) },
      ],
    })),
  }
}
