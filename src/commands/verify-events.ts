import { readConfig } from '../config.ts'
import { listBrokenAccess } from '../domain/access-log.ts'
import { verifyChains } from '../domain/chain.ts'
import { chainKeys, withOfficeDatabase } from './office-database.ts'

type ChainReport = Awaited<ReturnType<typeof verifyChains>>[number]

const faults = {
  missing: 'thiếu một sự kiện',
  changed: 'sự kiện đã bị sửa',
  unlinked: 'sự kiện không nối với sự kiện trước',
  unknown_key: 'không có khóa đã ký sự kiện',
  head: 'đầu chuỗi không khớp: có thể đã bị cắt đuôi',
} as const

/**
 * Exit code 0 when every chain is whole and the access log is as it was sealed, 1 when one is broken; each chain's head
 * can be kept elsewhere as an anchor.
 */
export async function verifyEventsCommand(args: string[]): Promise<number> {
  const config = readConfig()
  const { chains, brokenAccess } = await withOfficeDatabase(config, async ({ reader }) => ({
    chains: await verifyChains(reader, chainKeys(config)),
    brokenAccess: await listBrokenAccess(reader),
  }))
  if (args.includes('--json')) console.log(JSON.stringify({ chains, brokenAccess }))
  else for (const line of report(chains, brokenAccess)) console.log(line)
  return brokenAccess.length > 0 || chains.some(chain => chain.broken) ? 1 : 0
}

function report(chains: ChainReport[], brokenAccess: string[]): string[] {
  if (chains.length === 0) return ['Chưa có sự kiện nào.']
  const access = brokenAccess.map(id => `Nhật ký truy cập: HỎNG, không khớp với sự kiện ${id} đã niêm phong.`)
  return [...chains.map(describe), ...access]
}

function describe(report: ChainReport): string {
  const chain = `Chuỗi ${report.organisationId}`
  if (report.broken) return `${chain}: HỎNG tại sự kiện ${report.broken.seq}: ${faults[report.broken.fault]}.`
  return `${chain}: ${report.events} sự kiện, nguyên vẹn. Đầu chuỗi ${report.head}`
}
