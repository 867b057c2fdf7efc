import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor } from './actor.ts'
import type { Schema } from './schema.ts'
import type { Role } from './schema-office.ts'
import { taskScope, unitTree } from './scope.ts'

const task = () => expressionBuilder<Schema, 'task'>()

/**
 * Units of which the person is, by any appointment but those that only oversee: their own and the ones above it, and of
 * a head those below. As `verifierOf` of the domain counts them.
 */
export function workplacesOf(actor: Actor) {
  const atWork = actor.holdings.filter(held => held.role !== 'leader' && held.role !== 'committee')
  const above = ['', ...atWork.flatMap(held => held.unit_path.split('/').filter(id => id !== ''))]
  const eb = expressionBuilder<Schema, 'unit'>()
  const below = unitsOf(actor)
  return eb
    .selectFrom('unit')
    .select('unit.id')
    .where(eb.or([eb('unit.id', 'in', above), eb('unit.id', 'in', below)]))
}

export function helpedBy(actor: Actor): Expression<SqlBool> {
  const eb = task()
  const parts = eb
    .selectFrom('co_unit')
    .select('co_unit.task_id')
    .where('co_unit.unit_id', 'in', workplacesOf(actor))
  return eb('task.id', 'in', parts)
}

/** Led by a unit of theirs and not closed: said, so that the index of open tasks serves, however long the past is. */
export function ledBy(actor: Actor): Expression<SqlBool> {
  const eb = task()
  return eb.and([eb('task.lead_unit_id', 'in', unitsOf(actor)), eb('task.closed_on', 'is', null)])
}

export function givenTo(actor: Actor): Expression<SqlBool> {
  const eb = task()
  return eb.and([eb('task.officer_id', 'in', idsOf(actor, 'officer')), eb('task.closed_on', 'is', null)])
}

export function overseenBy(actor: Actor, roles: Role[]): Expression<SqlBool> {
  const eb = task()
  const organisations = actor.holdings.flatMap(held =>
    roles.includes(held.role) ? held.organisation_ids : [],
  )
  return organisations.length > 0
    ? eb('task.organisation_id', 'in', [...new Set(organisations)])
    : eb.lit(false)
}

/** What the person sees by their appointments of one role alone. */
export function scopeOf(actor: Actor, role: Role): Expression<SqlBool> {
  return taskScope({ ...actor, holdings: actor.holdings.filter(held => held.role === role) })
}

export function unitsOf(actor: Actor) {
  return unitsAmong(actor.holdings.flatMap(held => (held.role === 'unit_head' ? [held.unit_path] : [])))
}

function unitsAmong(paths: string[]) {
  const eb = expressionBuilder<Schema, 'unit'>()
  const trees = paths.map(path => eb('unit.id', 'in', unitTree(path)))
  return eb
    .selectFrom('unit')
    .select('unit.id')
    .where(trees.length > 0 ? eb.or(trees) : eb.lit(false))
}

/** Ids of the appointments of a role; one that is nobody's where there are none, so that `in` stays valid. */
export function idsOf(actor: Actor, role: Role): string[] {
  const ids = actor.holdings.flatMap(held => (held.role === role ? [held.id] : []))
  return ids.length > 0 ? ids : ['']
}

/** Every appointment of the person, ended ones too: who asked by one of them never decides by another (PRODUCT §3). */
export function postsOf(actor: Actor) {
  const eb = expressionBuilder<Schema, 'appointment'>()
  return eb
    .selectFrom('appointment')
    .select('appointment.id')
    .where('appointment.person_id', '=', actor.person.id)
}
