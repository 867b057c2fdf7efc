/** Days for which a link in a mail can be used, by the system's clock (PRODUCT §4, DECISIONS 14). */
export function mailActLifetimeDays(): number {
  return 10
}
