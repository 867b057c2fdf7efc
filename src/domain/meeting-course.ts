import { insertMeetingNote, listMembers, replaceAttendance } from '../data/meeting.ts'
import { listMeetingItems, updateMeetingItem } from '../data/meeting-item.ts'
import type { Db } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict, Invalid } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { fieldCheck } from './field-check.ts'
import { findItemFacts } from './meeting-facts.ts'
import { keeperIn, meetingFor, recordMeeting, rowOf, writeMeeting } from './meeting-record.ts'

export async function openMeeting(db: Db, act: Act, id: string, version: number): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting } = await meetingFor(trx, act, id)
    const holding = keeperIn(actor, meeting, ['planned'], 'open_meeting')
    if (meeting.on_day > act.occasion.today) throw new Invalid({ version: 'error.meeting_not_today' })
    const change = { state: 'open' as const, opened_at: act.occasion.at }
    await writeMeeting(trx, act, { ...rowOf(meeting), version }, change, { act: 'open_meeting', holding })
    return id
  })
}

/**
 * Ends the meeting: from now on its minutes stand, and every item keeps how its task stood. Refused while a decision
 * waits for the chair's confirmation.
 */
export async function closeMeeting(db: Db, act: Act, id: string, version: number): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting } = await meetingFor(trx, act, id)
    const holding = keeperIn(actor, meeting, ['open'], 'close_meeting')
    const items = await listMeetingItems(trx, id)
    const waiting = items.filter(item => item.state === 'prepared').length
    if (waiting > 0)
      throw new Invalid({ version: { key: 'error.meeting_waits', values: { count: waiting } } })
    for (const item of items.filter(one => one.facts === '')) {
      const facts = await findItemFacts(trx, item, act.occasion.today)
      if (!(await updateMeetingItem(trx, item, { facts }))) throw new Conflict(item)
    }
    const change = { state: 'closed' as const, closed_at: act.occasion.at, closed_on: act.occasion.today }
    await writeMeeting(trx, act, { ...rowOf(meeting), version }, change, { act: 'close_meeting', holding })
    return id
  })
}

/** Who of the members was there, and which guests. */
export async function noteAttendance(
  db: Db,
  act: Act,
  id: string,
  input: { presentIds: string[]; guests: string; version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting } = await meetingFor(trx, act, id)
    const holding = keeperIn(actor, meeting, ['planned', 'open'], 'note_attendance')
    const check = fieldCheck()
    check.text('guests', input.guests, 'paragraph', false)
    check.done()
    const members = await listMembers(trx, meeting, meeting.on_day)
    const rows = members.map(member => ({
      appointment_id: member.id,
      present: input.presentIds.includes(member.id) ? 1 : 0,
    }))
    await replaceAttendance(trx, id, rows)
    const before = { ...rowOf(meeting), version: input.version }
    await writeMeeting(
      trx,
      act,
      before,
      { guests: input.guests },
      {
        act: 'note_attendance',
        holding,
        record: { present: rows.filter(row => row.present === 1).map(row => row.appointment_id) },
      },
    )
    return id
  })
}

/** After the end the minutes are mended by a note alone. */
export async function noteOnMeeting(db: Db, act: Act, id: string, text: string): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting } = await meetingFor(trx, act, id)
    const holding = keeperIn(actor, meeting, ['closed'], 'note_on_meeting')
    const check = fieldCheck()
    check.text('text', text, 'paragraph')
    check.done()
    await insertMeetingNote(trx, {
      id: newId(),
      meeting_id: id,
      text,
      appointment_id: holding.id,
      on_day: act.occasion.today,
      created_at: act.occasion.at,
    })
    const record = { text_sha256: sha256(text) }
    await recordMeeting(trx, act, meeting, { act: 'note_on_meeting', holding, record })
    return id
  })
}
