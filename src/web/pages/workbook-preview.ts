import { noUnit } from '../../domain/workbook-plan.ts'
import type { WorkbookReading, WorkbookRecommendation, WorkbookTask } from '../../domain/workbook-row.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { isPlainDate } from '../../lib/plain-date.ts'
import type { CellPart, TablePart } from '../../render/parts.ts'
import { excerpt } from './conclusion-text.ts'

const rowsOfPreview = 15
const longestText = 240

/** The first rows as they will be recorded, a recommendation beside each task that is made of it. */
export function previewTable(t: Translate, reading: WorkbookReading, names: Map<string, string>): TablePart {
  const rows = reading.recommendations.slice(0, rowsOfPreview).flatMap(rowsOf)
  return {
    id: 'preview',
    caption: t('page.workbook.preview'),
    columns: [
      { label: t('page.workbook.row'), kind: 'number', width: 'xs', card: 'aside' },
      { label: t('workbook.column.recommendation'), card: 'title' },
      { label: t('workbook.column.task'), width: 'l' },
      { label: t('workbook.column.lead'), width: 'l' },
      { label: t('workbook.column.due'), kind: 'date' },
    ],
    rows: rows.slice(0, rowsOfPreview).map(({ one, task }) => ({
      id: `preview-${task?.row ?? one.row}`,
      cells: [String(task?.row ?? one.row), ...cellsOf(t, one, task, names)],
    })),
    empty: { icon: 'recommendation', fact: t('page.workbook.none'), next: t('page.workbook.none.next') },
  }
}

/** One row for each task, or one for a recommendation without any. */
function rowsOf(one: WorkbookRecommendation): { one: WorkbookRecommendation; task: WorkbookTask | null }[] {
  return one.tasks.length > 0 ? one.tasks.map(task => ({ one, task })) : [{ one, task: null }]
}

function cellsOf(
  t: Translate,
  one: WorkbookRecommendation,
  task: WorkbookTask | null,
  names: Map<string, string>,
): CellPart[] {
  const kind = [one.theme, ...(one.kind === 'standing' ? [t('kind.standing')] : [])]
    .filter(Boolean)
    .join(' · ')
  const quote: CellPart = { text: excerpt(one.quote, longestText), ...(kind ? { sub: kind } : {}) }
  if (!task) return [quote, t('page.workbook.no_task'), '', '']
  const nameOf = (id: string) => (id === noUnit ? '' : (names.get(id) ?? ''))
  const others = task.coUnitIds.map(nameOf).filter(Boolean).join(', ')
  return [
    quote,
    {
      text: excerpt(task.words || t('page.workbook.same_words'), longestText),
      ...(task.criterion ? { sub: excerpt(task.criterion, longestText) } : {}),
    },
    {
      text: nameOf(task.leadUnitId) || t('ui.nothing'),
      ...(others ? { sub: t('page.workbook.with', { names: others }) } : {}),
    },
    { text: isPlainDate(task.dueOn) ? formatDate(task.dueOn) : t('ui.nothing'), nowrap: true },
  ]
}
