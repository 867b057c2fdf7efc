import type { Holding } from '../data/actor.ts'
import { insertPolicy, type PolicyRow } from '../data/policy.ts'
import type { Db } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict, Invalid, NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf, officeHolding } from './office-authority.ts'
import { findPolicies, type Policies, policiesOf } from './policy.ts'
import { checkContent } from './policy-check.ts'
import { type PolicyContent, type RungSetting, writeContent } from './policy-content.ts'
import type { Terms } from './policy-terms.ts'

/** Days ahead on which a policy may begin. */
const farthestStart = 90

export interface PolicyChange {
  organisationId: string
  /** The first day on which it holds; never today or before: what was done is judged by the policy of its day. */
  fromOn: PlainDate | null
  note: string
  /** What changes; the rest stays as the latest version has it. */
  rungs: Record<string, RungSetting>
  terms: Partial<Terms>
  /** The number of the organisation's latest version when the form was made; 0 where it had none. */
  version: number
}

/** A change that may be saved: the whole content that comes of it, and the policies as they would be then. */
export interface PlannedChange {
  content: PolicyContent
  fromOn: PlainDate
  number: number
  holding: Holding
  now: Policies
  next: Policies
}

/**
 * Saves a new version of an organisation's policy (PRODUCT §1: the secretary; hours also the administrator). Throws
 * `NotFound` for an organisation out of reach, `NotAllowed`, `Invalid` with the fields, `Conflict` when someone saved
 * a version first.
 */
export async function changePolicy(db: Db, act: Act, change: PolicyChange): Promise<Done> {
  return actOnce(db, act, async trx => {
    const planned = await planChange(trx, act, change)
    const row = rowOf(act, change, planned)
    // The line that wins the race of two people who save at once.
    if (!(await insertPolicy(trx, row))) throw new Conflict()
    await recordEvent(trx, act, {
      organisationId: change.organisationId,
      act: 'change_policy',
      subjectType: 'policy',
      subjectId: row.id,
      appointmentId: planned.holding.id,
      payload: {
        number: row.number,
        from_on: row.from_on,
        content_sha256: sha256(row.content),
        note_sha256: sha256(change.note),
      },
    })
    return row.id
  })
}

/** Everything `changePolicy` would refuse, and what would come of it; writes nothing. For the page that asks to confirm. */
export async function planChange(db: Db, act: Act, change: PolicyChange): Promise<PlannedChange> {
  const { organisationId } = change
  const actor = await actorOf(db, act)
  const now = await findPolicies(db)
  const reached = actor.holdings.some(held => held.organisation_ids.includes(organisationId))
  if (!reached || !now.organisations.some(one => one.id === organisationId)) throw new NotFound()
  const holding = officeHolding(actor, rolesFor(change), organisationId, 'policy')
  const latest = latestOf(now, organisationId)
  if ((latest?.number ?? 0) !== change.version) throw new Conflict(latest)
  const base = baseOf(now, organisationId, act.occasion.today)
  const content = {
    rungs: { ...base.rungs, ...change.rungs },
    terms: { ...base.terms, ...change.terms },
  }
  checkChange(change, content, base, act.occasion.today)
  const planned = { content, fromOn: change.fromOn as PlainDate, number: change.version + 1, holding, now }
  return { ...planned, next: policiesOf(now.organisations, [...now.rows, rowOf(act, change, planned)]) }
}

/** The content that a change starts from: the latest version saved, though it has not begun; else what holds today. */
export function baseOf(policies: Policies, organisationId: string, today: PlainDate): PolicyContent {
  const latest = latestOf(policies, organisationId)
  return policies.on(organisationId, latest && latest.from_on > today ? latest.from_on : today).content
}

export function latestOf({ rows }: Policies, organisationId: string): PolicyRow | undefined {
  return rows.findLast(row => row.organisation_id === organisationId)
}

/** Whom a reminder goes to is the secretary's; when mail goes is also a setting of the system. */
function rolesFor({ rungs, terms }: PolicyChange): ('secretary' | 'admin')[] {
  const onlyHours = Object.keys(rungs).length === 0 && Object.keys(terms).every(isHour)
  return onlyHours ? ['secretary', 'admin'] : ['secretary']
}

const hours: (keyof Terms)[] = ['bundle_at', 'mail_from', 'mail_until', 'digest_weekday', 'digest_tasks']

function isHour(name: string): boolean {
  return (hours as string[]).includes(name)
}

function checkChange(
  change: PolicyChange,
  content: PolicyContent,
  base: PolicyContent,
  today: PlainDate,
): void {
  const check = fieldCheck()
  checkContent(content, (field, key) => check.refuse(field, key))
  check.date('fromOn', change.fromOn)
  const from = change.fromOn ?? ''
  check.refuseIf(from !== '' && from <= today, 'fromOn', 'error.policy_starts_too_early')
  check.refuseIf(from > addDays(today, farthestStart), 'fromOn', {
    key: 'error.policy_starts_too_late',
    values: { days: farthestStart },
  })
  check.text('note', change.note, 'line')
  check.done()
  if (writeContent(content) === writeContent(base)) throw new Invalid({ unchanged: 'error.nothing_changed' })
}

function rowOf(
  act: Act,
  { organisationId, note }: PolicyChange,
  { content, fromOn, number }: Pick<PlannedChange, 'content' | 'fromOn' | 'number'>,
): PolicyRow {
  return {
    id: newId(),
    organisation_id: organisationId,
    number,
    from_on: fromOn,
    content: writeContent(content),
    note,
    created_by: act.personId,
    created_at: act.occasion.at,
  }
}
