import ical, { ICalAlarmType, type ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { DateRow } from '../data/calendar-date.ts'
import type { DatedTask } from '../data/calendar-row.ts'
import type { Translate } from '../i18n/translate.ts'
import { addDays } from '../lib/plain-date.ts'
import { kindKey } from './pages/calendar-date.ts'

export interface FeedContent {
  /** The office's short name. */
  office: string
  publicUrl: string
  dates: DateRow[]
  tasks: Map<string, DatedTask>
  details: Map<string, string>
  /** Instants of the last event of each task. */
  changes: Map<string, string>
  hasAlarm: boolean
  /** Stands in where a date is of no task: when the address was made. */
  since: string
}

/** Clients are asked to look once in six hours. */
const refreshSeconds = 6 * 3600

/**
 * The dates as iCalendar (RFC 5545): whole-day events that keep their UID, whose SEQUENCE and LAST-MODIFIED grow with
 * each change of their task. The same dates give the same bytes. Vietnamese, as mails are (DECISIONS 16).
 */
export function calendarFile(content: FeedContent, t: Translate): string {
  const calendar = ical({
    name: t('page.feed.name', { office: content.office }),
    prodId: { company: 'Don Doc', product: 'dondoc', language: 'VI' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
  })
  for (const date of content.dates) addEvent(calendar, date, content, t)
  return refold(calendar.toString())
}

function addEvent(calendar: ICalCalendar, date: DateRow, content: FeedContent, t: Translate): void {
  const task = date.task_id ? content.tasks.get(date.task_id) : undefined
  const detail = content.details.get(date.subject_id) ?? ''
  const changed = (task && content.changes.get(task.id)) ?? content.since
  const path = task ? `/tasks/${task.id}` : `/handovers/${date.subject_id}`
  const kind = t(kindKey(date, task))
  const isOver = task !== undefined && task.closed_on !== null
  const event = calendar.createEvent({
    // A name of its own for each kind of date of each subject: moving the date moves the event.
    id: `${date.kind}-${date.subject_id}@${new URL(content.publicUrl).hostname}`,
    // Text, not a Date: an instant would be another day where the server's clock is not ours.
    start: date.day,
    end: addDays(date.day, 1),
    allDay: true,
    summary: task ? `${kind}: ${task.code} ${task.title}` : `${kind}: ${detail}`,
    description: descriptionOf(task, detail, content.publicUrl + path, t),
    url: content.publicUrl + path,
    sequence: task?.version ?? 0,
    stamp: stampOf(changed),
    lastModified: stampOf(changed),
    status: isOver ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  if (content.hasAlarm && !isOver)
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: 86_400 - 8 * 3600, description: kind })
}

/** UTC on every host. */
function stampOf(instant: string): Date {
  return new Date(instant)
}

function descriptionOf(task: DatedTask | undefined, detail: string, link: string, t: Translate): string {
  if (!task) return link
  const lines = [
    t('page.task.code', { code: task.code }),
    task.inspection_number,
    t('page.feed.unit', { unit: task.lead_unit_name }),
    detail,
    t('page.feed.state', { state: t(`state.${task.state}`) }),
    link,
  ]
  return lines.filter(line => line !== '').join('\n')
}

/** Lines of 75 octets at most (RFC 5545 §3.1), cut between letters, which in Vietnamese take up to three octets. */
function refold(text: string): string {
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n')
  return lines.map(foldLine).join('\r\n')
}

function foldLine(line: string): string {
  let folded = ''
  let octets = 0
  for (const letter of line) {
    const size = Buffer.byteLength(letter)
    if (octets + size > 75) {
      folded += '\r\n '
      octets = 1
    }
    folded += letter
    octets += size
  }
  return folded
}
