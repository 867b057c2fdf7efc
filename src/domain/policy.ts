import type { Actor } from '../data/actor.ts'
import { listOrganisations, listPolicies, type OrganisationPlace, type PolicyRow } from '../data/policy.ts'
import type { Db } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { defaultContent, type PolicyContent, readContent, rungsOf } from './policy-content.ts'
import type { Terms } from './policy-terms.ts'
import { type Ladder, ladderOf } from './reminder-ladder.ts'

/** How an organisation works on a day: its ladder, and its graces, limits and hours. */
export interface Policy {
  ladder: Ladder
  terms: Terms
  content: PolicyContent
  /** The row it was read from; null for the program's default. */
  row: PolicyRow | null
}

/** The policies of every organisation at any day, read once and asked often. */
export interface Policies {
  /** Of the organisation, else of the nearest above it that has one, else the default (PRODUCT §4). */
  on(organisationId: string, day: PlainDate): Policy
  /** Those above before those below. */
  organisations: OrganisationPlace[]
  rows: PolicyRow[]
}

/** Reads all of them: two short queries, once a duty run or transaction. */
export async function findPolicies(db: Db): Promise<Policies> {
  return policiesOf(await listOrganisations(db), await listPolicies(db))
}

/** The policy of one organisation on a business day. */
export async function findPolicy(db: Db, organisationId: string, day: PlainDate): Promise<Policy> {
  return (await findPolicies(db)).on(organisationId, day)
}

/** `rows`: each organisation's versions in the order of their numbers. */
export function policiesOf(organisations: OrganisationPlace[], rows: PolicyRow[]): Policies {
  const versions = Map.groupBy(rows, row => row.organisation_id)
  const read = new Map<PolicyRow, Policy>()
  const places = new Map(organisations.map(one => [one.id, one]))
  const chains = new Map<string, string[]>()
  const chainOf = (id: string) => {
    const known = chains.get(id)
    if (known) return known
    const path = places.get(id)?.path ?? ''
    const above = organisations.filter(one => path.startsWith(one.path))
    const chain = above.sort((a, b) => b.path.length - a.path.length).map(one => one.id)
    chains.set(id, chain)
    return chain
  }
  return {
    organisations,
    rows,
    on(organisationId, day) {
      for (const id of chainOf(organisationId)) {
        const row = validOn(versions.get(id) ?? [], day)
        if (!row) continue
        const policy = read.get(row) ?? policyOf(readContent(row.content), row)
        read.set(row, policy)
        return policy
      }
      return defaultPolicy
    },
  }
}

/** What was decided last among what has begun: a later decision that begins earlier leaves no room for the other. */
export function validOn(versions: readonly PolicyRow[], day: PlainDate): PolicyRow | undefined {
  return versions.findLast(row => row.from_on <= day)
}

export function policyOf(content: PolicyContent, row: PolicyRow | null = null): Policy {
  return { ladder: ladderOf(rungsOf(content)), terms: content.terms, content, row }
}

export const defaultPolicy = policyOf(defaultContent)

/** Organisations that live by a version of this one on the day: itself and those below without one of their own. */
export function livingBy(policies: Policies, organisationId: string, day: PlainDate): string[] {
  const own = validOn(
    policies.rows.filter(row => row.organisation_id === organisationId),
    day,
  )
  if (!own) return []
  return policies.organisations.map(one => one.id).filter(id => policies.on(id, day).row?.id === own.id)
}

/**
 * The policy of a person's own office, by which pages tell what is due soon and what is stale: one measure for all they
 * read, so that a figure and the list behind it agree though the tasks be of several organisations.
 */
export async function findReaderPolicy(db: Db, { holdings, today }: Actor): Promise<Policy> {
  const organisations = new Map(holdings.map(held => [held.organisation_id, held.organisation_ids.length]))
  const [widest] = [...organisations].sort(([, a], [, b]) => b - a)
  return widest ? findPolicy(db, widest[0], today) : defaultPolicy
}
