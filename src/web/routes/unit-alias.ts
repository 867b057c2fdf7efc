import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../domain/errors.ts'
import { removeUnitAlias } from '../../domain/unit-alias.ts'
import { isId } from '../../lib/id.ts'
import { actOf } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

/** What documents call a unit is remembered when tasks are assigned; here it is forgotten again. */
export async function unitAliasRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  app.post<{ Params: { id: string; alias: string } }>(
    '/admin/units/:id/aliases/:alias/removal',
    { config: { policy: rolesOf('admin') }, schema: { body: bodySchema([]) } },
    async (request, reply) => {
      const { id, alias } = request.params
      if (!isId(alias)) throw new NotFound()
      await removeUnitAlias(database.writer, actOf(request, readForm([], request.body)), alias)
      return reply.seeOther(`/admin/units/${id}`, { key: 'flash.alias_removed' })
    },
  )
}
