/**
 * The one JSON text of a value: keys sorted by UTF-16 code units, no whitespace. Hashes are taken over this text,
 * so whatever JSON would drop or change in silence (undefined, NaN, a Date, a Map) is refused.
 * @throws TypeError naming the place
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$')
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item, index) => write(item, `${path}[${index}]`)).join(',')}]`
  }
  if (!isPlainObject(value)) throw new TypeError(`canonicalJson: ${path} holds ${describe(value)}`)
  const members = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${write(value[key], `${path}.${key}`)}`)
  return `{${members.join(',')}}`
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : Object.prototype.toString.call(value).slice(8, -1)
}
