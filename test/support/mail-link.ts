import { type ClaimedMessage, claimMessage, listOwedMessages } from '../../src/domain/message.ts'
import { settleMessage } from '../../src/domain/message-outcome.ts'
import { deriveKey } from '../../src/lib/derive-key.ts'
import { compose, dispatchAll } from './mailroom.ts'
import { type TestOffice, testSecret } from './office.ts'

export const linkKeys = [deriveKey(testSecret, 'mail-act')]

/** Opens the way for mail, so that what is claimed is sent. */
export async function openMailRoute({ database }: TestOffice): Promise<void> {
  await database.writer.updateTable('office').set({ mail_from_on: '2018-11-01' }).execute()
}

interface Sending {
  /** The system's clock, which links live by. */
  now: Date
  keys?: readonly Buffer[]
  /** What the server answers; sent unless told. */
  result?: 'sent' | 'temporary'
  time?: string
}

/** Draws the consequences of what was done and sends what is owed, as the worker does; returns the mails as sent. */
export async function sendMails(
  office: TestOffice,
  day: string,
  sending: Sending,
): Promise<ClaimedMessage[]> {
  const { now, keys = linkKeys, result = 'sent', time = '09:00' } = sending
  const { writer } = office.database
  await dispatchAll(office, day, time)
  const occasion = office.occasion(day, time)
  const sender = {
    worker: 'worker-a',
    occasion,
    now,
    route: 'smtp',
    perMinute: 6000,
    compose,
    linkKeys: keys,
  } as const
  const sent: ClaimedMessage[] = []
  for (const id of await listOwedMessages(writer, { occasion, now }, 100)) {
    const taken = await claimMessage(writer, id, sender)
    if (taken.claim !== 'send') continue
    sent.push(taken.message)
    await settleMessage(writer, taken.message, { result, error: 'x' } as never, { occasion, now })
  }
  return sent
}

/** The paths of a mail's links by the words on their buttons. */
export function linksOf(mail: Pick<ClaimedMessage, 'text'> | undefined): Record<string, string> {
  const found = (mail?.text ?? '').matchAll(/^ *(.+): http:\/\/localhost:3000(\/m\/[\w-]{43})$/gm)
  return Object.fromEntries([...found].map(([, label, path]) => [label, path]))
}

/** Every row of every table, to be held against what is there later. */
export async function everything({ database }: TestOffice): Promise<string> {
  const tables = await database.reader.introspection.getTables()
  const all: Record<string, unknown[]> = {}
  for (const { name } of tables.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (/search/.test(name)) continue
    all[name] = await database.reader
      .selectFrom(name as 'task')
      .selectAll()
      .execute()
  }
  return JSON.stringify(all)
}
