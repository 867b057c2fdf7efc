import type { Timeline, TimelineEvent, TimelineReminder } from '../../data/timeline.ts'
import type { AnyTaskActName } from '../../domain/task-transitions.ts'
import { formatDate, formatDateShort } from '../../i18n/format.ts'
import { isMessageKey } from '../../i18n/translate.ts'
import { instantAt, localDate } from '../../lib/plain-date.ts'
import type { Helpers } from '../../render/helpers.ts'
import type { TimelineEntry } from '../../render/parts.ts'
import { evidenceParts } from './evidence.ts'
import { answeredLine, hangingLooks, movedPartsLine } from './timeline-hanging.ts'
import type { EventRecord, Look } from './timeline-input.ts'
import { laterLooks, mootSentences } from './timeline-later.ts'
import { obligationLooks } from './timeline-obligation.ts'
import { officeLooks } from './timeline-office.ts'
import { sheetLooks } from './timeline-sheet.ts'
import { unitLooks } from './timeline-unit.ts'
import { momentOf, type Words, weekdayInside } from './words.ts'

/** Every act on a task has its look; one that is missing here does not compile. */
const looks: Record<AnyTaskActName | 'create_task' | 'comment', Look> = {
  ...officeLooks,
  ...unitLooks,
  ...laterLooks,
  ...hangingLooks,
  ...obligationLooks,
  ...sheetLooks,
}

/** Everything that happened, the latest first; what is planned stands on top, dashed. */
export function timelineEntries(timeline: Timeline, words: Words, h: Helpers): TimelineEntry[] {
  const acts = timeline.events.flatMap(event => {
    const look = looks[event.act as keyof typeof looks]
    return look
      ? [{ at: event.occurred_at, order: event.seq, entry: entryOf(event, look, timeline, words, h) }]
      : []
  })
  const told = groupsOf(timeline.reminders).map(group => ({
    at: instantOf(group[0] as TimelineReminder),
    order: 0,
    entry: reminderEntry(group, words),
  }))
  return [...acts, ...told]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.order - a.order))
    .map(({ entry }) => entry)
}

function entryOf(
  event: TimelineEvent,
  look: Look,
  timeline: Timeline,
  words: Words,
  h: Helpers,
): TimelineEntry {
  const payload = JSON.parse(event.payload) as EventRecord
  const input = { event, payload, timeline, words }
  const told = look(input)
  const lines = [...(told.body ?? []), ...mootSentences(input), answeredLine(input), movedPartsLine(input)]
  const body = lines.filter(text => typeof text === 'string' && text !== '')
  const evidence = told.updateId ? evidenceParts(timeline.evidence.get(told.updateId) ?? [], h) : []
  const signed = payload.behalf
  return {
    id: event.id,
    icon: told.icon,
    dot: told.key ? 'key' : 'plain',
    ...(told.quiet ? { quiet: true } : {}),
    ...whoOf(event, timeline, words, told.text),
    when: momentOf(event.occurred_at, words),
    iso: event.occurred_at,
    ...(body.length > 0 ? { body: body.join('\n') } : {}),
    ...(evidence.length > 0 ? { evidence } : {}),
    ...(signed ? { link: { href: `/files/${signed.file_id}`, label: signedLabel(signed, words) } } : {}),
  }
}

/** "Lê Thị Kim Ngân (Phó Giám đốc) đồng ý …"; who records for another says so. */
function whoOf(
  event: TimelineEvent,
  { posts }: Timeline,
  { t }: Words,
  act: string,
): { who?: string; text: string } {
  const post = event.appointment_id ? posts.get(event.appointment_id) : undefined
  const leader = event.on_behalf_of_id ? posts.get(event.on_behalf_of_id) : undefined
  if (!event.person_name) return { text: t('page.timeline.system', { act }) }
  const title = post?.title ?? ''
  if (leader) {
    const text = t('page.timeline.behalf', {
      title,
      leader: leader.person_name,
      leader_title: leader.title,
      act,
    })
    return { who: event.person_name, text }
  }
  if (post?.acting_for) {
    return { who: event.person_name, text: t('page.timeline.acting', { title, other: post.acting_for, act }) }
  }
  return { who: event.person_name, text: title ? t('page.timeline.titled', { title, act }) : act }
}

function signedLabel(signed: NonNullable<EventRecord['behalf']>, { t }: Words): string {
  return t('page.timeline.signed', { number: signed.document_no, date: formatDate(signed.document_on) })
}

/** One entry for everyone who was told the same on the same day with the same result. */
function groupsOf(reminders: TimelineReminder[]): TimelineReminder[][] {
  const told = reminders.filter(one => one.state !== 'cancelled')
  return [...Map.groupBy(told, one => `${one.for_on} ${one.rung} ${one.state}`).values()]
}

const mailTime = '07:30'

/** When it went; what was never sent stands where it was made, if that was its day. */
function instantOf({ sent_at, created_at, for_on, state }: TimelineReminder): string {
  const made = state !== 'planned' && localDate(created_at) === for_on ? created_at : null
  return sent_at ?? made ?? instantAt(for_on, mailTime)
}

function reminderEntry(group: TimelineReminder[], words: Words): TimelineEntry {
  const { t } = words
  const [one] = group as [TimelineReminder]
  const planned = one.state === 'planned'
  const key = `rung.${one.rung}`
  const rung = isMessageKey(key) ? t(key) : t('page.timeline.reminder')
  const people = group.map(row =>
    row.acknowledged_at ? t('page.timeline.received', { name: row.person_name }) : row.person_name,
  )
  const text = t('page.timeline.told', { rung, people: [...new Set(people)].join(', ') })
  const plain = planned || one.state === 'sent'
  return {
    id: one.id,
    icon: 'ledger',
    dot: planned ? 'future' : 'plain',
    quiet: true,
    text: plain ? text : t('page.timeline.told.how', { text, state: t(`reminder.state.${one.state}`) }),
    when: planned ? plannedWhen(one.for_on, words) : momentOf(instantOf(one), words),
    iso: instantOf(one),
  }
}

function plannedWhen(day: string, words: Words): string {
  const values = { weekday: weekdayInside(day, words), date: formatDateShort(day) }
  return words.t('page.timeline.planned', values)
}
