import { type TProperties, type TSchema, Type } from 'typebox'

/** Building blocks of the interface's schemas: one source for what is checked and for what is documented. */

export const idPattern = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const patterns = { id: `^${idPattern}$`, date: '^\\d{4}-\\d{2}-\\d{2}$' } as const

type Note = { description?: string }

export const id = (note: Note = {}) =>
  Type.Unsafe<string>({ type: 'string', pattern: patterns.id, examples: [exampleId], ...note })
export const date = (note: Note = {}) =>
  Type.Unsafe<string>({
    type: 'string',
    format: 'date',
    pattern: patterns.date,
    examples: ['2018-12-10'],
    ...note,
  })
export const instant = (note: Note = {}) =>
  Type.Unsafe<string>({
    type: 'string',
    format: 'date-time',
    examples: ['2018-12-10T02:00:00.000Z'],
    ...note,
  })
export const text = (note: Note & { maxLength?: number; minLength?: number; pattern?: string } = {}) =>
  Type.String(note)
export const count = (note: Note = {}) => Type.Integer({ minimum: 0, ...note })

/** The same schema, or null: as one list of types, which readers of OpenAPI 3.1 show plainly. */
export function nullable<T extends TSchema>(schema: T): TSchema {
  const { type, ...rest } = schema as unknown as { type?: string; enum?: unknown[] }
  if (typeof type !== 'string') return Type.Unsafe({ anyOf: [schema, { type: 'null' }] })
  return Type.Unsafe({ ...rest, type: [type, 'null'], ...(rest.enum ? { enum: [...rest.enum, null] } : {}) })
}

export function oneOf<const T extends readonly string[]>(values: T, note: Note = {}) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...note })
}

/** An object that holds these and nothing else. */
export function object<T extends TProperties>(properties: T, note: Note & { examples?: unknown[] } = {}) {
  return Type.Object(properties, { additionalProperties: false, ...note })
}

/** A schema of the document's components, by its name. */
export const ref = (name: string) => Type.Unsafe<Record<string, unknown>>({ $ref: `${name}#` })

export function pageOf(name: string) {
  return object({
    items: Type.Array(ref(name)),
    next_cursor: nullable(
      text({ description: 'Send it as `cursor` for the next page; null on the last one.' }),
    ),
  })
}

/** Of every list. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Rows a page.' })),
  cursor: Type.Optional(text({ maxLength: 100, description: '`next_cursor` of the page before.' })),
}

/** An id of the form of ours that is nobody's. */
export const exampleId = '01900000-0000-7000-8000-000000000001'
