import { readConfig } from '../config.ts'
import { rebuildSummaries } from '../domain/status-summary.ts'
import { withOfficeDatabase } from './office-database.ts'

/** Works the figures out anew from the tasks, in one transaction. */
export async function rebuildSummariesCommand(): Promise<number> {
  const pairs = await withOfficeDatabase(readConfig(), db => rebuildSummaries(db.writer))
  console.log(`Đã tính lại số liệu của ${pairs} cặp cuộc kiểm tra và đơn vị.`)
  return 0
}
