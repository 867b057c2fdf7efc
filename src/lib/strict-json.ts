/** Deeper nesting than any input of ours, and far less than what would exhaust the stack. */
const deepest = 32

/** What a text is no JSON of ours for; the offset is where. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault'
  constructor(reason: string, offset: number) {
    super(`${reason} at ${offset}`)
  }
}

/**
 * Parses JSON as RFC 8259 and I-JSON (RFC 7493) want it: no key twice, no lone surrogate, no number that a double cannot
 * hold; besides no NUL, which no database column takes, and no `__proto__`. @throws JsonFault
 */
export function parseStrictJson(text: string): unknown {
  // The grammar is the platform's to judge; the walk after it sees what the platform lets pass.
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new JsonFault('no JSON', 0)
  }
  refuseTwins(text)
  refuseValues(value, 0)
  return value
}

/** Keys of one object that are the same once their escapes are read. */
function refuseTwins(text: string): void {
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g
  const open: (Set<string> | null)[] = []
  let isKey = false
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if ('}]'.includes(token)) open.pop()
    else if (isKey) takeKey(open.at(-1), token, index)
    isKey = token === '{' || (token === ',' && open.at(-1) instanceof Set)
    if (open.length > deepest) throw new JsonFault('too deep', index)
  }
}

function takeKey(keys: Set<string> | null | undefined, token: string, index: number): void {
  const key = JSON.parse(token) as string
  if (keys?.has(key) || key === '__proto__') throw new JsonFault('a key twice', index)
  keys?.add(key)
}

function refuseValues(value: unknown, depth: number): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new JsonFault('no number', depth)
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    throw new JsonFault('no text', depth)
  if (typeof value !== 'object' || value === null) return
  for (const [key, one] of Object.entries(value)) {
    refuseValues(key, depth + 1)
    refuseValues(one, depth + 1)
  }
}
