import {
  findMessageByKey,
  insertMessage,
  listWaitingBundles,
  type MessageRow,
  moveMessage,
} from '../data/message.ts'
import { updateRemindersOfMessage } from '../data/reminder.ts'
import type { Db, NewRow } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { instantAt, type PlainDate } from '../lib/plain-date.ts'
import type { Policies } from './policy.ts'
import type { Calendar } from './working-days.ts'

/** How the rows written now are mailed. */
export interface Mailing {
  /** A working day: the one of the bundle, or the day of the notice. */
  forOn: PlainDate
  /** Business instant at which the rows are written; a notice goes at once from then on. */
  at: string
  /** What makes a notice sent at once the only one of its kind a person, such as its event's id; null: the bundle. */
  notice: string | null
  calendar: Calendar
  policies: Policies
}

export interface Addressee {
  personId: string
  organisationId: string
  address: string
}

/** The person's message about one event, sent at once. */
export async function openNotice(db: Db, to: Addressee, mailing: Mailing): Promise<MessageRow> {
  const key = `notice:${mailing.notice}:${to.personId}`
  await insertMessage(db, { ...blank(to, mailing), kind: 'notice', dedupe_key: key, send_at: mailing.at })
  const message = await findMessageByKey(db, key)
  if (!message) throw new Error(`the notice ${key} is not there`)
  return message
}

/**
 * The person's bundle of the day, locked against being claimed while rows are added. One a person and day: when that
 * day's has gone already, the next working day's. Bundles of earlier days that are still waiting are merged into it.
 */
export async function openBundle(db: Db, to: Addressee, mailing: Mailing): Promise<MessageRow> {
  const { calendar } = mailing
  let day = calendar.nextWorkingDay(mailing.forOn)
  for (;;) {
    const bundle = await lockBundle(db, to, { ...mailing, forOn: day })
    if (bundle) {
      await mergeEarlier(db, bundle)
      return bundle
    }
    day = calendar.addWorkingDays(day, 1)
  }
}

async function lockBundle(db: Db, to: Addressee, mailing: Mailing): Promise<MessageRow | undefined> {
  const key = `bundle:${to.personId}:${mailing.forOn}`
  const { terms } = mailing.policies.on(to.organisationId, mailing.forOn)
  const send_at = instantAt(mailing.forOn, terms.bundle_at)
  await insertMessage(db, { ...blank(to, mailing), kind: 'bundle', dedupe_key: key, send_at })
  const found = await findMessageByKey(db, key)
  if (!found) throw new Error(`the bundle ${key} is not there`)
  // A bundle that lost its last row before it went is taken up again.
  const revived = await moveMessage(
    db,
    found.id,
    { state: 'cancelled' },
    { state: 'planned', last_error: '' },
  )
  return revived ?? moveMessage(db, found.id, { state: 'planned' }, {})
}

/** One mail instead of two after a day without a mail server; not where an earlier attempt may have arrived. */
async function mergeEarlier(db: Db, bundle: MessageRow): Promise<void> {
  for (const earlier of await listWaitingBundles(db, bundle.person_id, bundle.for_on)) {
    if (earlier.maybe_twice === 1) continue
    const stopped = await moveMessage(
      db,
      earlier.id,
      { state: 'planned' },
      { state: 'cancelled', last_error: 'merged' },
    )
    if (!stopped) continue
    const change = { message_id: bundle.id, for_on: bundle.for_on }
    await updateRemindersOfMessage(db, earlier.id, change, ['planned', 'unsure'])
  }
}

function blank(to: Addressee, mailing: Mailing): Omit<NewRow<'message'>, 'kind' | 'send_at' | 'dedupe_key'> {
  const id = newId()
  return {
    id,
    organisation_id: to.organisationId,
    person_id: to.personId,
    to_address: to.address,
    subject: '',
    text: '',
    html: '',
    for_on: mailing.forOn,
    state: 'planned',
    attempts: 0,
    claimed_at: null,
    claimed_by: null,
    sent_at: null,
    last_error: '',
    maybe_twice: 0,
    header_id: id,
    created_at: mailing.at,
    version: 1,
  }
}
