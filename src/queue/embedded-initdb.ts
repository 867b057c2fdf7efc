/** A program of its own: makes the PostgreSQL cluster of the embedded queue in the folder given, and ends. */
import { initdbPglite } from './embedded-pglite.ts'

// The folder belongs to whoever started us; nobody waits for it any more when they are gone.
process.once('disconnect', () => process.exit(1))
await initdbPglite(process.argv[2] ?? '')
process.exit(0)
