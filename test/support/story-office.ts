import { setSampleDay } from '../../src/domain/sample-office.ts'
import { createNames } from '../../src/sample/names.ts'
import { foundOffice, recordInspection } from '../../src/sample/open-sample.ts'
import { openLivedOffice } from './lived-office.ts'
import { testKeys } from './office.ts'
import type { Stage, StoryAct } from './story-act.ts'

interface Teardown {
  teardown(work: () => unknown): void
}

/** The days off of these months, apart from weekends; 05/01/2019 is a Saturday that is worked. */
const daysOff = ['2018-12-31', '2019-01-01']
const workedSaturday = '2019-01-05'

export function isWorkingDay(day: string): boolean {
  if (day === workedSaturday) return true
  return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !daysOff.includes(day)
}

/** The sample's office on 13/11/2018 in the cell's database, its worker over the cell's queue, and a mail server. */
export async function openStoryOffice(t: Teardown) {
  const office = await openLivedOffice(t, isWorkingDay)
  const db = office.database.writer
  await foundOffice({ db, keys: testKeys })
  const names = await createNames(db)
  await recordInspection({ db, keys: testKeys }, names)
  const stage: Stage = { db, keys: testKeys, names }
  return {
    ...office,
    /** One day: its duties, then its acts, those of one moment together, each time with what follows. */
    async playDay(day: string, acts: StoryAct[]): Promise<void> {
      await setSampleDay(db, day)
      await office.settle(day, '07:30')
      for (const [moment, together] of Map.groupBy(acts, act => act.time)) {
        for (const act of together) await play(act, stage)
        await office.settle(day, moment)
      }
    },
  }
}

async function play(act: StoryAct, stage: Stage): Promise<void> {
  await act.play(stage).catch((error: unknown) => {
    throw new Error(`${act.day} ${act.time} ${act.what}`, { cause: error })
  })
}
