import type { LastWord, LetterTask, NamedPost } from './letter.ts'
import type { Row } from './schema.ts'

/** Everything a mail of reminders is worded from: gathered by domain/letter.ts, put into words by mail/compose.ts. */
export interface Letter {
  /** The office's day. */
  today: string
  office: Pick<Row<'office'>, 'name' | 'help_contact' | 'salutation' | 'subject_term'>
  recipient: { name: string; posts: NamedPost[] }
  items: LetterItem[]
  /** Other tasks of the recipient that are due within a week. */
  others: { id: string; code: string; title: string; due_on: string | null }[]
  /** The last day on which the links of the items' acts can be used; absent where no link was made. */
  linksUntil?: string
}

/** A button of a mail: what it does, on which co-unit's part, and the link it leads to. */
export interface LetterAct {
  act: MailAct
  coUnitId: string | null
  linkId: string
}

type MailAct =
  | 'receive'
  | 'update'
  | 'request_extension'
  | 'refuse'
  | 'receive_co_unit'
  | 'update_co_unit'
  | 'view'

export interface LetterItem {
  rung: string
  rungOn: string
  /** The post as which the recipient is told. */
  post: NamedPost
  /** Working days that the office's policy gives: to receive, to say that it is not theirs, and the rung's own. */
  graces: { receipt: number; refusal: number; rung: number }
  /** Null in the weekly digest. */
  task: LetterTask | null
  timing: LetterTiming | null
  lastWord: LastWord | null
  /** Working days that a reported task has waited for its verdict. */
  waitedDays: number
  /** The deadline is a day off. */
  dueOff: boolean
  coUnits: string[]
  /** Others told by the same rung. */
  told: NamedPost[]
  /** Days on which this post was urged about the same deadline before. */
  urgedOn: string[]
  /** What was asked or decided, where the rung is about that. */
  detail: LetterDetail
  /** Posts that nobody holds, for the secretary. */
  vacant: string[]
  digest: Digest | null
  /** What the recipient can do straight from the mail. */
  acts?: LetterAct[]
  /** A post that nobody holds, or soon will not, where the rung is about that. */
  vacancy?: PostVacancy | null
  /** The committee's meeting, where the rung is about one. */
  meeting?: LetterMeeting | null
}

/** A meeting to come, with the figures of what reports to its committee and what changed since its last one. */
export interface LetterMeeting {
  id: string
  title: string
  committee: string
  day: string
  time: string
  place: string
  chair: string
  agenda: string[]
  figures: Digest['figures'] | null
  since: { day: string; done: number; late: number } | null
}

export interface PostVacancy {
  id: string
  kind: string
  unitId: string
  unitName: string
  personName: string
  lastDay: string | null
  tasks: number
}

/** Of `taskTiming`: working days to the deadline, negative when late; 0 past the original when not late against it. */
export interface LetterTiming {
  late: boolean
  daysLeft: number | null
  daysPastOriginal: number
}

/** The words of what was asked or decided, which a notice of it repeats. */
export interface LetterDetail {
  extension?: Row<'extension'>
  verdict?: Row<'verdict'>
  refusal?: Row<'refusal'> & { unit_name: string; proposed_unit_name: string }
  suspension?: Row<'suspension'>
  suspensionRequest?: Row<'suspension_request'>
  reopening?: Row<'reopening'>
  nonImplementation?: Row<'non_implementation'>
  part?: Row<'co_unit'> & { unit_name: string }
  subtask?: Row<'subtask'>
  request?: Row<'update_request'> & { asker: NamedPost }
  comment?: { text: string; author: NamedPost }
}

/** What the weekly digest of an organisation says. */
export interface Digest {
  recommendations: number
  figures: Record<
    | 'total'
    | 'done'
    | 'done_on_time'
    | 'done_late'
    | 'running_in_time'
    | 'running_late'
    | 'due_soon'
    | 'suspended'
    | 'not_implemented'
    | 'withdrawn',
    number
  >
  /** Longest late first, at most eight; `daysLate` in working days. */
  late: { id: string; code: string; title: string; unitName: string; dueOn: string; daysLate: number }[]
}
