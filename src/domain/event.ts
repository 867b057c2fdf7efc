import { inTransaction } from '../data/database.ts'
import { findEventOfAct, insertEvent, insertEvents, takeChainPlace } from '../data/event.ts'
import type { Db } from '../data/schema.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { newId } from '../lib/id.ts'
import { sealEvent } from './chain.ts'
import { Conflict, isDomainError } from './errors.ts'
import type { ChainKey, Occasion } from './occasion.ts'

/** Who acts, when, and by which sending of a form: what every verb receives besides its own input. */
export interface Act {
  /** Null for the system itself. */
  personId: string | null
  /** The form's id, unique per person: a repeat gets the first answer again. Null where no form was sent. */
  actId: string | null
  occasion: Occasion
}

export interface EventInput {
  organisationId: string
  act: string
  subjectType: string
  subjectId: string
  taskId?: string | null
  appointmentId?: string | null
  onBehalfOfId?: string | null
  /** Ids, codes, dates and hashes only (DECISIONS 5). */
  payload: Record<string, unknown>
}

/** Appends one event with its place in the outbox, as the last thing a transaction does. */
export async function recordEvent(db: Db, act: Act, input: EventInput): Promise<string> {
  const key = keyOf(act)
  const place = await takeChainPlace(db, input.organisationId)
  const sealed = sealable(act, input, key, place)
  const written = await insertEvent(db, { ...sealed, hash: sealEvent(sealed, key.key) }, sealed.occurred_at)
  if (!written) throw new Conflict()
  return sealed.id
}

/**
 * Appends many events of one organisation in their order, by a few statements for all: what one form brought about
 * besides the event that carries its id. At most some hundreds at a time.
 */
export async function recordEvents(
  db: Db,
  act: Act,
  organisationId: string,
  inputs: Omit<EventInput, 'organisationId'>[],
): Promise<void> {
  const key = keyOf(act)
  const { seq, prevHash } = await takeChainPlace(db, organisationId, inputs.length)
  let before = prevHash
  const events = inputs.map((input, index) => {
    const place = { seq: seq + index, prevHash: before }
    const sealed = sealable({ ...act, actId: null }, { ...input, organisationId }, key, place)
    before = sealEvent(sealed, key.key)
    return { ...sealed, hash: before }
  })
  await insertEvents(db, events, act.occasion.at)
}

function keyOf({ occasion }: Act): ChainKey {
  const [key] = occasion.keys
  if (!key) throw new Error('no key to seal events with')
  return key
}

function sealable(
  act: Act,
  input: EventInput,
  key: ChainKey,
  { seq, prevHash }: { seq: number; prevHash: string },
) {
  return {
    id: newId(),
    organisation_id: input.organisationId,
    seq,
    prev_hash: prevHash,
    key_id: key.id,
    occurred_at: act.occasion.at,
    occurred_on: act.occasion.today,
    act: input.act,
    subject_type: input.subjectType,
    subject_id: input.subjectId,
    task_id: input.taskId ?? null,
    person_id: act.personId,
    appointment_id: input.appointmentId ?? null,
    on_behalf_of_id: input.onBehalfOfId ?? null,
    act_id: act.actId,
    payload: canonicalJson(input.payload),
  }
}

export interface Done {
  /** The id of what was made or changed. */
  subjectId: string
  /** True when this very act had been done before and nothing was done now. */
  repeated: boolean
}

/**
 * Runs a verb in one transaction, once per `actId`: a second click or a form sent again gets the first answer, also
 * when both arrive together (the loser's refusal is then about what its own twin has just done). Throws the verb's domain errors.
 */
export async function actOnce(db: Db, act: Act, work: (trx: Db) => Promise<string>): Promise<Done> {
  const before = await findRepeat(db, act)
  if (before) return before
  try {
    return await inTransaction(db, async trx => {
      const twin = await findRepeat(trx, act)
      return twin ?? { subjectId: await work(trx), repeated: false }
    })
  } catch (error) {
    const twin = isDomainError(error) && !db.isTransaction ? await findRepeat(db, act) : undefined
    if (twin) return twin
    throw error
  }
}

async function findRepeat(db: Db, act: Act): Promise<Done | undefined> {
  if (!act.personId || !act.actId) return undefined
  const event = await findEventOfAct(db, act.personId, act.actId)
  return event && { subjectId: event.subject_id, repeated: true }
}
