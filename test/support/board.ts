import { takeSnapshot } from '../../src/domain/snapshot.ts'
import { rebuildSummaries } from '../../src/domain/status-summary.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { liveTask, type Step } from './history.ts'
import type { TestOffice, UnitKey } from './office.ts'

type Acts = Step['what'][]

/** A few weeks of an office: unit, days from issue to deadline, and what its people did two days apart. */
const weeks: [UnitKey, number, Acts][] = [
  ['vp', 20, ['receive', 'report', 'verify']],
  ['gdth', 3, ['receive', 'report', 'verify']],
  ['tccb', 15, ['receive']],
  ['tccb', 6, ['receive']],
  ['tccb', 22, []],
  ['ttra', 9, ['receive']],
  ['tccb', 28, ['receive', 'report']],
  ['vp', 55, ['receive']],
  ['cd', 80, ['receive']],
  ['cd', 30, ['receive', 'suspend']],
  ['vp', 30, ['give_up']],
]

/** An office whose committee has something to look at on 10/12/2018, its nightly snapshots included. */
export async function fillBoard(office: TestOffice): Promise<void> {
  for (const [unit, dueInDays, acts] of weeks) {
    await liveTask(
      office,
      unit,
      dueInDays,
      acts.map(what => ({ what, afterDays: 2 })),
    )
  }
  for (let day = '2018-11-20'; day < '2018-12-10'; day = addDays(day, 1))
    await takeSnapshot(office.database.writer, day)
  await rebuildSummaries(office.database.writer)
}
