import type { OpenPart } from '../../data/open-part.ts'
import type { TaskListRow, TaskPage, TaskSort } from '../../data/task-list.ts'
import { lateSide } from '../../domain/late-side.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { ButtonPart, ColumnPart, EmptyPart, PagerPart, TablePart } from '../../render/parts.ts'
import { sideWords } from './side-words.ts'
import { originalDate } from './task-dates.ts'
import { type TaskChoice, taskHref } from './task-query.ts'
import { listStatus } from './task-status-part.ts'
import type { Words } from './words.ts'

export const pageSize = 50
/** Beyond it an exact count costs more than it tells. */
export const countCap = 1_000

export interface Counted {
  count: number
  more: boolean
}

/** The list as a table, cards on phones; heads sort, and sorting begins at the first page. */
export function taskTable(
  page: TaskPage & { openParts: Map<string, OpenPart[]> },
  choice: TaskChoice,
  mayPrepare: boolean,
  words: Words,
): TablePart {
  const { t } = words
  return {
    id: 'tasks',
    caption: t('page.tasks.title'),
    columns: columnsOf(choice, words),
    rows: page.rows.map(row => rowOf(row, page.openParts.get(row.id) ?? [], words)),
    empty: emptyOf(choice, mayPrepare, words),
  }
}

function columnsOf(choice: TaskChoice, { t }: Words): ColumnPart[] {
  const sorted = (by: TaskSort): Pick<ColumnPart, 'sort'> => {
    const current = choice.sort === by
    const href = taskHref(choice, { sort: by, descending: current && !choice.descending })
    if (!current) return { sort: { href } }
    return { sort: { href, direction: choice.descending ? 'descending' : 'ascending' } }
  }
  return [
    { label: t('page.tasks.code'), width: 'xs', ...sorted('code') },
    { label: t('page.tasks.task'), card: 'title', ...sorted('title') },
    { label: t('page.tasks.unit'), width: 'm' },
    { label: t('page.tasks.status'), kind: 'status', width: 'l', card: 'bare' },
    { label: t('page.tasks.due'), kind: 'date', width: 's', ...sorted('due') },
    { label: t('page.tasks.updated'), kind: 'date', width: 's', ...sorted('updated') },
  ]
}

/** One task as a row; `words.today` is the day it is judged by. */
export function rowOf(row: TaskListRow, parts: OpenPart[], words: Words): TablePart['rows'][number] {
  const { t } = words
  const { status, sub: second } = listStatus(row, words)
  const sub = [second, ...(parts.length > 0 ? sideWords(lateSide(row, parts, words.today), t) : [])]
    .filter(Boolean)
    .join(' · ')
  const due = row.due_on ? formatDate(row.due_on) : t('ui.nothing')
  const original = originalDate(row, words)
  const subs = subOf(sub, original?.days ?? 0, words)
  const word = row.updated_on ?? row.received_on
  return {
    id: row.id,
    late: status.kind === 'late',
    cells: [
      { text: row.code, nowrap: true },
      { text: row.title, href: `/tasks/${row.id}` },
      { text: row.lead_unit_name, ...(row.officer_name ? { sub: row.officer_name } : {}) },
      { status, ...(subs ? { sub: subs } : {}) },
      {
        text: due,
        nowrap: true,
        ...(original ? { sub: t('page.tasks.original', { date: formatDate(original.date) }) } : {}),
      },
      { text: word ? formatDate(word) : t('ui.nothing'), nowrap: true },
    ],
  }
}

/** The state, and how late the task is against its first deadline where another is in force (PRODUCT §3). */
function subOf(sub: string | undefined, days: number, { t }: Words): string {
  return [...(sub ? [sub] : []), ...(days > 0 ? [t('page.tasks.past_original', { days })] : [])].join(' · ')
}

function emptyOf(choice: TaskChoice, mayPrepare: boolean, { t }: Words): EmptyPart {
  const act: ButtonPart = {
    label: t('page.tasks.all'),
    href: taskHref({ ...noChoice, state: 'all' }),
    kind: 'line',
  }
  if (choice.taskClass === 'running_late')
    return { fact: t('page.tasks.none.late'), next: t('page.tasks.none.late.next'), act }
  if (hasFilter(choice))
    return { icon: 'search', fact: t('page.tasks.none.found'), next: t('page.tasks.none.found.next'), act }
  const next = t(mayPrepare ? 'page.tasks.none.prepare' : 'page.tasks.none.next')
  return {
    fact: t('page.tasks.none'),
    next,
    act: mayPrepare ? { label: t('page.tasks.none.prepare.act'), href: '/inspections', kind: 'line' } : act,
  }
}

const noChoice: TaskChoice = {
  text: '',
  unit: '',
  own: false,
  inspection: '',
  recommendation: '',
  state: '',
  taskClass: '',
  cycle: '',
  from: '',
  to: '',
  mine: false,
  sort: 'due',
  descending: false,
  cursor: undefined,
  page: 1,
}

/** Whether anything but the order and the place was chosen. */
export function hasFilter(choice: TaskChoice): boolean {
  const plain = { ...choice, sort: 'due', descending: false, cursor: undefined, page: 1 }
  return JSON.stringify(plain) !== JSON.stringify(noChoice)
}

/** "Nhiệm vụ 51–100 trên hơn 1.000"; the number of the page travels in the address, the place in the cursor. */
export function taskPager(
  page: TaskPage,
  total: Counted,
  choice: TaskChoice,
  { t, locale }: Words,
): PagerPart | null {
  const first = page.rows[0]
  const last = page.rows.at(-1)
  if (!first || !last) return null
  const from = (choice.page - 1) * pageSize + 1
  const values = {
    from: formatNumber(from, locale),
    to: formatNumber(from + page.rows.length - 1, locale),
    count: formatNumber(total.count, locale),
  }
  const previous = { cursor: { id: first.id, backwards: true }, page: Math.max(1, choice.page - 1) }
  const next = { cursor: { id: last.id, backwards: false }, page: choice.page + 1 }
  return {
    label: t('page.tasks.pages'),
    text: t(total.more ? 'page.tasks.range.more' : 'page.tasks.range', values),
    ...(page.hasPrevious ? { previous: taskHref(choice, choice.page <= 2 ? {} : previous) } : {}),
    ...(page.hasNext ? { next: taskHref(choice, next) } : {}),
  }
}
