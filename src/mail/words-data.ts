import type { Digest, LetterMeeting } from '../data/letter-facts.ts'

/** What the files of views/mail/words may say of a task: finished dates and numbers, texts on one line. */
export interface WordsData {
  /** The file under views/mail/words. */
  words: string
  code: string
  you: string
  /** To a superior: report and ask; otherwise request. */
  up: boolean
  /** The head or officer of a unit that works on the task, to whom the deadline speaks. */
  isUnit: boolean
  isOfficer: boolean
  isCo: boolean
  officeName: string
  today: string
  unit: string
  ownUnit: string
  co: string
  body: string
  held: string
  doc: string
  docOn: string
  issued: string
  due: string
  /** The deadline's weekday, in lower case as within a sentence. */
  dueDay: string
  dueOff: boolean
  /** '' where the deadline never moved. */
  original: string
  originalAlways: string
  daysLeft: number
  /** Working days to or past the deadline, without sign. */
  days: number
  isLate: boolean
  isLateDone: boolean
  completed: string
  reported: string
  waited: number
  /** Working days of the office's policy, as "02". */
  receiptDays: string
  refusalDays: string
  rungDays: string
  percent: number
  lastOn: string
  /** How often this post was urged before, and when last. */
  urged: number
  lastUrged: string
  deliverable: string
  partDue: string
  vacant: string[]
  vacancy: Record<'kind' | 'unit' | 'person' | 'lastDay', string> & { tasks: number }
  digest: Digest | null
  meeting:
    | (Omit<LetterMeeting, 'since'> & { since: { day: string; done: string; late: string } | null })
    | null
  extension: Record<'asked' | 'old' | 'granted' | 'reason' | 'on' | 'state' | 'note', string> & {
    late: boolean
  }
  verdict: Record<'reason' | 'missing' | 'supplementDue', string>
  refusal: Record<'unit' | 'proposed' | 'reason', string>
  suspension: Record<'review' | 'document' | 'note', string>
  suspensionRequest: Record<'ground' | 'review' | 'document' | 'note' | 'answer', string>
  reopening: Record<'completed' | 'decisionNo' | 'reason', string>
  nonImplementation: Record<'explanation' | 'state' | 'decisionNo' | 'note', string>
  part: Record<'unit' | 'state' | 'deliverable' | 'note' | 'due', string> & { isLate: boolean }
  subtask: Record<'title' | 'criterion' | 'due', string> & { isLate: boolean }
  request: Record<'question' | 'by' | 'on' | 'answerBy', string>
  comment: Record<'text' | 'by', string>
}
