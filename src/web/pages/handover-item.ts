import type { HandoverItem } from '../../data/handover.ts'
import type { NamedDuty } from '../../data/handover-duty.ts'
import type { CycleKind } from '../../data/schema-obligation.ts'
import { formatDate } from '../../i18n/format.ts'
import { isMessageKey, type Translate } from '../../i18n/translate.ts'
import type { CellPart, ColumnPart, TablePart } from '../../render/parts.ts'
import { scheduleWords } from './obligation-words.ts'

export interface HandoverSection {
  id: string
  title: string
  count: number
  table: TablePart
}

/** What names the things of the list, and which tasks the person may open. */
export interface KnownItems {
  t: Translate
  names: Map<string, string>
  seen: Set<string>
  duties: Map<string, NamedDuty>
  unit: (id: string) => string
}

const kinds = ['task', 'obligation', 'part', 'verify', 'extension', 'unit'] as const

/** The list by what kind of thing each is; a kind of which there is nothing has no section. */
export function handoverSections(items: readonly HandoverItem[], known: KnownItems): HandoverSection[] {
  return kinds.flatMap(kind => sectionOf(kind, items, known))
}

function sectionOf(
  kind: HandoverItem['kind'],
  all: readonly HandoverItem[],
  known: KnownItems,
): HandoverSection[] {
  const items = all.filter(item => item.kind === kind)
  if (items.length === 0) return []
  const { t } = known
  const title = t(`page.handover.kind.${kind}`)
  const columns = columnsOf(kind, t)
  const rows = items.map(item => ({ id: item.subject_id, cells: cellsOf(item, known) }))
  return [
    {
      id: kind,
      title,
      count: items.length,
      table: { id: `handover-${kind}`, caption: title, columns, rows },
    },
  ]
}

function columnsOf(kind: HandoverItem['kind'], t: Translate): ColumnPart[] {
  const name: ColumnPart = { label: t('page.handover.what'), card: 'title' }
  if (kind === 'unit') return [name]
  if (kind === 'obligation') return [name, { label: t('field.cycle') }]
  return [
    name,
    { label: t('page.handover.due'), kind: 'date' },
    { label: t('page.handover.state') },
    { label: t('page.handover.pending') },
  ]
}

function cellsOf(item: HandoverItem, known: KnownItems): CellPart[] {
  const { t, names, seen } = known
  if (item.kind === 'unit') return [known.unit(item.subject_id)]
  if (item.kind === 'obligation') return dutyCells(item, known)
  const task = item.task_id ?? ''
  const sub = item.kind === 'part' ? names.get(item.subject_id) : ''
  const key =
    item.kind === 'part' ? `part.${item.state}` : item.kind === 'extension' ? '' : `state.${item.state}`
  return [
    {
      text: names.get(task) ?? '',
      ...(seen.has(task) ? { href: `/tasks/${task}` } : {}),
      ...(sub ? { sub } : {}),
    },
    item.due_on ? formatDate(item.due_on) : t('ui.nothing'),
    isMessageKey(key) ? t(key) : t('page.handover.pending.extension'),
    waitingOf(item, t),
  ]
}

function dutyCells(item: HandoverItem, { t, duties }: KnownItems): CellPart[] {
  const duty = duties.get(item.subject_id)
  const href = duty?.seen ? { href: `/obligations/${item.subject_id}` } : {}
  return [{ text: duty?.title ?? '', ...href }, scheduleWords(scheduleOf(item), { t })]
}

/** The schedule that a standing duty was laid down with. */
function scheduleOf({ state }: HandoverItem): Parameters<typeof scheduleWords>[0] {
  const [cycle, day, send] = state.split(' ')
  return { cycle: cycle as CycleKind, cut_off_day: Number(day), send_days: Number(send) }
}

/** What waits on the task, and how much evidence lies with it. */
function waitingOf({ pending, evidence }: HandoverItem, t: Translate): string {
  const words = (['extension', 'non_implementation', 'part', 'draft'] as const).filter(name =>
    pending.split(' ').includes(name),
  )
  const laid = evidence > 0 ? [t('page.handover.evidence', { count: evidence })] : []
  return [...words.map(name => t(`page.handover.pending.${name}`)), ...laid].join('; ') || t('ui.nothing')
}
