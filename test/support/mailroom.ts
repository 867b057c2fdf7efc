import { join } from 'node:path'
import { dispatchEvents } from '../../src/domain/dispatch.ts'
import { runDuties } from '../../src/domain/duty.ts'
import { keepDueMessages } from '../../src/domain/outbox.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { createLetterComposer } from '../../src/mail/compose.ts'
import { createRenderer } from '../../src/render/renderer.ts'
import { type TestOffice, testKeys } from './office.ts'

const render = createRenderer({ viewsDir: join(import.meta.dirname, '../../views') })
export const compose = createLetterComposer(render, { publicUrl: 'http://localhost:3000' })

/** Draws the consequences of what was done up to now, as the running worker does at once. */
export async function dispatchAll(office: TestOffice, day: string, time = '09:00'): Promise<void> {
  await dispatchEvents(office.database.writer, office.occasion(day, time), { limit: 500 })
}

/** One day's duties, noted as worked; the mails whose time has come are worded and kept. */
export async function workDay(office: TestOffice, day: string): Promise<void> {
  const db = office.database.writer
  await runDuties(db, testKeys, day)
  await db.updateTable('office_clock').set({ worked_on: day }).execute()
  const occasion = office.occasion(day, '10:00')
  await keepDueMessages(db, { occasion, now: new Date(occasion.at) }, compose)
}

export async function workDays(office: TestOffice, from: string, to: string): Promise<void> {
  for (let day = from; day <= to; day = addDays(day, 1)) await workDay(office, day)
}
