import { readConfig } from '../config.ts'
import { rebuildSearch } from '../domain/search-build.ts'
import { withOfficeDatabase } from './office-database.ts'

/** Builds the search index anew; people go on working, and a run that was broken off is taken up by the worker. */
export async function rebuildSearchCommand(): Promise<number> {
  const taken = await withOfficeDatabase(readConfig(), db => rebuildSearch(db.writer))
  console.log(`Đã đưa ${taken} nội dung vào tìm kiếm.`)
  return 0
}
