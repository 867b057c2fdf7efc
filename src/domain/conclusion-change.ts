import { findConclusionDraft, updateConclusionDraft } from '../data/conclusion-draft.ts'
import { inTransaction } from '../data/database.ts'
import type { Db, Row } from '../data/schema.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { applyStep, type ChoiceStep } from './choice-step.ts'
import { mergePicks, type Pick, readChoices } from './conclusion-choice.ts'
import { Conflict, NotFound } from './errors.ts'
import type { Act, Done } from './event.ts'

export interface DraftChange {
  version: number
  /** The facts of the inspection as typed, right or wrong. */
  fields: Record<string, string>
  picks: Pick[]
  /** What the pressed button asked for besides keeping. */
  step?: ChoiceStep | undefined
  /** Kept while its person still works on the form, which will be sent once more. */
  meanwhile?: boolean
}

/**
 * Keeps what was typed and ticked so far, and then takes one step with the list. Throws `Conflict` when the draft was
 * changed in another tab, `Invalid` where the step cannot be done.
 */
export async function changeConclusionDraft(
  db: Db,
  act: Act,
  id: string,
  change: DraftChange,
): Promise<Done> {
  return inTransaction(db, async trx => {
    const draft = await findOwnDraft(trx, act, id)
    if (act.actId && draft.act_id === act.actId) return { subjectId: id, repeated: true }
    // Between reading and writing the form may just have kept itself: that is no loss, the change goes on top of it.
    const written =
      (await writeChange(trx, act, draft, change)) ||
      (await writeChange(trx, act, await findOwnDraft(trx, act, id), change))
    if (!written) throw new Conflict()
    return { subjectId: id, repeated: false }
  })
}

/** False when the draft was changed since it was read; throws `Conflict` when it is not as the form shows it. */
async function writeChange(
  db: Db,
  act: Act,
  draft: Row<'conclusion_draft'>,
  change: DraftChange,
): Promise<boolean> {
  const before = versionShown(draft, change.version, act)
  const picked = mergePicks(draft.conclusion, readChoices(draft.choices), change.picks)
  const choices = change.step ? applyStep(draft.conclusion, picked, change.step) : picked
  return updateConclusionDraft(db, before, {
    act_id: change.meanwhile ? meanwhileOf(act) : act.actId,
    fields: canonicalJson(change.fields),
    choices: JSON.stringify(choices),
  })
}

/** The draft, if it is this person's; throws `NotFound`. */
export async function findOwnDraft(db: Db, act: Act, id: string): Promise<Row<'conclusion_draft'>> {
  const draft = await findConclusionDraft(db, act.personId ?? '', id)
  if (!draft) throw new NotFound()
  return draft
}

/**
 * The draft as the form shows it; throws `Conflict` when it is another by now. A form does not lose to itself: what it
 * kept meanwhile has grown the version, and it still shows the one before.
 */
export function versionShown(
  draft: Row<'conclusion_draft'>,
  version: number,
  act: Act,
): Row<'conclusion_draft'> {
  const byItself = act.actId !== null && draft.act_id === meanwhileOf(act)
  if (draft.version !== version && !byItself) throw new Conflict()
  return draft
}

/** Marks a draft as kept by a form that is still open; no form's own id holds the sign. */
function meanwhileOf({ actId }: Act): string | null {
  return actId && `${actId}~`
}
