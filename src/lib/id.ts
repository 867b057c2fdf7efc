import { uuidv7 } from 'uuidv7'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A new UUIDv7 in lower case: rows sort by creation, and one migration serves both databases. */
export function newId(): string {
  return uuidv7()
}

/** Whether the text has the form of an id of ours; asked before a query, so that a stray path is simply not found. */
export function isId(text: unknown): boolean {
  return typeof text === 'string' && UUID.test(text)
}
