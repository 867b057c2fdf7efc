import { type TSchema, Type } from 'typebox'
import { normaliseLine, normaliseText } from '../../lib/fold.ts'
import { parseDateInput } from '../../lib/plain-date.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { ErrorPart } from '../../render/parts.ts'

export type Typed = Record<string, string | string[]>

/** What was sent, by field; every value is NFC with LF and holds no NUL. A field that was not sent is empty. */
export interface Form {
  /** As typed (normalised), to be shown again. */
  typed: Typed
  /** Several lines, trimmed. */
  text(name: string): string
  /** One line: every run of whitespace is one space. */
  line(name: string): string
  /** Exactly as sent: for passwords only. */
  raw(name: string): string
  /** YYYY-MM-DD; null when empty; what is no date comes back as typed, for the domain to refuse. */
  date(name: string): string | null
  /** null when empty. */
  id(name: string): string | null
  list(name: string): string[]
  /** An integer; NaN when it is none or empty. */
  number(name: string): number
  /** A checkbox that is ticked. */
  ticked(name: string): boolean
  /** The id of this sending of the form, for `actOnce`; null when it was not sent. */
  actId: string | null
  /** The version the form was made from; 0 when it was not sent. */
  version: number
}

/** Longest value of one field at the door; shorter limits are the domain's, with a sentence and the text kept. */
const doorLimit = 200_000
const actIdPattern = /^[\w-]{8,64}$/

/** Reads a body (of `bodySchema`, or the fields of a multipart) by the fields of the form; others are left out. */
export function readForm(fields: readonly FieldDescriptor[], body: unknown): Form {
  const sent = (body ?? {}) as Record<string, unknown>
  const typed: Typed = Object.fromEntries(fields.map(field => [field.name, typedOf(field, sent[field.name])]))
  const one = (name: string) => firstOf(typed[name])
  const line = (name: string) => normaliseLine(one(name))
  const actId = firstOf(sent.act_id)
  return {
    typed,
    text: name => one(name).trim(),
    line,
    raw: name => firstOf(sent[name]),
    date: name => (line(name) === '' ? null : (parseDateInput(line(name)) ?? line(name))),
    id: name => line(name) || null,
    list: name => listOf(typed[name]).filter(value => value !== ''),
    number: name => (/^-?\d{1,15}$/.test(line(name)) ? Number(line(name)) : Number.NaN),
    ticked: name => one(name) === '1',
    actId: actIdPattern.test(actId) ? actId : null,
    version: /^\d{1,9}$/.test(firstOf(sent.version)) ? Number(firstOf(sent.version)) : 0,
  }
}

/** The descriptors with what was typed (or is stored) and the sentences of what is wrong with it. */
export function fill<F extends FieldDescriptor>(
  fields: readonly F[],
  values: Readonly<Record<string, FieldDescriptor['value']>>,
  errors: Readonly<Record<string, string>> = {},
): F[] {
  return fields.map(field => ({
    ...field,
    value: field.kind === 'password' ? '' : (values[field.name] ?? field.value ?? ''),
    error: errors[field.name] ?? field.error,
  }))
}

/** Sentences whose field is not on the form: they stand in the summary alone, so that none is lost. */
export function strayErrors(
  fields: readonly FieldDescriptor[],
  errors: Readonly<Record<string, string>>,
): ErrorPart[] {
  const shown = new Set(fields.map(field => field.name))
  return Object.entries(errors).flatMap(([name, text]) => (shown.has(name) ? [] : [{ text }]))
}

/** The schema of a route's body: these fields with act_id and version, nothing else, each with a limit. */
export function bodySchema(fields: readonly FieldDescriptor[]) {
  const named = fields.filter(field => field.kind !== 'file').map(field => [field.name, schemaOf(field)])
  return Type.Object(
    {
      ...(Object.fromEntries(named) as Record<string, TSchema>),
      act_id: Type.Optional(Type.String({ maxLength: 64 })),
      version: Type.Optional(Type.String({ maxLength: 12 })),
    },
    { additionalProperties: false },
  )
}

function schemaOf(field: FieldDescriptor): TSchema {
  const text = Type.String({ maxLength: doorLimit })
  return Type.Optional(isMany(field) ? Type.Array(text, { maxItems: 1_000 }) : text)
}

function typedOf(field: FieldDescriptor, value: unknown): string | string[] {
  return isMany(field) ? listOf(value).map(normaliseText) : normaliseText(firstOf(value))
}

function isMany(field: FieldDescriptor): boolean {
  return field.kind === 'checks' || field.multiple === true
}

function firstOf(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : typeof first === 'number' ? String(first) : ''
}

function listOf(value: unknown): string[] {
  const many = Array.isArray(value) ? value : [value]
  return many.filter(one => typeof one === 'string')
}
