/** Whether the page holds the words, without the page itself in the report of a failure. */
export function holds(
  t: { ok(found: boolean, message: string): boolean },
  body: string,
  words: RegExp | string,
  message = String(words),
): void {
  t.ok(typeof words === 'string' ? body.includes(words) : words.test(body), message)
}

export function lacks(
  t: { notOk(found: boolean, message: string): boolean },
  body: string,
  words: RegExp | string,
  message = `no ${String(words)}`,
): void {
  t.notOk(typeof words === 'string' ? body.includes(words) : words.test(body), message)
}
