import { readConfig } from '../config.ts'
import type { Db } from '../data/schema.ts'
import { findFigureContradictions } from '../domain/figure-replay.ts'
import { type Contradiction, findContradictions, type Replay } from '../domain/replay.ts'
import { formatDate } from '../i18n/format.ts'
import { endOfMonth, type PlainDate } from '../lib/plain-date.ts'
import { withOfficeDatabase } from './office-database.ts'

const words = {
  task: 'trạng thái hiện tại khác với sự kiện',
  periods: 'diễn biến theo ngày khác với sự kiện',
  missing: 'có trong sự kiện nhưng không còn trong bảng',
  unknown: 'có trong bảng nhưng không có sự kiện nào',
} as const

/**
 * Exit code 0 when the events alone give the same tasks, units and figures as the tables, 1 when they contradict.
 * Figures are compared as of each month's end and of the last day on which something changed.
 */
export async function replayCommand(args: string[]): Promise<number> {
  const result = await withOfficeDatabase(readConfig(), db => replayAll(db.reader))
  const { tasks, contradictions, figures } = result
  if (args.includes('--json')) {
    console.log(JSON.stringify(result))
  } else {
    for (const contradiction of contradictions) console.log(lineOf(contradiction))
    for (const { day } of figures) console.log(`Số liệu tính đến ngày ${formatDate(day)} khác với sự kiện.`)
    const faults = contradictions.length + figures.length
    console.log(`Đã dựng lại ${tasks} nhiệm vụ từ sự kiện; ${faults} chỗ không khớp.`)
  }
  return contradictions.length + figures.length > 0 ? 1 : 0
}

async function replayAll(db: Db) {
  const { tasks, contradictions, replay } = await findContradictions(db)
  return { tasks, contradictions, figures: await findFigureContradictions(db, replay, daysOf(replay)) }
}

function lineOf({ taskId, kind }: Contradiction): string {
  if (kind === 'units') return `Đơn vị ${taskId}: vị trí hoặc lãnh đạo phụ trách theo ngày khác với sự kiện.`
  return `Nhiệm vụ ${taskId}: ${words[kind]}.`
}

/** The end of every month in which a task changed, but the last; and the last day of all. */
function daysOf({ tasks }: Replay): PlainDate[] {
  const changed = [...tasks.values()].flatMap(task => task.periods.map(period => period.from_on)).sort()
  const last = changed.at(-1)
  if (!last) return []
  const ends = new Set(changed.map(day => endOfMonth(day)).filter(day => day < last))
  return [...ends, last]
}
