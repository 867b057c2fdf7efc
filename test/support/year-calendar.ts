/** The working days of 2026 as announced, written down by hand: nothing here comes from the program. */
const daysOff = [
  '2026-01-01',
  '2026-01-02',
  '2026-02-16',
  '2026-02-17',
  '2026-02-18',
  '2026-02-19',
  '2026-02-20',
  '2026-04-27',
  '2026-04-30',
  '2026-05-01',
  '2026-08-31',
  '2026-09-01',
  '2026-09-02',
  '2026-11-24',
  '2027-01-01',
]
const workedSaturdays = ['2026-01-10', '2026-08-22']

export function isWorked(day: string): boolean {
  if (workedSaturdays.includes(day)) return true
  return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !daysOff.includes(day)
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Working days after `from` up to and including `to`, one by one; 0 when `to` is not later. */
export function countWorked(from: string, to: string): number {
  let count = 0
  for (let day = dayAfter(from); day <= to; day = dayAfter(day)) if (isWorked(day)) count += 1
  return count
}

/** The n-th working day after the day, or before it when n is negative. */
export function shift(day: string, n: number): string {
  let at = day
  for (let left = Math.abs(n); left > 0; ) {
    at = dayAfter(at, Math.sign(n))
    if (isWorked(at)) left -= 1
  }
  return at
}

export function isFirstOfWeek(day: string): boolean {
  if (!isWorked(day)) return false
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  for (let before = 1; before <= weekday; before += 1) if (isWorked(dayAfter(day, -before))) return false
  return true
}
