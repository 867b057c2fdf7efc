import type { YearPerson, YearUnit } from './year-cast.ts'

/** What happens to a task on a day; `at` is 09:00 where it is not said. */
export type YearStep =
  | { on: string; at?: string; who: YearPerson; act: 'receive' | 'update' | 'report' | 'verify' | 'withdraw' }
  | { on: string; at?: string; who: YearPerson; act: 'refuse' | 'reassign'; unit: YearUnit }
  | { on: string; at?: string; who: YearPerson; act: 'issue'; unit: YearUnit; due: string }
  | { on: string; at?: string; who: YearPerson; act: 'ask' | 'grant' | 'return' | 'suspend'; until: string }
  | { on: string; at?: string; who: YearPerson; act: 'give_up' | 'accept' }

export interface YearLife {
  key: string
  steps: YearStep[]
}

/** `life('vp-1', 'issue 2026-01-05 ngan vp 2026-01-30', …)`: act, day with an optional time, who, and what it takes. */
function life(key: string, ...lines: string[]): YearLife {
  return { key, steps: lines.map(readStep) }
}

function readStep(line: string): YearStep {
  const [act = '', when = '', who = '', ...rest] = line.split(' ')
  const [on = '', at] = when.split('T')
  const base = { on, ...(at ? { at } : {}), who, act }
  if (act === 'issue') return { ...base, unit: rest[0], due: rest[1] } as YearStep
  if (act === 'refuse' || act === 'reassign') return { ...base, unit: rest[0] } as YearStep
  if (rest[0]) return { ...base, until: rest[0] } as YearStep
  return base as YearStep
}

/**
 * The tasks of the year. Between them: deadlines on days off and on a worked Saturday, Tết, the swapped days of
 * September, three deadlines that move (an extension, a return, a resumed suspension), a refusal, a reassignment, acts
 * at night and on a Sunday, posts that change hands, and four days on which no worker runs (12 to 15 June).
 */
export const yearLives: readonly YearLife[] = [
  life(
    'vp-1',
    'issue 2026-01-05 bao vp 2026-01-30',
    'receive 2026-01-06 nhung',
    'update 2026-01-15 nhung',
    'report 2026-01-28 nhung',
    'verify 2026-02-02 khoi',
  ),
  life(
    'worked-saturday',
    'issue 2026-01-05 ngan gdth 2026-01-12',
    'receive 2026-01-07 hang',
    'report 2026-01-12 hang',
    'verify 2026-01-13 khoi',
  ),
  life(
    'tet',
    'issue 2026-01-05 ngan tccb 2026-02-16',
    'receive 2026-01-08 phuc',
    'report 2026-02-24 phuc',
    'verify 2026-03-05 khoi',
  ),
  life(
    'extended-twice',
    'issue 2026-01-09 ngan khtc 2026-03-31',
    'receive 2026-01-12 tai',
    'update 2026-03-20 tai',
    'ask 2026-03-24 tai 2026-04-29',
    'grant 2026-03-26 ngan 2026-04-29',
    'ask 2026-04-24 tai 2026-05-29',
    'grant 2026-05-06 son 2026-05-29',
    'report 2026-05-27 tai',
    'verify 2026-05-28 khoi',
  ),
  life(
    'returned',
    'issue 2026-02-02 ngan gdmn 2026-02-27',
    'receive 2026-03-02 lan',
    'report 2026-04-10 lan',
    'return 2026-04-17 khoi 2026-04-24',
    'report 2026-04-23 lan',
    'verify 2026-04-24 khoi',
  ),
  life(
    'suspended',
    'issue 2026-03-02 ngan gdth 2026-04-15',
    'receive 2026-03-03 hang',
    'suspend 2026-03-16 ngan 2026-04-10',
    'report 2026-05-08 hang',
    'verify 2026-05-11 khoi',
  ),
  life(
    'refused',
    'issue 2026-03-02 long gdtrh 2026-03-27',
    'refuse 2026-03-04 trung gdtx',
    'issue 2026-03-06 long gdtx 2026-03-27',
    'receive 2026-03-09 dung',
    'report 2026-03-26 dung',
    'verify 2026-03-27 khoi',
  ),
  life(
    'acting',
    'issue 2026-03-02 ngan tccb 2026-03-20',
    'receive 2026-03-03 phuc',
    'report 2026-03-19 hanh',
    'verify 2026-03-23 khoi',
  ),
  life(
    'holiday-due',
    'issue 2026-04-06 long gdtx 2026-05-01',
    'receive 2026-04-07 dung',
    'report 2026-05-06 dung',
    'verify 2026-05-07 khoi',
  ),
  life(
    'night',
    'issue 2026-05-15T20:30 bao ttra 2026-06-30',
    'receive 2026-05-18 kiet',
    'update 2026-05-29 kiet',
    'report 2026-06-29 kiet',
    'verify 2026-07-20 khoi',
  ),
  life(
    'downtime-due',
    'issue 2026-05-20 long songhau 2026-06-16',
    'receive 2026-05-21 nga',
    'report 2026-06-19 nga',
    'verify 2026-06-22 khoi',
  ),
  life(
    'downtime-late',
    'issue 2026-05-20 bao vp 2026-06-11',
    'receive 2026-05-21 nhung',
    'report 2026-06-18 nhung',
    'verify 2026-06-23 khoi',
  ),
  life(
    'downtime-issue',
    'issue 2026-06-12 long ttgdtx 2026-06-30',
    'receive 2026-06-15 phat',
    'report 2026-06-29 phat',
    'verify 2026-07-02 khoi',
  ),
  life(
    'downtime-report',
    'issue 2026-05-25 long gdtrh 2026-06-15',
    'receive 2026-05-26 trung',
    'report 2026-06-15 trung',
    'verify 2026-06-17 khoi',
  ),
  life(
    'principal-leaves',
    'issue 2026-06-01 long tienthuy 2026-08-14',
    'receive 2026-06-02 mai',
    'update 2026-06-29 mai',
    'update 2026-07-20 mai',
    'report 2026-08-24 vy',
    'verify 2026-08-25 khoi',
  ),
  life(
    'principal-comes',
    'issue 2026-06-01 long hoaan 2026-08-28',
    'receive 2026-06-03 hau',
    'update 2026-07-10 hau',
    'update 2026-08-10 mai',
    'report 2026-08-27 mai',
    'verify 2026-08-28 khoi',
  ),
  life(
    'september',
    'issue 2026-08-20 ngan gdth 2026-09-04',
    'receive 2026-08-21 hang',
    'report 2026-09-08 hang',
    'verify 2026-09-09 khoi',
  ),
  life(
    'withdrawn',
    'issue 2026-09-03 ngan khtc 2026-10-30',
    'receive 2026-09-04 tai',
    'withdraw 2026-09-15 ngan',
  ),
  life(
    'reassigned',
    'issue 2026-09-03 ngan gdmn 2026-09-30',
    'receive 2026-09-04 lan',
    'reassign 2026-09-10 ngan gdth',
    'update 2026-09-18 hang',
    'report 2026-09-29 hang',
    'verify 2026-09-30 khoi',
  ),
  life(
    'given-up',
    'issue 2026-09-14 long gdtrh 2026-10-09',
    'receive 2026-09-15 trung',
    'give_up 2026-10-05 long',
    'accept 2026-10-12 son',
  ),
  life(
    'sunday',
    'issue 2026-10-05 long songhau 2026-10-23',
    'receive 2026-10-06 nga',
    'report 2026-10-14 nga',
    'return 2026-10-18T10:00 khoi 2026-10-22',
    'report 2026-10-22 nga',
    'verify 2026-10-23 khoi',
  ),
  life(
    'culture-day',
    'issue 2026-11-02 long gdtrh 2026-11-24',
    'receive 2026-11-03 trung',
    'report 2026-11-25 trung',
    'verify 2026-11-26 khoi',
  ),
  life('never-done', 'issue 2026-10-05 long ttgdtx 2026-10-30', 'receive 2026-10-06 phat'),
  life('never-received', 'issue 2026-12-01 bao ttra 2026-12-31'),
  life('into-next-year', 'issue 2026-12-14 ngan tccb 2027-01-04', 'receive 2026-12-15 phuc'),
]

/** After the acts of this day the worker stops; it comes back on the other morning. */
export const workerStopsAfter = '2026-06-11'
export const workerIsBackOn = '2026-06-16'
/** On this morning the queue is found empty. */
export const queueIsWipedOn = '2026-09-24'
