import type { Db } from '../../src/data/schema.ts'
import { sampleCast } from '../../src/sample/cast.ts'
import { newcomers } from './story-cast.ts'
import type { StoryMail } from './story-mails.ts'

/** What the outbox and the ledger say went out: each mail with the Message-ID it must have arrived under. */
export interface TracedMail extends StoryMail {
  headerId: string
  address: string
}

/** Every mail that was sent, and every row of a person without an address, in the terms of the hand-written list. */
export async function traceMails(db: Db): Promise<TracedMail[]> {
  const keys = await keysOfPeople(db)
  const rows = await listTold(db)
  return [...Map.groupBy(rows, row => row.message_id ?? row.id).values()].map(told => tracedMail(told, keys))
}

function listTold(db: Db) {
  return db
    .selectFrom('reminder as r')
    .leftJoin('message as m', 'm.id', 'r.message_id')
    .leftJoin('task as t', 't.id', 'r.task_id')
    .select(['r.id', 'r.message_id', 'r.rung', 'r.for_on', 'r.state', 'r.person_id', 't.code'])
    .select(['m.kind', 'm.for_on as sent_for', 'm.header_id', 'm.to_address'])
    .where('r.state', 'in', ['sent', 'no_address'])
    .execute()
}

type Told = Awaited<ReturnType<typeof listTold>>[number]

function tracedMail(told: Told[], keys: Map<string, string>): TracedMail {
  const [first] = told
  if (!first) throw new Error('a mail of nothing')
  return {
    day: first.sent_for ?? first.for_on,
    who: keys.get(first.person_id) ?? first.person_id,
    kind: kindOf(first),
    rungs: told.map(({ rung, code }) => (code ? `${rung} ${code}` : rung)).sort(),
    headerId: first.header_id ?? '',
    address: first.to_address ?? '',
  }
}

function kindOf({ state, kind }: Told): StoryMail['kind'] {
  if (state === 'no_address') return 'slip'
  return kind === 'bundle' ? 'bundle' : 'notice'
}

async function keysOfPeople(db: Db): Promise<Map<string, string>> {
  const names = new Map(
    Object.entries({ ...sampleCast, ...newcomers }).map(([key, member]) => [member.name as string, key]),
  )
  const people = await db.selectFrom('person').select(['id', 'name']).execute()
  return new Map(people.map(person => [person.id, names.get(person.name) ?? person.name]))
}
