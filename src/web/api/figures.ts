import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type FigureDimension, type Figures, findFigures, findFiguresBy } from '../../domain/figures.ts'
import type { AppParts } from '../parts.ts'
import { operation } from './operation.ts'
import { count, date, exampleId, id, idPattern, nullable, object, oneOf, ref, text } from './schema.ts'

const rate = object({ numerator: count(), denominator: count() })

const figuresExample = {
  done_on_time: 4,
  done_late: 1,
  running_in_time: 6,
  running_late: 2,
  due_soon: 1,
  suspended: 0,
  not_implemented: 0,
  withdrawn: 1,
  done: 5,
  total: 13,
  done_late_original: 2,
  running_late_original: 3,
  cycles: { met: 3, missed: 1, running: 2 },
  rates: {
    completion: { numerator: 5, denominator: 13 },
    on_time: { numerator: 4, denominator: 5 },
    late: { numerator: 2, denominator: 7 },
    receipt: { numerator: 11, denominator: 12 },
    freshness: { numerator: 6, denominator: 8 },
  },
}

/** The four official classes, what is counted apart, and the rates as the two numbers they are made of (DOMAIN §4). */
export const figuresSchema = object(
  {
    done_on_time: count(),
    done_late: count(),
    running_in_time: count(),
    running_late: count(),
    due_soon: count(),
    suspended: count(),
    not_implemented: count(),
    withdrawn: count(),
    done: count(),
    total: count({ description: 'The four classes together.' }),
    done_late_original: count({
      description: 'Against the first deadline, whatever extensions were granted.',
    }),
    running_late_original: count(),
    cycles: object(
      { met: count(), missed: count(), running: count() },
      { description: 'Cycles of standing duties, which are in none of the others.' },
    ),
    rates: object({ completion: rate, on_time: rate, late: rate, receipt: rate, freshness: rate }),
  },
  { description: 'Numbers of tasks as of a day.', examples: [figuresExample] },
)

const dimensions = [
  'unit',
  'inspection',
  'recommendation',
  'theme',
  'leader',
] as const satisfies FigureDimension[]

interface FigureWords {
  as_of?: string
  inspection?: string
  recommendation?: string
  theme?: string
  unit?: string
  leader?: string
  by?: FigureDimension
}

/** Figures within the reach of the token's person, who must be one who sees figures (PRODUCT §1). */
export function figureOperations(app: FastifyInstance, { database }: AppParts): void {
  const { reader } = database

  app.get<{ Querystring: FigureWords }>(
    '/figures',
    operation({
      operationId: 'getFigures',
      summary: 'Read the figures of a day',
      description:
        'What the person sees of figures, as it stood at the end of the day; the same question gives the same answer for ever. With `by` also in parts.',
      tag: 'figures',
      scope: 'figures:read',
      query: {
        as_of: Type.Optional(date({ description: 'Today where it is left out.' })),
        inspection: Type.Optional(id()),
        recommendation: Type.Optional(id()),
        theme: Type.Optional(text({ maxLength: 300 })),
        unit: Type.Optional(id({ description: 'With the units below it, as the tree stood that day.' })),
        leader: Type.Optional(
          text({
            pattern: `^(head|${idPattern})$`,
            description: 'An appointment in charge; `head`: none is named.',
          }),
        ),
        by: Type.Optional(oneOf(dimensions)),
      },
      answer: object({
        as_of: date(),
        by: nullable(oneOf(dimensions)),
        total: ref('Figures'),
        groups: Type.Array(object({ key: text(), label: text(), figures: ref('Figures') })),
      }),
      example: {
        as_of: '2018-12-10',
        by: 'unit',
        total: figuresExample,
        groups: [{ key: exampleId, label: 'Phòng Tổ chức cán bộ', figures: figuresExample }],
      },
    }),
    async ({ query, actor, occasion }) => {
      const { as_of, inspection, recommendation, theme, unit, leader, by } = query
      const asked = {
        today: occasion.today,
        asOf: as_of,
        inspectionId: inspection,
        recommendationId: recommendation,
        theme,
        unitId: unit,
        leaderId: leader,
      }
      const found = await findFigures(reader, actor, asked)
      const groups = by ? await findFiguresBy(reader, actor, asked, by) : []
      return {
        as_of: found.asOf,
        by: by ?? null,
        total: figuresOf(found.total),
        groups: groups.map(({ key, label, figures }) => ({ key, label, figures: figuresOf(figures) })),
      }
    },
  )
}

function figuresOf(figures: Figures) {
  const { done_on_time, done_late, running_in_time, running_late, due_soon, suspended } = figures
  const { not_implemented, withdrawn, done, total, done_late_original, running_late_original } = figures
  const { cycles, rates } = figures
  return {
    done_on_time,
    done_late,
    running_in_time,
    running_late,
    due_soon,
    suspended,
    not_implemented,
    withdrawn,
    done,
    total,
    done_late_original,
    running_late_original,
    cycles,
    rates,
  }
}
