import { readConfig } from '../config.ts'
import { findContradictions } from '../domain/replay.ts'
import { withOfficeDatabase } from './office-database.ts'

const words = {
  task: 'trạng thái hiện tại khác với sự kiện',
  periods: 'diễn biến theo ngày khác với sự kiện',
  missing: 'có trong sự kiện nhưng không còn trong bảng',
  unknown: 'có trong bảng nhưng không có sự kiện nào',
} as const

/** Exit code 0 when the events alone give the same tasks and periods as the tables, 1 when they contradict. */
export async function replayCommand(args: string[]): Promise<number> {
  const result = await withOfficeDatabase(readConfig(), db => findContradictions(db.reader))
  if (args.includes('--json')) {
    console.log(JSON.stringify(result))
  } else {
    for (const { taskId, kind } of result.contradictions) console.log(`Nhiệm vụ ${taskId}: ${words[kind]}.`)
    console.log(
      `Đã dựng lại ${result.tasks} nhiệm vụ từ sự kiện; ${result.contradictions.length} chỗ không khớp.`,
    )
  }
  return result.contradictions.length > 0 ? 1 : 0
}
