import type { FastifyInstance } from 'fastify'
import { createApiToken, revokeApiToken } from '../../domain/api-token.ts'
import { NotFound } from '../../domain/errors.ts'
import { isId } from '../../lib/id.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { allTokensPage, tokenFields, tokenPage } from '../pages/api-token.ts'
import type { AppParts } from '../parts.ts'

interface ById {
  Params: { id: string }
}

/** One's own tokens of the programming interface, and everybody's for an administrator. */
export async function apiTokenRoutes(app: FastifyInstance, { database, now }: AppParts): Promise<void> {
  const { reader, writer } = database
  const signedIn = { policy: 'signed_in' } as const
  const admin = { policy: ['admin'] } as const

  app.get('/profile/tokens', { config: signedIn }, async (request, reply) => {
    const { view, data, options } = await tokenPage(reader, request, now())
    return reply.page(view, data, options)
  })

  /** The token is shown once, in the answer itself: it is a secret, and stands in no URL and no cookie. */
  app.post(
    '/profile/tokens',
    { config: signedIn, schema: { body: bodySchema(tokenFields) } },
    async (request, reply) => {
      const sent = readForm(tokenFields, request.body)
      const name = sent.line('tokenName')
      const input = {
        name,
        scopes: sent.list('scopes'),
        days: sent.number('days'),
        now: now(),
        address: request.origin.address,
      }
      return answerForm(request, reply, {
        act: () => createApiToken(writer, actOf(request, sent), input),
        ask: ({ token }) => tokenPage(writer, request, now(), { made: { name, token } }),
        done: () => ({ to: '/profile/tokens' }),
        again: failure => tokenPage(reader, request, now(), { sent, failure }),
      })
    },
  )

  app.get('/admin/tokens', { config: admin }, async (request, reply) => {
    const data = await allTokensPage(reader, request, now())
    return reply.page('admin/list', data, { title: data.title, nav: 'admin' })
  })

  for (const [path, config] of [
    ['/profile/tokens', signedIn],
    ['/admin/tokens', admin],
  ] as const) {
    app.post<ById>(
      `${path}/:id/revocation`,
      { config, schema: { body: bodySchema([]) } },
      async (request, reply) => {
        const { id } = request.params
        if (!isId(id)) throw new NotFound()
        const change = { id, now: now(), address: request.origin.address }
        await revokeApiToken(writer, actOf(request, readForm([], request.body)), change)
        request.nudge()
        return reply.seeOther(path, { key: 'flash.token_revoked' })
      },
    )
  }
}
