import type { TaskFacts } from '../../data/task.ts'
import type { OfferedAct } from '../../domain/offered-acts.ts'
import type { TaskActName } from '../../domain/task-transitions.ts'
import type { MessageKey } from '../../i18n/translate.ts'
import type { ActButtonPart, ActsPart, ButtonPart } from '../../render/parts.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import type { Words } from './words.ts'

type Act = ButtonPart | ActButtonPart

/** What one would do first, by what is offered; the rest follows in the order of the table. */
const first: TaskActName[] = [
  'receive',
  'verify',
  'decide_extension',
  'decide_suspension_request',
  'decide_non_implementation',
  'issue',
  'resume',
  'report',
  'update',
  'draft_report',
  'take_back',
]

/** Acts on parts and pieces stand at those; a verdict is one page with two choices. */
const notInTheBar: TaskActName[] = [
  'return',
  'receive_co_unit',
  'update_co_unit',
  'submit_co_unit',
  'accept_co_unit',
  'return_co_unit',
  'waive_co_unit',
  'plan_co_unit',
  'nudge_co_unit',
  'change_subtask',
  'update_subtask',
  'complete_subtask',
  'cancel_subtask',
]

const icons: Partial<Record<TaskActName, string>> = {
  receive: 'done',
  update: 'edit',
  draft_report: 'draft',
  report: 'send',
  verify: 'done',
  issue: 'send',
  request_extension: 'extend',
  decide_extension: 'extend',
  request_suspension: 'pause',
  decide_suspension_request: 'pause',
  give_subtask: 'people',
  ask_update: 'help',
}

/** The bar of acts: one solid, the others in line; receiving works at once. */
export function taskActBar(
  offers: readonly OfferedAct[],
  facts: TaskFacts,
  { t }: Words,
  { actId, mayComment }: { actId: string; mayComment: boolean },
): ActsPart {
  const names = offers.map(offer => offer.act).filter(act => !notInTheBar.includes(act))
  const main = mainAct(names, facts)
  const button = (act: TaskActName): Act => ({
    label: t(labelOf(act, facts)),
    ...(icons[act] ? { icon: icons[act] } : {}),
    ...(act === 'receive'
      ? { action: taskActHref(facts.task.id, act), fields: { act_id: actId, version: facts.task.version } }
      : { href: taskActHref(facts.task.id, act) }),
  })
  const others: Act[] = names.filter(act => act !== main).map(act => ({ ...button(act), kind: 'line' }))
  const comment = {
    label: t('act.comment'),
    icon: 'comment',
    href: `/tasks/${facts.task.id}/comments`,
    kind: 'line' as const,
  }
  if (mayComment) others.push(comment)
  return { id: 'acts', ...(main ? { main: button(main) } : {}), others }
}

function mainAct(names: TaskActName[], { task, co_units }: TaskFacts): TaskActName | undefined {
  const waiting = co_units.some(part => part.state !== 'accepted' && part.state !== 'waived')
  // While a part is missing, or the work has just begun, a word on it comes first.
  const early = names.includes('update') && (waiting || task.percent < 100)
  const order = early ? first.toSorted((a, b) => Number(b === 'update') - Number(a === 'update')) : first
  return order.find(act => names.includes(act)) ?? undefined
}

/** The second extension is called so, and what comes after a return is a supplement. */
function labelOf(act: TaskActName, { task }: TaskFacts): MessageKey {
  if (act === 'request_extension' && task.extension_count > 0) return 'act.request_extension.again'
  if (act === 'report' && task.state === 'returned') return 'act.report.again'
  if (act === 'verify') return 'act.verdict'
  return `act.${act}`
}

/** Why something one might look for is not possible yet, or who decides it. */
export function taskHint(offers: readonly OfferedAct[], facts: TaskFacts, { t }: Words): string | null {
  const names = new Set(offers.map(offer => offer.act))
  const open = facts.co_units.filter(part => part.state !== 'accepted' && part.state !== 'waived')
  const sentences = [
    ...(names.has('report') && open.length > 0
      ? [t('page.task.hint.parts', { units: open.map(part => part.unit_name).join(', ') })]
      : []),
    ...(names.has('request_extension') && facts.task.extension_count > 0
      ? [t('page.task.hint.committee')]
      : []),
    ...(names.has('update') && facts.pending_extension ? [t('page.task.hint.extension')] : []),
    ...(names.has('update') && facts.pending_suspension_request ? [t('page.task.hint.suspension')] : []),
    ...(facts.pending_non_implementation && !names.has('decide_non_implementation') && names.size > 0
      ? [t('page.task.hint.non_implementation')]
      : []),
    ...(offers.some(offer => offer.authority.onBehalf) ? [t('page.task.hint.on_behalf')] : []),
  ]
  return sentences.length > 0 ? sentences.join(' ') : null
}
