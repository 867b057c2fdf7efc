import type { Actor } from '../../data/actor.ts'
import type { Db } from '../../data/schema.ts'
import { findRepeats } from '../../domain/repeat.ts'
import { isPlainDate } from '../../lib/plain-date.ts'
import type { RepeatOfChoice } from './choice-card.ts'
import { type SplitInput, shownChoices } from './inspection-split.ts'

/** Earlier recommendations to the same unit that the shown choices are much like, by where these begin. */
export async function repeatsOf(
  db: Db,
  actor: Actor,
  organisationId: string,
  { inspectedUnitId, heldOn = '' }: Record<string, string>,
  input: SplitInput,
): Promise<Map<number, RepeatOfChoice>> {
  const shown = shownChoices(input)
  const earlier = {
    inspectedUnitId: inspectedUnitId || null,
    organisationId,
    until: isPlainDate(heldOn) ? heldOn : null,
  }
  const quotes = shown.map(({ start, end }) => input.conclusion.slice(start, end))
  const found = await findRepeats(db, actor, earlier, quotes)
  const parts = found.map((one, index): [number, RepeatOfChoice][] => {
    const title = one?.summary || one?.quote || ''
    return one ? [[shown[index]!.start, { id: one.id, title, heldOn: one.held_on }]] : []
  })
  return new Map(parts.flat())
}
