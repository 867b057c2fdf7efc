/** Work given on within a unit, and what people ask and tell each other about a task. */

export interface SubtaskTable {
  id: string
  task_id: string
  title: string
  criterion: string
  /** An appointment, so that the work stays with the post. */
  officer_id: string
  due_on: string
  state: 'open' | 'done' | 'cancelled'
  percent: number
  done_on: string | null
  /** 1 where it was still open when its task was closed or went to another unit. */
  ended_with_task: number
  created_by: string
  created_at: string
  version: number
}

/** "Cập nhật ngay": a leader's question to the unit; at most one of a task is open. */
export interface UpdateRequestTable {
  id: string
  task_id: string
  question: string
  answer_by: string | null
  /** `closed`: the task was closed before anyone answered. */
  state: 'open' | 'answered' | 'closed'
  /** Appointments. */
  asked_by: string
  asked_on: string
  asked_at: string
  answered_by: string | null
  answered_on: string | null
  answered_at: string | null
  /** The update, report or comment that answered. */
  answer_id: string | null
  version: number
}

/** Who was named in a comment; open until they look at it or answer. */
export interface MentionTable {
  id: string
  comment_id: string
  task_id: string
  appointment_id: string
  person_id: string
  state: 'open' | 'seen' | 'answered'
  settled_at: string | null
  created_at: string
  version: number
}
