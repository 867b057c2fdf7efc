import { type MeetingItem, updateMeetingItem } from '../data/meeting-item.ts'
import type { Db, RowChange } from '../data/schema.ts'
import { Conflict, WrongState } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { itemFor, itemImage, keeperIn, recordMeeting } from './meeting-record.ts'

type Place = Awaited<ReturnType<typeof itemFor>>

export interface ConclusionInput {
  itemId: string
  version: number
  conclusion: string
  followUp: string
  followUpBy: string
  followUpDueOn: string | null
}

/** What the meeting concluded, in words, and what is to be done, by whom and by when. */
export async function concludeItem(db: Db, act: Act, input: ConclusionInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const place = await itemFor(trx, act, input.itemId)
    const holding = keeperIn(place.actor, place.meeting, ['open'], 'conclude_item')
    const check = fieldCheck()
    check.text('concluded', input.conclusion, 'account', input.followUp === '')
    check.text('followUp', input.followUp, 'paragraph', false)
    check.text('followUpBy', input.followUpBy, 'line', input.followUp !== '')
    check.date('followUpDueOn', input.followUpDueOn, input.followUp !== '')
    check.done()
    const { state } = place.item
    const change = {
      state: state === 'open' ? ('concluded' as const) : state,
      conclusion: input.conclusion,
      follow_up: input.followUp,
      follow_up_by: input.followUp === '' ? '' : input.followUpBy,
      follow_up_due_on: input.followUp === '' ? null : input.followUpDueOn,
    }
    await writeItem(trx, act, place, input.version, change, { act: 'conclude_item', holding })
    return place.item.id
  })
}

/** What was to be done is done; also after the minutes stand. */
export async function completeFollowUp(
  db: Db,
  act: Act,
  input: { itemId: string; version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const place = await itemFor(trx, act, input.itemId)
    const holding = keeperIn(place.actor, place.meeting, ['open', 'closed'], 'complete_follow_up')
    if (place.item.follow_up === '' || place.item.follow_up_done_on !== null)
      throw new WrongState(place.item.state, 'complete_follow_up')
    const change = { follow_up_done_on: act.occasion.today }
    await writeItem(trx, act, place, input.version, change, { act: 'complete_follow_up', holding })
    return place.item.id
  })
}

export async function writeItem(
  db: Db,
  act: Act,
  { item, meeting }: Place,
  version: number,
  change: RowChange<'meeting_item'>,
  recorded: { act: string; holding: ReturnType<typeof keeperIn> },
): Promise<void> {
  if (!(await updateMeetingItem(db, { id: item.id, version }, change))) throw new Conflict(item)
  const record = itemImage({ ...item, ...change } as MeetingItem)
  await recordMeeting(db, act, meeting, { ...recorded, record })
}
