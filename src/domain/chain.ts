import { createHmac } from 'node:crypto'
import { listChainHeads, listEvents } from '../data/event.ts'
import type { Db, Row } from '../data/schema.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { ChainKey } from './occasion.ts'

type Sealed = Omit<Row<'event'>, 'hash'>

const pageSize = 1_000

/** HMAC-SHA-256 over every column of the event but the hash itself, which covers the hash before it. */
export function sealEvent(event: Sealed, key: Buffer): string {
  const { id, seq, prev_hash, organisation_id, payload, ...facts } = event
  return createHmac('sha256', key)
    .update(canonicalJson({ id, seq, prev_hash, organisation_id, payload, ...facts }))
    .digest('hex')
}

export interface ChainReport {
  organisationId: string
  events: number
  head: string
  /** The first event that does not fit, with what is wrong; absent when the chain is whole. */
  broken?: { seq: number; fault: 'missing' | 'changed' | 'unlinked' | 'unknown_key' | 'head' }
}

/** Walks every chain from its first event: RELIABILITY U2. Reads in pages, so that memory stays level. */
export async function verifyChains(db: Db, keys: ChainKey[]): Promise<ChainReport[]> {
  const ring = new Map(keys.map(key => [key.id, key.key]))
  const reports: ChainReport[] = []
  for (const head of await listChainHeads(db)) reports.push(await verifyChain(db, head, ring))
  return reports
}

async function verifyChain(db: Db, head: Row<'chain_head'>, ring: Map<string, Buffer>): Promise<ChainReport> {
  const report: ChainReport = { organisationId: head.organisation_id, events: 0, head: '' }
  for (;;) {
    const page = await listEvents(db, head.organisation_id, report.events, pageSize)
    for (const event of page) {
      const fault = faultOf(event, report, ring)
      if (fault) return { ...report, broken: { seq: report.events + 1, fault } }
      report.events = event.seq
      report.head = event.hash
    }
    if (page.length < pageSize) break
  }
  const whole = report.events === head.seq && report.head === head.hash
  return whole ? report : { ...report, broken: { seq: report.events + 1, fault: 'head' } }
}

type Fault = NonNullable<ChainReport['broken']>['fault']

function faultOf(event: Row<'event'>, before: ChainReport, ring: Map<string, Buffer>): Fault | undefined {
  if (event.seq !== before.events + 1) return 'missing'
  if (event.prev_hash !== before.head) return 'unlinked'
  const key = ring.get(event.key_id)
  if (!key) return 'unknown_key'
  const { hash, ...sealed } = event
  return sealEvent(sealed, key) === hash ? undefined : 'changed'
}
