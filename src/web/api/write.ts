import type { FastifyRequest } from 'fastify'
import { findEventOfAct } from '../../data/event.ts'
import type { Db, Row } from '../../data/schema.ts'
import { Invalid, NotFound } from '../../domain/errors.ts'
import type { Act } from '../../domain/event.ts'
import { normaliseText } from '../../lib/fold.ts'
import { isId } from '../../lib/id.ts'
import { text } from './schema.ts'

/** Asked for with every write, so that a call that is sent again after a lost answer does nothing twice. */
export const writeHeaders = {
  'idempotency-key': text({
    minLength: 8,
    maxLength: 64,
    description:
      'A text of your own, new for each act (a UUID will do). The same one again gets the first answer.',
  }),
}

export interface ById<Body> {
  Params: { id: string }
  Body: Body
}

/** The verbs' act id, apart from those of forms, so that no page's sending is ever taken for a call's. */
export function actOf(request: FastifyRequest): Act & { personId: string } {
  const key = String(request.headers['idempotency-key'])
  return { personId: request.actor.person.id, actId: `api-${key}`, occasion: request.occasion }
}

export function idOf({ params }: FastifyRequest): string {
  const { id: given } = params as { id: string }
  return isId(given) ? given : missing()
}

export function missing(): never {
  throw new NotFound()
}

export function textOf(sent: string): string {
  return normaliseText(sent).trim()
}

/** The key was used before: for this very act its answer is given again, for another one it is refused. */
export async function refuseAnotherAct(
  db: Db,
  act: Act,
  isSame: (event: Row<'event'>) => boolean,
): Promise<void> {
  const event = await findEventOfAct(db, act.personId ?? '', act.actId ?? '')
  if (!event || !isSame(event)) throw new Invalid({ 'idempotency-key': 'error.idempotency_key' })
}
