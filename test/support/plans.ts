import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from 'kysely'
import type { Db } from '../../src/data/schema.ts'

/** A database that notes every query it is asked. */
export function notedQueries(db: Db): { db: Db; nodes: RootOperationNode[] } {
  const nodes: RootOperationNode[] = []
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      nodes.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { db: db.withPlugin(plugin), nodes }
}

/** The queries whose plan reads one of the large tables from end to end without an index (SQLite). */
export async function scansAmong(
  db: Db,
  nodes: RootOperationNode[],
): Promise<{ sql: string; step: string }[]> {
  const scans: { sql: string; step: string }[] = []
  for (const node of nodes) {
    const { sql, parameters } = db.getExecutor().compileQuery(node, { queryId: 'plan' } as never)
    const plan = await db.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    )
    const step = plan.rows.map(row => row.detail).find(isScan)
    if (step) scans.push({ sql, step })
  }
  return scans
}

function isScan(step: string): boolean {
  return (
    /^SCAN (task|part|co_unit|evidence|event|reminder|recommendation|inspection)( |$)/.test(step) &&
    !step.includes('INDEX')
  )
}
