import type { FastifyRequest } from 'fastify'
import { type AppointmentWithNames, listAppointments } from '../../data/appointment.ts'
import { listCommittees } from '../../data/committee.ts'
import { listInspectionChoices } from '../../data/inspection.ts'
import { listPeople } from '../../data/person.ts'
import type { Db } from '../../data/schema.ts'
import { listUnits } from '../../data/unit.ts'
import { roleNames } from '../../domain/appointment.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldOption } from '../../render/form.ts'
import { unitTree } from './unit-tree.ts'

/** What each field of an appointment can be chosen from. */
export async function appointmentChoices(
  db: Db,
  { t, actor, occasion }: FastifyRequest,
): Promise<Record<string, FieldOption[]>> {
  const isAdmin = actor.holdings.some(held => held.role === 'admin')
  const people = (await listPeople(db)).filter(one => !one.disabled_at && one.id !== actor.person.id)
  return {
    personId: people.map(person => ({ value: person.id, label: person.name })),
    unitId: unitTree(await listUnits(db, occasion.today)).map(({ unit, depth }) => ({
      value: unit.id,
      label: `${'– '.repeat(depth)}${unit.name}`,
    })),
    role: roleNames
      .filter(role => isAdmin || role !== 'admin')
      .map(role => ({ value: role, label: t(`role.${role}`), hint: t(`role.hint.${role}`) })),
    actingForId: stoodFor(await listAppointments(db), occasion.today).map(post => ({
      value: post.id,
      label: t(post.to_on !== null && post.to_on < occasion.today ? 'post.former' : 'post.present', {
        name: post.person_name,
        title: post.title,
        unit: post.unit_name,
      }),
    })),
    committeeId: (await listCommittees(db)).map(one => ({ value: one.id, label: one.name })),
    inspectionId: (await listInspectionChoices(db, actor)).map(one => ({
      value: one.id,
      label: `${formatDate(one.held_on)}, ${one.title}`,
    })),
  }
}

/** Whom one can stand in for: everyone who holds or will hold a post themselves, and the last holder of an empty one. */
function stoodFor(all: AppointmentWithNames[], today: string): AppointmentWithNames[] {
  const own = all.filter(post => post.acting_for_id === null)
  const isOver = (post: AppointmentWithNames) => post.to_on !== null && post.to_on < today
  const byPost = Map.groupBy(own, post => `${post.unit_id} ${post.role}`)
  return own.filter(post => {
    if (!isOver(post)) return true
    const same = byPost.get(`${post.unit_id} ${post.role}`) ?? []
    return same.every(one => one === post || (isOver(one) && (one.to_on ?? '') <= (post.to_on ?? '')))
  })
}
