import type { TaskForm } from './task-act.ts'
import { decisionForms } from './task-act-decision.ts'
import { officeForms } from './task-act-office.ts'
import { partForms } from './task-act-part.ts'
import { reopenForms } from './task-act-reopen.ts'
import { requestForms } from './task-act-request.ts'
import { subtaskForms } from './task-act-subtask.ts'
import { suspensionForms } from './task-act-suspension.ts'
import { unitForms } from './task-act-unit.ts'

/** Every act of the table that has a form of its own here; drafts are prepared and issued on the pages of a draft. */
export const taskForms: readonly TaskForm[] = [
  ...unitForms,
  ...suspensionForms,
  ...officeForms,
  ...decisionForms,
  ...reopenForms,
  ...partForms,
  ...subtaskForms,
  ...requestForms,
]
