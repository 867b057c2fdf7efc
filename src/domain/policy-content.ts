import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { canonicalJson } from '../lib/canonical-json.ts'
import { defaultTerms, type Terms } from './policy-terms.ts'
import { defaultLadder, type LadderRung, recipientWords } from './reminder-ladder.ts'
import { type RecipientWord, recipientWordList } from './reminder-recipient.ts'

/** How one rung is set. Days as in `LadderRung.offset_days`. */
export interface RungSetting {
  enabled: boolean
  offset_days: number
  recipients: RecipientWord[]
}

/** A whole policy: every rung of the ladder by its name, and the terms. */
export interface PolicyContent {
  rungs: Record<string, RungSetting>
  terms: Terms
}

const storedShape = Type.Object({
  rungs: Type.Record(
    Type.String(),
    Type.Object({
      enabled: Type.Boolean(),
      offset_days: Type.Integer(),
      recipients: Type.Array(Type.Union(recipientWordList.map(word => Type.Literal(word)))),
    }),
  ),
  terms: Type.Partial(
    Type.Object(
      Object.fromEntries(
        Object.entries(defaultTerms).map(([name, value]) => [
          name,
          typeof value === 'number' ? Type.Integer() : Type.String(),
        ]),
      ),
    ),
  ),
})

export const defaultContent: PolicyContent = {
  rungs: Object.fromEntries(defaultLadder.map(rung => [rung.rung, settingOf(rung)])),
  terms: defaultTerms,
}

/**
 * A stored policy with the defaults in place of what it does not know, such as a rung that the program has learnt
 * since; rungs that the program has forgotten are left out. Throws where the row is not what a verb wrote.
 */
export function readContent(json: string): PolicyContent {
  const stored: unknown = JSON.parse(json)
  if (!Value.Check(storedShape, stored)) throw new Error('a stored policy is not in its shape')
  const { rungs, terms } = stored as { rungs: PolicyContent['rungs']; terms: Partial<Terms> }
  const known = Object.entries(rungs).filter(([rung]) => Object.hasOwn(defaultContent.rungs, rung))
  return {
    rungs: { ...defaultContent.rungs, ...Object.fromEntries(known) },
    terms: { ...defaultTerms, ...terms },
  }
}

export function writeContent(content: PolicyContent): string {
  return canonicalJson(content as unknown as Record<string, unknown>)
}

/** The ladder as the content sets it; what a rung counts from is the program's. */
export function rungsOf(content: PolicyContent): LadderRung[] {
  return defaultLadder.map(rung => {
    const setting = content.rungs[rung.rung] ?? settingOf(rung)
    return {
      ...rung,
      enabled: setting.enabled ? 1 : 0,
      offset_days: setting.offset_days,
      recipients: setting.recipients.join(' '),
    }
  })
}

function settingOf(rung: LadderRung): RungSetting {
  return {
    enabled: rung.enabled === 1,
    offset_days: rung.offset_days,
    recipients: recipientWords(rung),
  }
}
