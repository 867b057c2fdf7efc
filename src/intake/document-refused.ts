/** A document that cannot be read; `key` is a catalog key whose sentence says what to do instead. */
export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused'
  readonly key: string

  constructor(key: string) {
    super(key)
    this.key = key
  }
}
