import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { findInspectionFor } from '../../data/inspection.ts'
import { listRecommendations } from '../../data/recommendation.ts'
import { mostRecommendations } from '../../domain/conclusion-choice.ts'
import { addChoices } from '../../domain/conclusion-draft.ts'
import { Invalid } from '../../domain/errors.ts'
import { normaliseText } from '../../lib/fold.ts'
import type { AppParts } from '../parts.ts'
import { recommendationExample, recommendationOf } from './inspection-schema.ts'
import { operation } from './operation.ts'
import { answerProblem } from './problem.ts'
import { count, id, object, oneOf, ref, text } from './schema.ts'
import { actOf, type ById, idOf, missing, refuseAnotherAct, textOf, writeHeaders } from './write.ts'

const recommendationsBody = object(
  {
    recommendations: Type.Array(
      object({
        quote: text({ minLength: 1, maxLength: 10_000, description: 'Verbatim words of the conclusion.' }),
        start: Type.Optional(
          count({
            description: 'UTF-16 offset of the quote; needed where its words stand there more than once.',
          }),
        ),
        summary: Type.Optional(
          text({ maxLength: 300, description: 'Left out: the beginning of the quote.' }),
        ),
        kind: Type.Optional(oneOf(['once', 'standing'])),
        repeats_id: Type.Optional(id({ description: 'An earlier recommendation that it repeats.' })),
      }),
      { minItems: 1, maxItems: mostRecommendations },
    ),
  },
  { examples: [{ recommendations: [{ quote: 'Nâng cao vai trò người đứng đầu.', kind: 'standing' }] }] },
)
interface RecommendationsBody {
  recommendations: {
    quote: string
    start?: number
    summary?: string
    kind?: 'once' | 'standing'
    repeats_id?: string
  }[]
}

/** Recommendations of an inspection, by the same verb as the page on which they are ticked. */
export function addOperations(app: FastifyInstance, { database }: AppParts): void {
  const { reader, writer } = database

  app.post<ById<RecommendationsBody>>(
    '/inspections/:id/recommendations',
    {
      ...operation({
        operationId: 'createRecommendations',
        summary: 'Add recommendations to an inspection',
        description:
          'By a secretary. Each is some words of the conclusion, verbatim, and shares no word with another; all or none are added.',
        tag: 'recommendations',
        scope: 'recommendations:write',
        params: { id: id() },
        headers: writeHeaders,
        body: recommendationsBody,
        answer: object({ items: Type.Array(ref('Recommendation')) }),
        status: 201,
        example: { items: [recommendationExample] },
      }),
      errorHandler: (error, request, reply): void => {
        const { recommendations = [] } = (request.body ?? {}) as Partial<RecommendationsBody>
        void answerProblem(error, request, reply, field => pointerOf(field, recommendations, request.starts))
      },
    },
    async (request, reply) => {
      const inspectionId = idOf(request)
      const { conclusion } = (await findInspectionFor(reader, request.actor, inspectionId)) ?? missing()
      const spans = spansOf(conclusion, request.body.recommendations)
      request.starts = spans.map(span => span.start)
      const picks = spans.map(({ start, end, kind, summary, repeats_id }) => ({
        start,
        end,
        ticked: true,
        kind: kind ?? 'once',
        ...(summary === undefined ? {} : { summary: textOf(summary) }),
        ...(repeats_id === undefined ? {} : { repeatsId: repeats_id }),
      }))
      const act = actOf(request)
      const done = await addChoices(writer, act, inspectionId, picks)
      if (done.repeated) {
        const wanted = JSON.stringify(spans.map(span => [span.start, span.end]).sort((a, b) => a[0]! - b[0]!))
        await refuseAnotherAct(reader, act, event => {
          const same = JSON.stringify((JSON.parse(event.payload) as { spans?: unknown }).spans) === wanted
          return event.act === 'add_recommendations' && event.subject_id === inspectionId && same
        })
      }
      request.nudge()
      const starts = new Set(request.starts)
      const rows = await listRecommendations(reader, inspectionId, { afterOrdinal: 0, limit: 100_000 })
      reply.code(201)
      return { items: rows.filter(row => starts.has(row.start_at)).map(recommendationOf) }
    },
  )
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Where the recommendations of the body begin in the conclusion, by their order. */
    starts: number[]
  }
}

type Sent = RecommendationsBody['recommendations'][number]

/** Where each quote stands. @throws Invalid for words that are not there, or are there more than once */
function spansOf(conclusion: string, sent: Sent[]): (Sent & { start: number; end: number })[] {
  const wrong: Record<string, string> = {}
  const spans = sent.map((one, index) => {
    const quote = normaliseText(one.quote)
    const start = one.start ?? conclusion.indexOf(quote)
    const stands = start >= 0 && conclusion.slice(start, start + quote.length) === quote
    if (!stands) wrong[`quote.${index}`] = 'error.quote_not_verbatim'
    else if (one.start === undefined && conclusion.includes(quote, start + 1))
      wrong[`quote.${index}`] = 'error.quote_twice'
    return { ...one, start, end: start + quote.length }
  })
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  return spans
}

/** The verbs name a title by its place in the text, as the page does; callers know it by its place in their list. */
function pointerOf(field: string, sent: Sent[], starts: number[]): string {
  const [name, place] = field.split('.')
  if (name === 'quote') return `/recommendations/${place}/quote`
  const index = starts.indexOf(Number(place))
  if (name === 'summary' && index >= 0 && index < sent.length) return `/recommendations/${index}/summary`
  return field === 'sentences' ? '/recommendations' : `/${field}`
}
