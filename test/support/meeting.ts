import { randomUUID } from 'node:crypto'
import { listMeetingItems, type MeetingItem } from '../../src/data/meeting-item.ts'
import { planMeeting } from '../../src/domain/meeting.ts'
import { addFromAttention, addItem } from '../../src/domain/meeting-agenda.ts'
import { openMeeting } from '../../src/domain/meeting-course.ts'
import { dispatchAll } from './ledger.ts'
import type { CastKey, TestOffice } from './office.ts'

export const meetingDay = '2018-12-12'

/** Who acts on which day, as every verb wants it. */
export function actAs(office: TestOffice, who: CastKey, day = meetingDay) {
  return { personId: office.person[who], actId: randomUUID(), occasion: office.occasion(day, '14:00') }
}

/** A meeting of the province's committee with Nguyễn Thanh Sơn in the chair, planned by the secretary. */
export async function plannedMeeting(
  office: TestOffice,
  day = '2018-12-10',
  onDay = meetingDay,
): Promise<string> {
  const input = {
    title: 'Phiên họp tháng 12/2018 của Ban Chỉ đạo',
    onDay,
    startsAt: '14:00',
    place: 'Phòng họp số 2, Văn phòng Tỉnh ủy',
    chairId: office.appointment.son,
    guests: 'Ông Trần Công Hiếu, Phó đoàn kiểm tra',
  }
  const db = office.database.writer
  return (await planMeeting(db, actAs(office, 'tuyet', day), office.committeeId, input)).subjectId
}

/** A task whose second extension waits for the committee. */
export async function secondExtension(office: TestOffice): Promise<string> {
  const id = await office.issued('2018-11-20', '2018-11-30')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  for (const [day, newDueOn] of [
    ['2018-11-22', '2018-12-14'],
    ['2018-12-06', '2018-12-28'],
  ] as const) {
    const words = { reason: 'Chờ Công đoàn góp ý', doneSoFar: 'Đã có dự thảo', plan: 'Ký trong tháng 12' }
    await office.act('phuc', day, 'request_extension', id, { ...words, newDueOn })
    const granted = { verdict: 'granted', grantedDueOn: newDueOn, note: '' }
    if (newDueOn === '2018-12-14') await office.act('ngan', day, 'decide_extension', id, granted)
  }
  await dispatchAll(office, '2018-12-06')
  return id
}

/** An open meeting with the second extension, a recommendation and an item in words on its agenda. */
export async function openedMeeting(office: TestOffice) {
  const db = office.database.writer
  const taskId = await secondExtension(office)
  const id = await plannedMeeting(office)
  const extension = await db
    .selectFrom('extension')
    .select('id')
    .where('state', '=', 'pending')
    .executeTakeFirst()
  await addFromAttention(db, actAs(office, 'tuyet'), id, [`second_extension ${extension?.id}`])
  const recommendationId = office.recommendationIds[1] ?? ''
  const none = { title: '', taskId: null, recommendationId: null }
  await addItem(db, actAs(office, 'tuyet'), id, { ...none, recommendationId })
  await addItem(db, actAs(office, 'son'), id, { ...none, title: 'Chuẩn bị sơ kết năm 2018' })
  await openMeeting(db, actAs(office, 'tuyet'), id, 1)
  const items = (await listMeetingItems(db, id)) as [MeetingItem, MeetingItem, MeetingItem]
  return { id, taskId, recommendationId, items }
}

export const grantedTo = (date: string) => ({
  act: 'decide_extension' as const,
  input: { verdict: 'granted', grantedDueOn: date, note: 'Lần cuối' },
})

export async function taskVersion(office: TestOffice, id: string): Promise<number> {
  const row = await office.database.writer
    .selectFrom('task')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.version
}
