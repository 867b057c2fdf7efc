import { findActor } from '../data/actor.ts'
import { inTransaction } from '../data/database.ts'
import { findMessage, type MessageRow, moveMessage } from '../data/message.ts'
import { findOffice } from '../data/office.ts'
import { updateRemindersOfMessage } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import { findRootUnit } from '../data/unit.ts'
import { updateVersioned } from '../data/versioned.ts'
import { Conflict, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, actOnce, type Done, recordEvent } from './event.ts'
import { type ComposeLetter, claimMessage, listOwedMessages } from './message.ts'
import type { Occasion } from './occasion.ts'

/**
 * *Gửi lại*: a dead letter is tried anew as the same message, to the address the person has now (DECISIONS 16). By a
 * secretary or administrator of its organisation. Throws `WrongState` for what is not dead: a kept mail never goes.
 */
export async function resendMessage(db: Db, act: Act, id: string): Promise<Done> {
  return actOnce(db, act, async trx => {
    const message = await findMessage(trx, id)
    const holdingId = message && (await resendingHolding(trx, act, message))
    if (!message || !holdingId) throw new NotFound()
    const dead = message.state === 'failed' || message.state === 'bounced' || message.state === 'unsure'
    if (!dead) throw new WrongState(message.state, 'resend_message')
    const change = { state: 'planned' as const, attempts: 0, send_at: act.occasion.at, last_error: '' }
    if (!(await moveMessage(trx, id, { state: message.state }, change))) throw new Conflict(message)
    await updateRemindersOfMessage(trx, id, { state: 'planned', reason: '' }, ['failed', 'bounced', 'unsure'])
    await recordEvent(trx, act, {
      organisationId: message.organisation_id ?? (await rootId(trx)),
      act: 'resend_message',
      subjectType: 'message',
      subjectId: id,
      appointmentId: holdingId,
      payload: { from: message.state, attempts: message.attempts },
    })
    return id
  })
}

/** The appointment by which the person may; undefined: the message is not theirs to know of. */
async function resendingHolding(db: Db, act: Act, message: MessageRow): Promise<string | undefined> {
  const actor = await findActor(db, act.personId ?? '', act.occasion.today)
  const { organisation_id } = message
  const reaching = (actor?.holdings ?? []).filter(
    held => organisation_id === null || held.organisation_ids.includes(organisation_id),
  )
  const roles = message.kind === 'access' ? ['admin'] : ['secretary', 'admin']
  const holding = reaching.find(held => roles.includes(held.role))
  if (!holding && reaching.some(held => held.role === 'leader' || held.role === 'auditor')) {
    throw new NotAllowed('refusal.role.resend_message')
  }
  return holding?.id
}

async function rootId(db: Db): Promise<string> {
  const root = await findRootUnit(db)
  if (!root) throw new NotFound()
  return root.id
}

/**
 * Opens the way for mail when a server is first set: from today on, so that nothing planned before goes. Does nothing
 * once it is open. Returns whether it was opened now.
 */
export async function openMail(db: Db, occasion: Occasion): Promise<boolean> {
  return inTransaction(db, async trx => {
    const office = await findOffice(trx)
    if (!office || office.mail_from_on !== null) return false
    if (!(await updateVersioned(trx, 'office', office, { mail_from_on: occasion.today }))) return false
    await recordEvent(
      trx,
      { personId: null, actId: null, occasion },
      {
        organisationId: await rootId(trx),
        act: 'open_mail',
        subjectType: 'office',
        subjectId: office.id,
        payload: { mail_from_on: occasion.today },
      },
    )
    return true
  })
}

/**
 * Keeps every message whose time has come in the outbox, worded as of the occasion: what a worker without a mail
 * server does, and what fills the outbox of the sample day by day. Returns how many were taken up.
 */
export async function keepDueMessages(
  db: Db,
  moment: { occasion: Occasion; now: Date },
  compose: ComposeLetter,
): Promise<number> {
  let count = 0
  for (;;) {
    const ids = await listOwedMessages(db, moment, 50)
    if (ids.length === 0) return count
    for (const id of ids) {
      await claimMessage(db, id, { ...moment, worker: 'outbox', route: 'none', perMinute: 1, compose })
      count += 1
    }
  }
}
