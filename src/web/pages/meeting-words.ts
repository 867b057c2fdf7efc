import type { Meeting } from '../../data/meeting.ts'
import type { MeetingItem } from '../../data/meeting-item.ts'
import { preparedOf } from '../../domain/meeting-decision.ts'
import { formatDate } from '../../i18n/format.ts'
import { isMessageKey, type Translate } from '../../i18n/translate.ts'
import { isPlainDate } from '../../lib/plain-date.ts'
import type { StatusPart } from '../../render/parts.ts'

const kinds = { planned: 'waiting', open: 'running', closed: 'done', cancelled: 'withdrawn' } as const

export function meetingStatus({ state }: Pick<Meeting, 'state'>, t: Translate): StatusPart {
  return { kind: kinds[state], word: t(`meeting.state.${state}`) }
}

const itemKinds = { open: 'waiting', prepared: 'waiting', concluded: 'running', decided: 'done' } as const

export function itemStatus({ state }: Pick<MeetingItem, 'state'>, t: Translate): StatusPart {
  return { kind: itemKinds[state], word: t(`meeting.item.${state}`) }
}

/** Why it stands on the agenda. */
export function whyWord({ kind }: Pick<MeetingItem, 'kind'>, t: Translate): string {
  const key = `attention.kind.${kind}`
  return isMessageKey(key) ? t(key) : t(`meeting.kind.${kind as 'text' | 'task' | 'recommendation'}`)
}

/** What was decided or waits for the chair, in a sentence; '' where there is no act. */
export function decisionWord(item: Pick<MeetingItem, 'prepared'>, t: Translate): string {
  const decision = preparedOf(item)
  if (!decision) return ''
  const { act, input } = decision
  const text = (name: string) => (typeof input[name] === 'string' ? (input[name] as string) : '')
  const verdict = text('verdict') || text('outcome')
  const day = text('grantedDueOn') || text('newDueOn') || text('supplementDueOn')
  const values = { date: isPlainDate(day) ? formatDate(day) : '', number: text('decisionNo') }
  const [dated, plain] = [`decided.${act}.${verdict}.dated`, `decided.${act}.${verdict}`]
  const key = [day === '' ? '' : dated, plain, `decided.${act}`].find(isMessageKey)
  const note = text('note') || text('reason')
  const number = values.number === '' ? '' : t('decided.number', values)
  return [key ? t(key, values) : '', number, note].filter(Boolean).join('. ')
}

/** "Kiến nghị thứ tư …": one line of what is to be done. */
export function followUpWord(item: MeetingItem, t: Translate): string {
  if (item.follow_up === '') return ''
  return t('meeting.follow_up', {
    what: item.follow_up,
    who: item.follow_up_by,
    date: item.follow_up_due_on ? formatDate(item.follow_up_due_on) : '',
  })
}

/** How it stands with what is to be done. */
export function followUpStatus(item: MeetingItem, today: string, t: Translate): StatusPart | null {
  if (item.follow_up === '') return null
  const due = item.follow_up_due_on ?? '9999-12-31'
  if (item.follow_up_done_on !== null) {
    const late = item.follow_up_done_on > due
    return { kind: late ? 'late_original' : 'done', word: t(late ? 'class.done_late' : 'class.done_on_time') }
  }
  return due < today
    ? { kind: 'late', word: t('meeting.follow_up.late') }
    : { kind: 'running', word: t('meeting.follow_up.open') }
}
