import { findOffice } from '../data/office.ts'
import type { JobParts } from './parts.ts'

/** Mail of a sample leaves only for a server on this machine (DECISIONS 25); without a server all of it is kept. */
export async function findRoute(parts: JobParts): Promise<'smtp' | 'none'> {
  if (!parts.deliver) return 'none'
  const office = await findOffice(parts.database.reader)
  return office?.kind === 'sample' && !parts.isLoopback ? 'none' : 'smtp'
}
