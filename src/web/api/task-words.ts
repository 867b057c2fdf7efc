import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Db } from '../../data/schema.ts'
import { listUnitChoices } from '../../data/task-choice.ts'
import {
  classChoices,
  classSums,
  cycleChoices,
  filterOf,
  readTaskQuery,
  sortChoices,
  stateChoices,
} from '../pages/task-query.ts'
import type { PageAsked } from './page.ts'
import { date, id, oneOf, pageQuery, text } from './schema.ts'
import { asOfQuery } from './task-as-of.ts'

export const listQuery = {
  ...pageQuery,
  q: Type.Optional(text({ maxLength: 300, description: 'Words to be found, with or without diacritics.' })),
  unit: Type.Optional(id({ description: 'Lead unit, with the units below it.' })),
  own: Type.Optional(Type.Boolean({ description: 'Without the units below it.' })),
  inspection: Type.Optional(id()),
  recommendation: Type.Optional(id()),
  state: Type.Optional(
    oneOf([...stateChoices, 'open', 'all'], { description: 'Left out: what is not closed.' }),
  ),
  class: Type.Optional(oneOf([...classChoices, ...classSums])),
  cycle: Type.Optional(oneOf(cycleChoices, { description: 'Tasks that are cycles of standing duties.' })),
  from: Type.Optional(date({ description: 'Due on this day or later.' })),
  to: Type.Optional(date({ description: 'Due on this day or earlier.' })),
  mine: Type.Optional(Type.Boolean({ description: 'Only those in which the person has a part.' })),
  sort: Type.Optional(oneOf(sortChoices)),
  order: Type.Optional(oneOf(['asc', 'desc'])),
  ...asOfQuery,
}

export type ListQuery = PageAsked & { [K in keyof typeof listQuery]?: string } & {
  limit?: number
  own?: boolean
  mine?: boolean
}

/** The page's own reading of the same words, so that the two can never differ. */
export async function askedOf(db: Db, { query, actor }: FastifyRequest<{ Querystring: ListQuery }>) {
  const { q, unit, inspection, recommendation, state, class: taskClass, cycle, from, to, sort, order } = query
  const words = { q, unit, inspection, recommendation, state, class: taskClass, cycle, from, to, sort, order }
  const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined))
  const choice = readTaskQuery({
    ...said,
    ...(query.own ? { own: '1' } : {}),
    ...(query.mine ? { mine: '1' } : {}),
  })
  // A unit that is not theirs to choose gives an empty list, as the scope would.
  const known = choice.unit
    ? (await listUnitChoices(db, actor)).find(one => one.id === choice.unit)
    : undefined
  const filter = filterOf(choice, choice.unit ? (known?.path ?? '/-/') : undefined)
  return { filter, sort: choice.sort, descending: choice.descending }
}
