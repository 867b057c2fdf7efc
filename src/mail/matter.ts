import type { Letter, LetterItem } from '../data/letter-facts.ts'
import type { Render } from '../render/renderer.ts'
import { flat } from './letter-text.ts'
import { type Words, wordsOf } from './letter-words.ts'

/** One matter of a mail: a task (or the weekly digest) with everything the person is told of it. */
export interface Matter {
  /** The most urgent item, which gives the matter its words. */
  item: LetterItem
  words: Words
  /** What each of the items says, the most urgent first, no sentence twice. */
  lines: string[]
}

/** The letter's matters, the most urgent first; several rungs about one task are one matter. */
export function mattersOf(render: Render, letter: Letter): Matter[] {
  const worded = letter.items.map(item => ({ item, words: wordsOf(render, letter, item) }))
  worded.sort((a, b) => urgency(a.item) - urgency(b.item))
  const byTask = Map.groupBy(worded, ({ item }) => subjectOf(item))
  return [...byTask.values()].map(same => {
    const [first] = same as [(typeof same)[number]]
    return { ...first, lines: [...new Set(same.map(one => one.words.line))] }
  })
}

/** A mail may hold the invitation and the report of one meeting: two matters. */
function subjectOf({ task, vacancy, meeting, rung }: LetterItem): string {
  return task?.id ?? vacancy?.id ?? (meeting ? `${meeting.id} ${rung}` : rung)
}

/** What a matter is called: the task's title, or what its words say of a post; '' for the weekly digest. */
export function titleOf({ item, words }: Pick<Matter, 'item' | 'words'>): string {
  if (item.meeting) return flat(item.meeting.title)
  return item.task ? flat(item.task.title) : item.vacancy ? words.subject : ''
}

/** Where its button leads. */
export function hrefOf({ task, vacancy, meeting }: LetterItem, publicUrl: string): string {
  if (meeting) return `${publicUrl}/meetings/${meeting.id}`
  if (vacancy) return `${publicUrl}/admin/appointments?unit=${vacancy.unitId}`
  return task ? `${publicUrl}/tasks/${task.id}` : `${publicUrl}/committee`
}

/**
 * Smaller is more urgent: late by how much, then due by how soon, then what waits for a decision, then news; of tasks
 * given together, those that the person's own unit leads.
 */
function urgency({ rung, timing, task, post }: LetterItem): number {
  const daysLeft = timing?.daysLeft ?? 0
  if (rung.startsWith('due_') || rung.startsWith('late_')) return timing?.late ? -1000 + daysLeft : daysLeft
  const place = places.indexOf(rung)
  const takesPart = rung === 'issued' && task !== null && task.lead_unit_name !== post.unit_name
  return 100 + (place < 0 ? 50 : place) + (takesPart ? 0.5 : 0)
}

const places = [
  'update_asked_1',
  'update_asked',
  'returned',
  'refused',
  'meeting_invited',
  'before_meeting',
  'no_holder',
  'post_empty',
  'post_ending',
  'extension_3',
  'extension_asked',
  'suspension_asked',
  'non_implementation_proposed',
  'verify_10',
  'verify_5',
  'part_nudged',
  'part_late_1',
  'subtask_late_1',
  'part_today',
  'subtask_today',
  'mentioned',
  'co_unit_submitted',
  'co_unit_returned',
  'part_minus_3',
  'subtask_minus_3',
  'subtask_given',
  'part_planned',
  'cycle_missed',
  'not_received',
  'issued',
  'obligation_issued',
  'cycle_issued',
  'stale_10',
  'reopened',
  'extension_decided',
  'suspension_refused',
  'resumed',
  'suspended',
  'not_implemented',
  'withdrawn',
  'subtask_cancelled',
  'co_unit_accepted',
  'co_unit_waived',
  'verified',
]
