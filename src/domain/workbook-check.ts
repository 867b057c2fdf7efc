import type { ErrorKey } from './errors.ts'
import type { WorkbookPlan } from './workbook-plan.ts'
import type { WorkbookReading } from './workbook-row.ts'

/** Rows with work that one import may hold: a transaction stays short (DECISIONS 9). */
export const mostTasks = 2_000

/** What keeps the plan from being read at all, by field: `column.<n>` for one that is chosen twice. */
export function planErrors({ columns }: WorkbookPlan): Record<string, ErrorKey> {
  const errors: Record<string, ErrorKey> = {}
  for (const [index, kind] of columns.entries()) {
    if (kind !== 'skip' && columns.indexOf(kind) < index)
      errors[`column.${index}`] = 'error.workbook.column_twice'
  }
  if (!columns.includes('recommendation') && !columns.includes('task'))
    errors.columns = 'error.workbook.columns'
  return errors
}

/** What keeps the reading from being imported, by field. */
export function readingErrors(reading: WorkbookReading): Record<string, ErrorKey> {
  const { recommendations, problems, asked, undated } = reading
  const unknown = asked.filter(({ unitId }) => !unitId)
  const tasks = recommendations.reduce((sum, one) => sum + one.tasks.length, undated.length)
  const rows = Math.max(tasks, recommendations.length)
  if (rows > mostTasks)
    return { rows: { key: 'error.workbook.too_many', values: { max: mostTasks, count: rows } } }
  return {
    ...(unknown.length > 0
      ? { units: { key: 'error.workbook.units', values: { count: unknown.length } } }
      : {}),
    ...(problems.length > 0
      ? { rows: { key: 'error.workbook.rows', values: { count: problems.length } } }
      : {}),
    ...(recommendations.length === 0 && problems.length === 0 ? { rows: 'error.workbook.no_rows' } : {}),
  }
}
