import type { ErrorKey } from './errors.ts'
import { defaultContent, type PolicyContent } from './policy-content.ts'
import { type TermName, termNames, termShapes } from './policy-terms.ts'
import { defaultLadder, type LadderRung } from './reminder-ladder.ts'
import { type RecipientWord, recipientWordList } from './reminder-recipient.ts'

/** Nothing counts more working days than this, either way. */
export const farthestDays = 60

export type Refuse = (field: string, key: ErrorKey) => void

/** Names of the fields of a rung, and of a term, on the forms and in refusals. */
export const rungField = {
  enabled: (rung: string) => `on_${rung}`,
  days: (rung: string) => `days_${rung}`,
  recipients: (rung: string) => `to_${rung}`,
}
export const termField = (name: TermName) => `term_${name}`

/** Whether the rung's days can be set, and on which side of what they count from: its name says that. */
export function daysOf(rung: LadderRung): 'before' | 'after' | 'fixed' {
  if (rung.offset_days === 0) return 'fixed'
  return rung.offset_days < 0 ? 'before' : 'after'
}

/** Which words a rung may name; none where the program itself knows whom it tells. */
export function recipientChoices(rung: LadderRung): RecipientWord[] {
  // The stop after which the committee's list takes over tells nobody; the vacancy is told to the secretaries.
  if (rung.recipients === '' || rung.rung === 'no_holder') return []
  if (rung.anchor === 'week') return ['secretary', 'leaders']
  if (rung.anchor === 'meeting' || rung.rung === 'meeting_invited')
    return ['committee', 'leaders', 'secretary']
  const aboutExtension = rung.anchor === 'extension' || rung.rung === 'extension_asked'
  return recipientWordList.filter(word => aboutExtension || (word !== 'decider' && word !== 'above'))
}

/** Refuses what makes no sense, each at its field: days, their order, recipients, times. */
export function checkContent(content: PolicyContent, refuse: Refuse): void {
  for (const rung of defaultLadder) checkRung(rung, content, refuse)
  checkOrder(content, refuse)
  for (const name of termNames) checkTerm(name, content, refuse)
  const { bundle_at, mail_from } = content.terms
  if (bundle_at < mail_from) {
    refuse(termField('bundle_at'), { key: 'error.bundle_before_mail', values: { time: mail_from } })
  }
}

function checkRung(rung: LadderRung, { rungs }: PolicyContent, refuse: Refuse): void {
  const setting = rungs[rung.rung] ?? defaultContent.rungs[rung.rung]
  if (!setting?.enabled) return
  const { offset_days: days, recipients } = setting
  if (!daysFit(rung, days)) {
    refuse(rungField.days(rung.rung), { key: 'error.rung_days', values: { most: farthestDays } })
  }
  const choices = recipientChoices(rung)
  if (choices.length === 0) return
  if (recipients.length === 0) refuse(rungField.recipients(rung.rung), 'error.rung_recipients')
  if (recipients.some(word => !choices.includes(word))) {
    refuse(rungField.recipients(rung.rung), 'error.rung_recipient_unknown')
  }
}

function daysFit(rung: LadderRung, days: number): boolean {
  const side = daysOf(rung)
  const counted = side === 'before' ? -days : days
  return side === 'fixed' || (Number.isInteger(days) && counted >= 1 && counted <= farthestDays)
}

/** Rungs that count from one thing keep their order: a later one stands on a later day, or it would tell at once with it. */
function checkOrder({ rungs }: PolicyContent, refuse: Refuse): void {
  const counting = defaultLadder.filter(rung => {
    const { enabled = false, offset_days: days = 0 } = rungs[rung.rung] ?? {}
    return rung.offset_days !== 0 && enabled && daysFit(rung, days)
  })
  for (const ladder of Map.groupBy(counting, rung => `${rung.anchor} ${daysOf(rung)}`).values()) {
    for (const [index, rung] of ladder.entries()) {
      const before = ladder[index - 1]
      const own = rungs[rung.rung]?.offset_days ?? 0
      const earlier = before ? (rungs[before.rung]?.offset_days ?? 0) : Number.NEGATIVE_INFINITY
      if (own > earlier) continue
      const key = daysOf(rung) === 'before' ? 'error.rung_order_before' : 'error.rung_order_after'
      refuse(rungField.days(rung.rung), { key, values: { days: Math.abs(earlier) } })
    }
  }
}

function checkTerm(name: TermName, { terms }: PolicyContent, refuse: Refuse): void {
  const { kind, least, most } = termShapes[name]
  const value = terms[name]
  const field = termField(name)
  if (kind === 'time') {
    const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value))
    if (!isTime) refuse(field, 'error.not_a_time')
    else if (value < least || value > most) refuse(field, { key: 'error.between', values: { least, most } })
    return
  }
  const fits = Number.isInteger(value) && value >= least && value <= most
  if (!fits) refuse(field, { key: 'error.between', values: { least, most } })
}
