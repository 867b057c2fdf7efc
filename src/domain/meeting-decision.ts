import { listHoldings } from '../data/actor.ts'
import { findEventOfAct } from '../data/event.ts'
import { type MeetingItem, updateMeetingItem } from '../data/meeting-item.ts'
import type { Db } from '../data/schema.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { newId } from '../lib/id.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { writeItem } from './meeting-conclusion.ts'
import { findItemFacts } from './meeting-facts.ts'
import { chairOf, itemFor, itemImage, keeperIn, recordMeeting, requireState } from './meeting-record.ts'
import { perform } from './perform.ts'
import { type CloseInput, closeRecommendation, reopenRecommendation } from './recommendation-decision.ts'
import { takeBack } from './rehearse.ts'
import type { TaskActName } from './task-transitions.ts'

/** The acts on a task that can be done in the room; who may do which stays the table's to say (DECISIONS 21, 22). */
export const roomActs = [
  'decide_extension',
  'decide_non_implementation',
  'reopen',
  'verify',
  'return',
  'resume',
] as const satisfies TaskActName[]
export type RoomAct = (typeof roomActs)[number] | 'close_recommendation' | 'reopen_recommendation'

/** An act with its input, as its own verb takes it. */
export interface Decision {
  act: RoomAct
  input: Record<string, unknown>
}

interface ItemVersion {
  itemId: string
  version: number
  /** The version of the task or recommendation that was shown. */
  subjectVersion: number
}

/**
 * The decision typed in the room is the act itself, done by its own verb as the person who is signed in and is entitled
 * to it; the item keeps its event. Of two who decide at once one act is done, the other gets `Conflict`.
 */
export async function decideItem(
  db: Db,
  act: Act,
  input: ItemVersion & { decision: Decision },
): Promise<Done> {
  return actOnce(db, withId(act), async trx => {
    const place = await itemFor(trx, act, input.itemId)
    requireState(place.meeting, ['open'], 'decide_item')
    if (place.item.state === 'decided') throw new Conflict(place.item)
    return decideIn(trx, withId(act), place, input, input.decision)
  })
}

/** The secretary writes down what the chair decides; the act waits for the chair's own button. @throws Invalid */
export async function prepareDecision(
  db: Db,
  act: Act,
  input: ItemVersion & { decision: Decision },
): Promise<Done> {
  const { item, meeting, actor } = await itemFor(db, act, input.itemId)
  keeperIn(actor, meeting, ['open'], 'prepare_decision')
  const [chair] = await listHoldings(db, act.occasion.today, { ids: [meeting.chair_id] })
  if (!chair) throw new NotAllowed('refusal.no_chair')
  const asChair = { ...act, personId: chair.person_id, actId: null }
  // What the chair's own act would be refused for is said to the one who types it.
  await takeBack(db, trx => carryOut(trx, asChair, item, input.decision, input.subjectVersion))
  return actOnce(db, act, async trx => {
    const place = await itemFor(trx, act, input.itemId)
    const holding = keeperIn(place.actor, place.meeting, ['open'], 'prepare_decision')
    if (place.item.state === 'decided') throw new Conflict(place.item)
    const change = {
      state: 'prepared' as const,
      prepared: canonicalJson(input.decision as unknown as Record<string, unknown>),
    }
    await writeItem(trx, act, place, input.version, change, { act: 'prepare_decision', holding })
    return place.item.id
  })
}

/** One button of the chair: what was prepared is done, as the chair's act. */
export async function confirmDecision(db: Db, act: Act, input: ItemVersion): Promise<Done> {
  return actOnce(db, withId(act), async trx => {
    const place = await itemFor(trx, act, input.itemId)
    requireState(place.meeting, ['open'], 'confirm_decision')
    if (!chairOf(place.actor, place.meeting)) throw new NotAllowed('refusal.role.confirm_decision')
    if (place.item.state === 'decided') throw new Conflict(place.item)
    if (place.item.state !== 'prepared') throw new WrongState(place.item.state, 'confirm_decision')
    return decideIn(trx, withId(act), place, input, preparedOf(place.item) as Decision)
  })
}

/** Takes back what was prepared and not confirmed. */
export async function dropPrepared(
  db: Db,
  act: Act,
  input: Omit<ItemVersion, 'subjectVersion'>,
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const place = await itemFor(trx, act, input.itemId)
    const holding = keeperIn(place.actor, place.meeting, ['open'], 'drop_prepared')
    if (place.item.state !== 'prepared') throw new Conflict(place.item)
    const state = place.item.conclusion === '' ? ('open' as const) : ('concluded' as const)
    await writeItem(
      trx,
      act,
      place,
      input.version,
      { state, prepared: '' },
      { act: 'drop_prepared', holding },
    )
    return place.item.id
  })
}

/** What waits for the chair, or was done. */
export function preparedOf(item: Pick<MeetingItem, 'prepared'>): Decision | undefined {
  return item.prepared === '' ? undefined : (JSON.parse(item.prepared) as Decision)
}

type Place = Awaited<ReturnType<typeof itemFor>>

async function decideIn(
  db: Db,
  act: Act,
  place: Place,
  input: ItemVersion,
  decision: Decision,
): Promise<string> {
  const { item, meeting, actor } = place
  const facts = await findItemFacts(db, item, act.occasion.today)
  const change = {
    state: 'decided' as const,
    facts,
    prepared: canonicalJson(decision as unknown as Record<string, unknown>),
  }
  // First of all, so that the row's lock keeps a second person from the act.
  if (!(await updateMeetingItem(db, { id: item.id, version: input.version }, change)))
    throw new Conflict(item)
  await carryOut(db, act, item, decision, input.subjectVersion)
  const event = await findEventOfAct(db, act.personId ?? '', act.actId ?? '')
  const named = { event_id: event?.id ?? null, decided_by: event?.appointment_id ?? null }
  await updateMeetingItem(db, { id: item.id, version: input.version + 1 }, named)
  const holding = actor.holdings.find(held => held.id === event?.appointment_id) ?? actor.holdings[0]
  if (!holding) throw new NotFound()
  await recordMeeting(db, { ...act, actId: null }, meeting, {
    act: 'decide_item',
    holding,
    record: itemImage({ ...item, ...change, ...named }),
  })
  return item.id
}

/** The act by its own verb, which says who may and what is missing. */
async function carryOut(
  db: Db,
  act: Act,
  item: MeetingItem,
  { act: name, input }: Decision,
  version: number,
): Promise<void> {
  if (name === 'close_recommendation' || name === 'reopen_recommendation') {
    if (!item.recommendation_id) throw new Invalid({ act: 'error.wrong_state' })
    const sent = { ...input, version } as unknown as CloseInput
    const verb = name === 'close_recommendation' ? closeRecommendation : reopenRecommendation
    await verb(db, act, item.recommendation_id, sent)
    return
  }
  if (!item.task_id || !(roomActs as readonly string[]).includes(name))
    throw new Invalid({ act: 'error.wrong_state' })
  await perform(db, { ...act, act: name, taskId: item.task_id, input: input as never, version })
}

/** The act's event is found by the id of its form; one that was sent without gets its own. */
function withId(act: Act): Act {
  return act.actId ? act : { ...act, actId: newId() }
}
