import { readConfig } from '../config.ts'
import { verifyChains } from '../domain/chain.ts'
import { chainKeys, withOfficeDatabase } from './office-database.ts'

const faults = {
  missing: 'thiếu một sự kiện',
  changed: 'sự kiện đã bị sửa',
  unlinked: 'sự kiện không nối với sự kiện trước',
  unknown_key: 'không có khóa đã ký sự kiện',
  head: 'đầu chuỗi không khớp: có thể đã bị cắt đuôi',
} as const

/** Exit code 0 when every chain is whole, 1 when one is broken; each chain's head can be kept elsewhere as an anchor. */
export async function verifyEventsCommand(args: string[]): Promise<number> {
  const config = readConfig()
  const reports = await withOfficeDatabase(config, db => verifyChains(db.reader, chainKeys(config)))
  if (args.includes('--json')) console.log(JSON.stringify(reports))
  else for (const report of reports) console.log(describe(report))
  if (reports.length === 0 && !args.includes('--json')) console.log('Chưa có sự kiện nào.')
  return reports.some(report => report.broken) ? 1 : 0
}

function describe(report: Awaited<ReturnType<typeof verifyChains>>[number]): string {
  const chain = `Chuỗi ${report.organisationId}`
  if (report.broken) return `${chain}: HỎNG tại sự kiện ${report.broken.seq}: ${faults[report.broken.fault]}.`
  return `${chain}: ${report.events} sự kiện, nguyên vẹn. Đầu chuỗi ${report.head}`
}
