import { type Static, Type } from 'typebox'
import type { LedgerCursor, LedgerRow } from '../../data/ledger.ts'
import type { LedgerFilter, LedgerResult } from '../../data/ledger-condition.ts'
import { isId } from '../../lib/id.ts'
import { isPlainDate, parseDateInput } from '../../lib/plain-date.ts'

/** What a reminder can have come to, in the order of the filter. */
export const ledgerResults = [
  'planned',
  'sent',
  'acknowledged',
  'kept',
  'unsure',
  'bounced',
  'failed',
  'no_address',
  'cancelled',
] as const satisfies LedgerResult[]

const word = Type.Optional(Type.String({ maxLength: 100 }))

export const ledgerQuerySchema = Type.Object(
  { task: word, unit: word, person: word, rung: word, result: word, until: word, after: word, before: word },
  { additionalProperties: true },
)
export type LedgerQuery = Static<typeof ledgerQuerySchema>

/** What was asked for, as far as it makes sense; `until` also as typed, to be shown again. */
export interface LedgerChoice {
  /** A task's own page links here. */
  task: string
  unit: string
  person: string
  rung: string
  result: LedgerResult | ''
  until: string | null
  untilTyped: string
  cursor: LedgerCursor | undefined
}

export function readLedgerQuery(query: LedgerQuery): LedgerChoice {
  const id = (value: string | undefined) => (isId(value) ? (value as string) : '')
  const untilTyped = (query.until ?? '').trim()
  return {
    task: id(query.task),
    unit: id(query.unit),
    person: id(query.person),
    rung: /^\w{1,40}$/.test(query.rung ?? '') ? (query.rung as string) : '',
    result: ledgerResults.find(result => result === query.result) ?? '',
    until: parseDateInput(untilTyped),
    untilTyped,
    cursor: cursorOf(query.after, false) ?? cursorOf(query.before, true),
  }
}

/** Whether rows are left out, so that days without rows say nothing. */
export function isNarrowed({ task, unit, person, rung, result }: LedgerChoice): boolean {
  return [task, unit, person, rung, result].some(value => value !== '')
}

export function ledgerFilterOf(choice: LedgerChoice, unitPath: string | undefined): LedgerFilter {
  return {
    taskId: choice.task || undefined,
    unitPath,
    personId: choice.person || undefined,
    rung: choice.rung || undefined,
    result: choice.result || undefined,
    until: choice.until ?? undefined,
  }
}

/** The same ledger from another place on. */
export function ledgerHref(choice: LedgerChoice, place?: { row: LedgerRow; newer: boolean }): string {
  const query = new URLSearchParams()
  const set = (name: string, value: string) => value !== '' && query.set(name, value)
  set('task', choice.task)
  set('unit', choice.unit)
  set('person', choice.person)
  set('rung', choice.rung)
  set('result', choice.result)
  set('until', choice.until ?? '')
  if (place) set(place.newer ? 'before' : 'after', `${place.row.for_on}~${place.row.id}`)
  const text = query.toString()
  return text === '' ? '/ledger' : `/ledger?${text}`
}

function cursorOf(text: string | undefined, newer: boolean): LedgerCursor | undefined {
  const [day = '', id = ''] = (text ?? '').split('~')
  return isPlainDate(day) && isId(id) ? { day, id, newer } : undefined
}
