import { isPlainDate } from '../lib/plain-date.ts'
import { type ErrorKey, Invalid } from './errors.ts'

/** Longest texts, in UTF-16 units: a line of a form, a paragraph, a whole account. */
export const textLimits = { code: 100, line: 300, paragraph: 2_000, account: 10_000 } as const

export interface FieldCheck {
  text(field: string, value: string, limit: keyof typeof textLimits, required?: boolean): void
  date(field: string, value: string | null, required?: boolean): void
  /** Refuses the field with the key, unless it is refused already. */
  refuse(field: string, key: ErrorKey): void
  refuseIf(wrong: boolean, field: string, key: ErrorKey): void
  /** Throws `Invalid` with every refused field. */
  done(): void
}

/** Collects what is wrong with an input, so that a form shows all of it at once. */
export function fieldCheck(): FieldCheck {
  const fields: Record<string, ErrorKey> = {}
  const check: FieldCheck = {
    text(field, value, limit, required = true) {
      if (required && value.trim() === '') check.refuse(field, `error.required.${field}`)
      const max = textLimits[limit]
      if (value.length > max)
        check.refuse(field, { key: 'error.too_long', values: { max, length: value.length } })
    },
    date(field, value, required = true) {
      if (value === null || value === '') {
        if (required) check.refuse(field, `error.required.${field}`)
      } else if (!isPlainDate(value)) check.refuse(field, 'error.not_a_date')
    },
    refuse(field, key) {
      fields[field] ??= key
    },
    refuseIf(wrong, field, key) {
      if (wrong) check.refuse(field, key)
    },
    done() {
      if (Object.keys(fields).length > 0) throw new Invalid(fields)
    },
  }
  return check
}
