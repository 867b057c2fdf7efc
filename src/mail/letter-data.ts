import type { Letter, LetterItem } from '../data/letter-facts.ts'
import { formatDate, formatDateLong } from '../i18n/format.ts'
import { translate } from '../i18n/translate.ts'
import { decisionData, laterData } from './letter-decision.ts'
import { day, flat, sentence, twoDigits } from './letter-text.ts'
import type { WordsData } from './words-data.ts'

const superiors = ['leader', 'committee']

/** One item's facts, worded as dates and numbers, for the file that says them. */
export function wordsData(letter: Letter, item: LetterItem): WordsData {
  return {
    ...whoData(letter, item),
    ...taskData(letter, item),
    ...decisionData(item.detail),
    ...laterData(item.detail),
    ...hangingData(item, letter.today),
    digest: item.digest,
    meeting: meetingData(item),
  }
}

/** Dates as they are written, and differences with their sign. */
function meetingData({ meeting }: LetterItem): WordsData['meeting'] {
  if (!meeting) return null
  const signed = (n: number) => (n > 0 ? `+${n}` : String(n))
  const { since } = meeting
  return {
    ...meeting,
    title: flat(meeting.title),
    day: day(meeting.day),
    agenda: meeting.agenda.map(flat),
    since: since && { day: day(since.day), done: signed(since.done), late: signed(since.late) },
  }
}

function whoData({ office, today }: Letter, { post, task, detail }: LetterItem) {
  const isCo = post.role === 'unit_head' && task !== null && post.unit_name !== task.lead_unit_name
  return {
    you: translate('vi')(`mail.you.${office.salutation}`),
    up: superiors.includes(post.role),
    isUnit: post.role === 'unit_head' || post.role === 'officer',
    isOfficer: post.role === 'officer',
    isCo,
    officeName: office.name,
    ownUnit: post.unit_name,
    today: formatDate(today),
    deliverable: isCo ? flat(detail.part?.deliverable) : '',
    partDue: isCo ? day(detail.part?.due_on) : '',
  }
}

function taskData({ today }: Letter, item: LetterItem) {
  const { task, timing, lastWord, urgedOn } = item
  const daysLeft = timing?.daysLeft ?? 0
  const due = task?.due_on ?? null
  const moved = task?.original_due_on && task.original_due_on !== due ? task.original_due_on : null
  return {
    words: fileOf(item),
    code: task ? recommendationCode(task) : '',
    unit: task?.lead_unit_name ?? '',
    co: item.coUnits.join(', '),
    body: flat(task?.inspection_body),
    held: day(task?.held_on),
    doc: flat(task?.document_no),
    docOn: day(task?.document_on),
    issued: day(task?.issued_on),
    due: day(due),
    dueDay: due ? weekdayName(due) : '',
    dueOff: item.dueOff,
    original: day(moved),
    originalAlways: day(task?.original_due_on),
    daysLeft,
    days: Math.abs(daysLeft),
    isLate: timing?.late ?? false,
    isLateDone: (task?.completed_on ?? '') > (due ?? '9999-12-31'),
    completed: day(task?.completed_on),
    reported: day(task?.reported_on),
    waited: item.waitedDays,
    receiptDays: twoDigits(item.graces.receipt),
    refusalDays: twoDigits(item.graces.refusal),
    rungDays: twoDigits(item.graces.rung),
    percent: lastWord?.percent ?? task?.percent ?? 0,
    lastOn: day(lastWord?.on_day),
    urged: urgedOn.length,
    lastUrged: day(urgedOn.findLast(on => on < today)),
    vacant: item.vacant,
    vacancy: {
      kind: item.vacancy?.kind ?? '',
      unit: item.vacancy?.unitName ?? '',
      person: item.vacancy?.personName ?? '',
      lastDay: day(item.vacancy?.lastDay),
      tasks: item.vacancy?.tasks ?? 0,
    },
  }
}

/** Parts of co-units, work given on in the unit, questions and comments: each with its own date. */
function hangingData({ detail, task }: LetterItem, today: string) {
  const { part, subtask, request, comment } = detail
  const partDue = part?.due_on ?? task?.due_on ?? null
  return {
    part: {
      unit: part?.unit_name ?? '',
      state: part?.state ?? '',
      deliverable: flat(part?.deliverable),
      note: sentence(part?.note),
      due: day(partDue),
      isLate: partDue !== null && partDue < today,
    },
    subtask: {
      title: flat(subtask?.title),
      criterion: sentence(subtask?.criterion),
      due: day(subtask?.due_on),
      isLate: subtask !== undefined && subtask.due_on < today,
    },
    request: {
      question: sentence(request?.question),
      by: named(request?.asker),
      on: day(request?.asked_on),
      answerBy: day(request?.answer_by),
    },
    comment: { text: sentence(comment?.text), by: named(comment?.author) },
  }
}

function named(post: { person_name: string; title: string } | undefined): string {
  return post ? `${post.person_name} (${post.title})` : ''
}

/** A mail that waited says how the task stands now: one planned before the deadline may go after it. */
function fileOf({ rung, timing }: LetterItem): string {
  if (rung.startsWith('due_') || rung.startsWith('late_')) return timing?.late ? 'late' : 'due'
  if (rung.startsWith('co_unit_')) return 'co_unit'
  if (rung.startsWith('verify_')) return 'verify'
  if (rung.startsWith('stale_')) return 'stale'
  return fileNames[rung] ?? rung
}

/** Rungs that share a file of words. */
const fileNames: Record<string, string> = {
  extension_3: 'extension_waiting',
  part_minus_3: 'part_due',
  part_today: 'part_due',
  part_late_1: 'part_due',
  subtask_minus_3: 'subtask_due',
  subtask_today: 'subtask_due',
  subtask_late_1: 'subtask_due',
  update_asked_1: 'update_asked',
}

/** "KN-2018-03": the year of the inspection and the recommendation's number in it. */
export function recommendationCode(task: { held_on: string; recommendation_ordinal: number }): string {
  return `KN-${task.held_on.slice(0, 4)}-${String(task.recommendation_ordinal).padStart(2, '0')}`
}

function weekdayName(date: string): string {
  const [name = ''] = formatDateLong(date, 'vi').split(',')
  return name.charAt(0).toLowerCase() + name.slice(1)
}
