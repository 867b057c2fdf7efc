/** A program of its own: the worker as a child of `start`, which restarts it. */
import { ConfigError } from '../config.ts'
import { workerCommand } from './worker.ts'

try {
  process.exit(await workerCommand([]))
} catch (error) {
  console.error(error instanceof ConfigError ? `dondoc: ${error.message}` : error)
  process.exit(1)
}
