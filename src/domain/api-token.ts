import { randomBytes } from 'node:crypto'
import { findApiToken, insertApiToken, listApiTokens, updateApiTokenRevoked } from '../data/api-token.ts'
import type { Db } from '../data/schema.ts'
import { findOrganisationOf, findRootUnit } from '../data/unit.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { recordAccess } from './access-log.ts'
import { NotFound } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { actorOf } from './office-authority.ts'

/** What a token may be used for; each scope narrows what its person may do anyway, and adds nothing. */
export const apiScopes = ['figures:read', 'tasks:read', 'recommendations:write', 'updates:write'] as const
export type ApiScope = (typeof apiScopes)[number]

/** Days a token lives: what a form proposes, and the most. */
export const tokenDays = { preset: 90, most: 365 } as const
/** Live tokens a person may hold. */
export const mostTokens = 20

/** By which scanners of repositories and mails know a token of ours that lies about. */
export const tokenPrefix = 'dd_'

export interface ApiTokenInput {
  name: string
  scopes: readonly string[]
  days: number
  /** The system's clock: a token's life is no business of the office's calendar (DECISIONS 14). */
  now: Date
  address: string
}

/**
 * Makes a token that acts for the person of the act. `token` is given this once, 256 random bits behind a prefix; only
 * its SHA-256 is stored, and a form sent twice gives null the second time. @throws Invalid, NotFound
 */
export async function createApiToken(
  db: Db,
  act: Act,
  input: ApiTokenInput,
): Promise<Done & { token: string | null }> {
  let token: string | null = null
  const done = await actOnce(db, act, async trx => {
    const { person } = await actorOf(trx, act)
    await checkToken(trx, person.id, input)
    const id = newId()
    token = `${tokenPrefix}${randomBytes(32).toString('base64url')}`
    const scopes = apiScopes.filter(scope => input.scopes.includes(scope))
    const expiresAt = new Date(input.now.getTime() + input.days * 86_400_000).toISOString()
    await insertApiToken(trx, {
      id,
      person_id: person.id,
      name: input.name,
      scopes: scopes.join(' '),
      token_hash: sha256(token),
      hint: token.slice(-4),
      created_at: input.now.toISOString(),
      expires_at: expiresAt,
      revoked_at: null,
      revoked_by: null,
      refused_at: null,
    })
    await record(
      trx,
      act,
      'api_token_created',
      { id, personId: person.id, ...input },
      { scopes, expires_at: expiresAt },
    )
    return id
  })
  // Of two sendings of one form the second made nothing that stands.
  return { ...done, token: done.repeated ? null : token }
}

async function checkToken(db: Db, personId: string, input: ApiTokenInput): Promise<void> {
  const check = fieldCheck()
  check.text('tokenName', input.name, 'code')
  const known = input.scopes.every(scope => (apiScopes as readonly string[]).includes(scope))
  check.refuseIf(input.scopes.length === 0 || !known, 'scopes', 'error.required.scopes')
  const fits = Number.isInteger(input.days) && input.days >= 1 && input.days <= tokenDays.most
  check.refuseIf(!fits, 'days', { key: 'error.token_days', values: { most: tokenDays.most } })
  const live = await listApiTokens(db, { personId, now: input.now.toISOString(), limit: mostTokens })
  check.refuseIf(live.length >= mostTokens, 'tokenName', {
    key: 'error.token_many',
    values: { most: mostTokens },
  })
  check.done()
}

/** Ends a token at once: one's own, or anybody's by an administrator. @throws NotFound for what is neither */
export async function revokeApiToken(
  db: Db,
  act: Act,
  change: { id: string; now: Date; address: string },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const token = await findApiToken(trx, change.id)
    const root = await rootOrganisation(trx)
    const isAdmin = actor.holdings.some(held => held.role === 'admin' && held.organisation_ids.includes(root))
    if (!token || (token.person_id !== actor.person.id && !isAdmin)) throw new NotFound()
    const revoked = { at: change.now.toISOString(), by: actor.person.id }
    if (!(await updateApiTokenRevoked(trx, token.id, revoked))) throw new NotFound()
    await record(trx, act, 'api_token_revoked', { ...change, personId: token.person_id }, {})
    return token.id
  })
}

/** On record twice: as an event of the office, and among the accesses, where an auditor looks for who got in. */
async function record(
  db: Db,
  act: Act,
  kind: 'api_token_created' | 'api_token_revoked',
  of: { id: string; personId: string; now: Date; address: string },
  payload: Record<string, unknown>,
): Promise<void> {
  const access = { personId: act.personId, detail: of.id, address: of.address, at: of.now }
  await recordAccess(db, { kind, ...access })
  await recordEvent(db, act, {
    organisationId: await rootOrganisation(db),
    act: kind === 'api_token_created' ? 'create_api_token' : 'revoke_api_token',
    subjectType: 'api_token',
    subjectId: of.id,
    payload: { person_id: of.personId, ...payload },
  })
}

/** People belong to no unit but by appointment, so that their events stand in the root's chain. */
async function rootOrganisation(db: Db): Promise<string> {
  const root = await findRootUnit(db)
  if (!root) throw new NotFound()
  return findOrganisationOf(db, root.path)
}
