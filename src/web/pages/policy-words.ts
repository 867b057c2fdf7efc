import type { RungSetting } from '../../domain/policy-content.ts'
import { type TermName, type Terms, termShapes } from '../../domain/policy-terms.ts'
import { defaultLadder, type LadderRung } from '../../domain/reminder-ladder.ts'
import { isMessageKey, type Translate } from '../../i18n/translate.ts'
import { rungWord } from './rung-word.ts'

/** When a rung tells: "Trước hạn 10 ngày làm việc"; what is told at once is named instead. */
export function whenWord(t: Translate, rung: LadderRung, days: number): string {
  if (rung.anchor === 'act') return rungWord(t, rung.rung)
  const side = days < 0 ? 'before' : days > 0 ? 'after' : 'on'
  const key = [`policy.when.${rung.anchor}.${side}`, `policy.when.${side}`].find(isMessageKey)
  return key ? t(key, { days: Math.abs(days) }) : rungWord(t, rung.rung)
}

/** A rung in the lists of what was or will be sent: by its name, or by its days where the office has moved it. */
export function movedRungWord(t: Translate, name: string, days: number | undefined): string {
  const rung = defaultLadder.find(one => one.rung === name)
  if (!rung || days === undefined || days === rung.offset_days) return rungWord(t, name)
  return whenWord(t, rung, days)
}

/** To whom: "chuyên viên, thủ trưởng đơn vị". */
export function whomWord(t: Translate, rung: LadderRung, recipients: readonly string[]): string {
  if (rung.rung === 'no_holder') return t('policy.to.secretary')
  if (rung.recipients === '' && recipients.length === 0) return t('policy.to_nobody')
  return recipients.map(word => t(`policy.to.${word}` as Parameters<Translate>[0])).join(', ')
}

export function settingWord(t: Translate, rung: LadderRung, setting: RungSetting): string {
  if (!setting.enabled) return t('policy.off')
  const whom = whomWord(t, rung, setting.recipients)
  if (rung.anchor === 'act') return whom
  return t('policy.setting', { when: whenWord(t, rung, setting.offset_days), whom })
}

/** Terms of which days off count too. */
const everyDay: readonly TermName[] = ['suspension_days', 'mail_act_days']

/** A term's value: "3 ngày làm việc", "07:30", "Thứ Hai". */
export function termWord(t: Translate, name: TermName, value: Terms[TermName]): string {
  const { kind } = termShapes[name]
  if (kind === 'time') return String(value)
  if (kind === 'weekday') return t(`weekday.${Number(value) as 1}`)
  if (kind === 'count') return t('policy.count', { count: Number(value) })
  return t(everyDay.includes(name) ? 'policy.days_all' : 'policy.days', { days: Number(value) })
}

/** The same beginning a line of its own. */
export function upperFirst(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}
