import type { FastifyInstance, FastifyPluginAsync } from 'fastify'

/** Registers a plugin whose hooks and decorators hold for the whole app, in the order of registration. */
export function registerShared(app: FastifyInstance, plugin: (app: FastifyInstance) => void): void {
  const shared: FastifyPluginAsync = async scope => plugin(scope)
  // Fastify's own way to say that a plugin does not get a scope of its own.
  app.register(Object.assign(shared, { [Symbol.for('skip-override')]: true }))
}
