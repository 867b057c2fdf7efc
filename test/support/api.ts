import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { apiScopes, createApiToken } from '../../src/domain/api-token.ts'
import type { CastKey, TestOffice } from './office.ts'
import type { TestApp } from './web.ts'

/** A caller of the programming interface, by a token of a member of the cast. */
export interface Caller {
  id: string
  token: string
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  post(url: string, body: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>
}

export async function callAs(
  app: TestApp,
  office: TestOffice,
  who: CastKey,
  scopes: readonly string[] = apiScopes,
  days = 90,
): Promise<Caller> {
  const act = { personId: office.person[who], actId: randomUUID(), occasion: office.occasion('2018-12-10') }
  const input = { name: 'Kiểm thử', scopes, days, now: app.clock.now, address: '127.0.0.1' }
  const { subjectId, token } = await createApiToken(office.database.writer, act, input)
  return callerOf(app, subjectId, token as string)
}

export function callerOf(app: TestApp, id: string, token: string): Caller {
  const own = { authorization: `Bearer ${token}` }
  return {
    id,
    token,
    get: (url, headers = {}) => app.inject({ url: `/api/v1${url}`, headers: { ...own, ...headers } }),
    post: (url, body, headers = {}) =>
      app.inject({
        method: 'POST',
        url: `/api/v1${url}`,
        payload: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { ...own, 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      }),
  }
}
