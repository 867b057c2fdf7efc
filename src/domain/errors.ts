/**
 * What a verb may refuse with. The one error handler turns each into a page; none holds words for people, only
 * catalog keys and the values that go into them.
 */

export type ErrorValues = Record<string, string | number>
/** A catalog key, or a key with the values of its message. */
export type ErrorKey = string | { key: string; values: ErrorValues }

/** The record does not exist, or is not theirs to know of: the two look the same. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

/** The person may see the record but not do this. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed'
  readonly reasonKey: string

  constructor(reasonKey: string) {
    super(reasonKey)
    this.reasonKey = reasonKey
  }
}

/** The act does not start from the state in which the record is. */
export class WrongState extends Error {
  override readonly name = 'WrongState'
  readonly from: string
  readonly act: string

  constructor(from: string, act: string) {
    super(`${act} from ${from}`)
    this.from = from
    this.act = act
  }
}

/** Someone else changed the record first; `current` is what is stored now, to be shown beside what was typed. */
export class Conflict<Current = unknown> extends Error {
  override readonly name = 'Conflict'
  readonly current: Current | undefined

  constructor(current?: Current) {
    super('changed meanwhile')
    this.current = current
  }
}

/** Fields that cannot be accepted, each with its reason; `values` are shared by messages that are a bare key. */
export class Invalid extends Error {
  override readonly name = 'Invalid'
  readonly fields: Record<string, ErrorKey>
  readonly values: ErrorValues

  constructor(fields: Record<string, ErrorKey>, values: ErrorValues = {}) {
    super(`invalid: ${Object.keys(fields).join(', ')}`)
    this.fields = fields
    this.values = values
  }
}

export type DomainError = NotFound | NotAllowed | WrongState | Conflict | Invalid

/** Whether the error is one of the five above, for the handler that turns them into pages. */
export function isDomainError(error: unknown): error is DomainError {
  return [NotFound, NotAllowed, WrongState, Conflict, Invalid].some(kind => error instanceof kind)
}
