import * as authority from './authority.ts'
import type { Effect, TaskContext, Transition } from './task-act.ts'
import { receiveTask } from './task-issue.ts'
import { type UpdateInput, updateProgress } from './task-update.ts'

/** Which file the words stand in: the return's id and the SHA-256 of its bytes. */
interface FromSheet {
  returnId: string
  sha256: string
}

function row<Input>(transition: Transition<Input>): Transition<Input> {
  return transition
}

/**
 * What a unit that does not sign in wrote on its sheet, entered by the secretary. Not offered on pages: it comes from a
 * sheet that was made out for the unit and sent back, and the event names the file. Never a report of completion, which
 * the head answers for with evidence.
 */
export const unitSheetTransitions = {
  enter_receipt: row<FromSheet>({
    from: ['issued'],
    to: 'in_progress',
    who: authority.secretaryOf,
    apply: async (context, input) => fromSheet(input, await receiveTask(context, { officerId: null })),
  }),
  enter_update: row<UpdateInput & FromSheet>({
    from: ['in_progress', 'returned'],
    to: 'same',
    who: authority.secretaryOf,
    apply: enterUpdate,
  }),
}

async function enterUpdate(context: TaskContext, input: UpdateInput & FromSheet): Promise<Effect> {
  return fromSheet(input, await updateProgress(context, input))
}

function fromSheet({ returnId, sha256 }: FromSheet, effect: Effect): Effect {
  return { ...effect, record: { ...effect.record, unit_sheet_return_id: returnId, file_sha256: sha256 } }
}
