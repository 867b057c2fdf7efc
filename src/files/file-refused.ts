/** A file that is not taken in; `key` is a catalog key whose sentence says what to do, `values` what it needs. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly key: string
  readonly values: Record<string, string | number>

  constructor(key: string, values: Record<string, string | number> = {}) {
    super(key)
    this.key = key
    this.values = values
  }
}
