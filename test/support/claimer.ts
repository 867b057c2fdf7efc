/** One of two workers that claim the same mails at the same moment; told where over IPC, and says what it got. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../src/data/database.ts'
import { claimMessage, listOwedMessages } from '../../src/domain/message.ts'
import { occasionAt } from '../../src/domain/occasion.ts'

export interface ClaimOrder {
  place: { file: string } | { url: string }
  worker: string
  day: string
  /** From the last mail to the first, so that two workers meet in the middle. */
  backwards: boolean
}

const [order] = (await once(process, 'message')) as [ClaimOrder]
const database = openDatabase(order.place)
const occasion = occasionAt(order.day, '09:00', [])
const sender = {
  worker: order.worker,
  occasion,
  now: new Date(occasion.at),
  route: 'smtp' as const,
  perMinute: 6000,
  compose: () => ({ subject: 's', text: 't', html: 'h' }),
}
const ids = await listOwedMessages(database.reader, sender, 1000)
if (order.backwards) ids.reverse()
process.send?.('ready')
await once(process, 'message')
const got: string[] = []
for (const id of ids) {
  const { claim } = await claimMessage(database.writer, id, sender)
  if (claim === 'send') got.push(id)
  await sleep(5)
}
await database.close()
process.send?.(got)
process.disconnect()
